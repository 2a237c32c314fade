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
import { observablesExtension } from './stix-ids.ts'

/**
 * A value in STIX form: the pattern of the indicator and its companion objects. The objects have no ids yet and are in
 * the order in which they are sent.
 */
export interface Observable {
  patternType: string
  pattern: string
  companions: { type: string; [field: string]: unknown }[]
}
/** The STIX name of each hash algorithm. An algorithm that is missing here has its own pattern type. */
const stixHashes: Record<string, string> = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5' }
const newObservable = { [observablesExtension]: { extension_type: 'new-sco' } }
const stix = (parts: (Comparison | Comparison[])[], companions: Observable['companions']): Observable => ({
  patternType: 'stix',
  pattern: writePattern(parts),
  companions,
})
const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null))

function named(kind: 'person' | 'organisation', value: PersonValue | OrganisationValue): Observable {
  return {
    patternType: `entente-${kind}`,
    pattern: canonicalJson(value),
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

const writers: Record<SignalKind, (value: never) => Observable> = {
  person: (value: PersonValue) => named('person', value),
  organisation: (value: OrganisationValue) => named('organisation', value),
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
  'media-hash': (value: MediaHashValue) => {
    const name = stixHashes[value.algorithm]
    if (name === undefined) return { patternType: value.algorithm, pattern: value.hash, companions: [] }
    return stix(
      [compare(`file:hashes.${name === 'MD5' ? name : `'${name}'`}`, value.hash)],
      [{ type: 'file', hashes: { [name]: value.hash } }],
    )
  },
  url: (value: UrlValue) => stix([compare('url:value', value.url)], [{ type: 'url', value: value.url }]),
  account: (value: AccountValue) =>
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
          account_type: value.service,
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
export const observableOf = (kind: SignalKind, value: unknown): Observable => writers[kind](value as never)
