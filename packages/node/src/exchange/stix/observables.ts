import type {
  AccountValue,
  ConsignmentValue,
  MediaHashValue,
  OrganisationValue,
  PersonValue,
  SignalKind,
  TravelDocumentValue,
  UrlValue,
  WalletValue,
} from '@entente/contracts'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { type Comparison, compare, writePattern } from './pattern.ts'
import { observablesExtension, type StixForm } from './stix-ids.ts'

/**
 * A value in STIX form: the pattern of the indicator and its companion objects. The objects have no ids yet and are in
 * the order in which they are sent.
 */
export interface Observable {
  patternType: string
  pattern: string
  companions: { type: string; terms?: Record<string, unknown>; [field: string]: unknown }[]
}
/** The hash algorithms that STIX names (STIX 2.1, 10.7). */
const stixHashes: Record<string, string> = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5', tlsh: 'TLSH' }
/** The names of all other algorithms in patterns. `TEXT-SHA-256` is the SHA-256 of a normalised text. */
export const otherHashes: Record<string, string> = { pdq: 'PDQ', tmk: 'TMK', vpdq: 'VPDQ', text: 'TEXT-SHA-256' }
/** The services that STIX names as types of accounts (STIX 2.1, 10.1). */
const accountTypes = new Set([
  ...['facebook', 'ldap', 'nis', 'openid', 'radius', 'skype', 'tacacs', 'twitter', 'unix'],
  ...['windows-local', 'windows-domain'],
])
const hashPath = (name: string): string => `file:hashes.${name.includes('-') ? `'${name}'` : name}`
const newObservable = { [observablesExtension]: { extension_type: 'new-sco' } }
const stix = (parts: (Comparison | Comparison[])[], companions: Observable['companions']): Observable => ({
  patternType: 'stix',
  pattern: writePattern(parts),
  companions,
})
const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null))

function named(kind: 'person' | 'organisation', value: PersonValue | OrganisationValue, form: StixForm): Observable {
  const whole = canonicalJson(value)
  return {
    ...(form === 1
      ? { patternType: `entente-${kind}`, pattern: whole }
      : { patternType: 'stix', pattern: writePattern([compare(`entente-${kind}:value_json`, whole)]) }),
    companions: [
      {
        type: 'identity',
        name: value.names[0]?.full ?? '',
        identity_class: kind === 'person' ? 'individual' : 'organization',
      },
      { type: 'relationship', relationship_type: 'related-to' },
    ],
  }
}

function cargo(value: ConsignmentValue): Observable {
  const of = (field: string) => `cargo-selector:${field}`
  const texts: [string, string | null][] = [
    ['consignee', value.consignee],
    ['consignor', value.consignor],
    ['container_number', value.containerNumber],
    ['transport_document', value.transportDocument],
    ['route_from', value.routeFrom],
    ['route_to', value.routeTo],
  ]
  const goods = (value.hsPrefixes ?? []).map((prefix) => compare(of('hs_code'), `${prefix}%`, 'LIKE'))
  const parts: (Comparison | Comparison[])[] = goods.length === 0 ? [] : [goods]
  for (const [field, text] of texts) if (text !== null) parts.push(compare(of(field), text))
  if (value.grossMassMinKg !== null) parts.push(compare(of('gross_mass_kg'), value.grossMassMinKg, '>='))
  if (value.grossMassMaxKg !== null) parts.push(compare(of('gross_mass_kg'), value.grossMassMaxKg, '<='))
  const numbers = [value.containerNumber, value.transportDocument].filter((number) => number !== null)
  return stix(
    parts,
    numbers.map((number) => ({ type: 'tracking-number', value: number, extensions: newObservable })),
  )
}

const writers: Record<SignalKind, (value: never, form: StixForm) => Observable> = {
  person: (value: PersonValue, form) => named('person', value, form),
  organisation: (value: OrganisationValue, form) => named('organisation', value, form),
  'travel-document': (value: TravelDocumentValue) =>
    stix(
      [compare('travel-document:number', value.number), compare('travel-document:issuing_state', value.issuingState)],
      [
        {
          type: 'travel-document',
          document_type: value.documentType,
          number: value.number,
          issuing_state: value.issuingState,
          ...present({ expiry: value.expiryDate }),
          extensions: newObservable,
        },
      ],
    ),
  'media-hash': ({ algorithm, hash }: MediaHashValue, form) => {
    const name = form === 1 && algorithm === 'tlsh' ? undefined : stixHashes[algorithm]
    // A TLSH with the prefix of its version is no value of the dictionary of hashes.
    const fits = name !== 'TLSH' || /^[a-zA-Z0-9]{70}$/.test(hash)
    if (name !== undefined)
      return stix([compare(hashPath(name), hash)], fits ? [{ type: 'file', hashes: { [name]: hash } }] : [])
    if (form === 1) return { patternType: algorithm, pattern: hash, companions: [] }
    return stix([compare(hashPath(otherHashes[algorithm] ?? algorithm), hash)], [])
  },
  url: (value: UrlValue) => stix([compare('url:value', value.url)], [{ type: 'url', value: value.url }]),
  account: (value: AccountValue, form) =>
    stix(
      [
        compare('user-account:account_type', value.service),
        value.userId === null
          ? compare('user-account:account_login', value.handle ?? '')
          : compare('user-account:user_id', value.userId),
      ],
      [
        {
          type: 'user-account',
          ...(form === 1 || accountTypes.has(value.service)
            ? { account_type: value.service }
            : { terms: { service: value.service } }),
          ...present({ user_id: value.userId, account_login: value.handle }),
        },
      ],
    ),
  wallet: (value: WalletValue) =>
    stix(
      [compare('cryptocurrency-wallet:value', value.address)],
      [{ type: 'cryptocurrency-wallet', value: value.address, extensions: newObservable }],
    ),
  consignment: cargo,
}

/** Converts a value to its STIX form. */
export const observableOf = (kind: SignalKind, value: unknown, form: StixForm): Observable =>
  writers[kind](value as never, form)
