import {
  type AccountValue,
  type ConsignmentValue,
  chainOf,
  type MediaHashValue,
  type OrganisationValue,
  type PersonValue,
  type SignalKind,
  type TravelDocumentValue,
  type UrlValue,
  type WalletValue,
} from '@entente/contracts'
import { currentForm, type StixForm } from '../stix/stix-ids.ts'
import type { MispAttribute, MispObject } from './misp-event.ts'

/** A value converted to MISP attributes and objects, still without uuids. */
export interface MispShape {
  attributes: MispAttribute[]
  objects: (MispObject & { Attribute: MispAttribute[] })[]
}
/**
 * Sensitive kinds: MISP servers must not correlate their attributes with other events or send them to detection
 * systems.
 */
const sensitive: readonly SignalKind[] = ['person', 'organisation', 'travel-document', 'account', 'consignment']
/**
 * Kinds for which a feed may list hashes. For other kinds a hash reveals the value: whoever has the MD5 of a document
 * number can find the number by trying all numbers.
 */
export const hashedKinds: readonly SignalKind[] = ['media-hash', 'url', 'wallet']

type Part = [relation: string, value: string | null, type?: string]
const objectOf = (
  name: string,
  template: { uuid: string; version: string; category: string },
  parts: readonly Part[],
): MispShape['objects'][number] => ({
  name,
  'meta-category': template.category,
  template_uuid: template.uuid,
  template_version: template.version,
  distribution: '5',
  Attribute: parts.flatMap(([relation, value, type]) =>
    value === null
      ? []
      : [
          {
            type: type ?? relation,
            category:
              template.category === 'misc' ? 'Person' : template.category === 'financial' ? 'Financial fraud' : 'Other',
            value,
            object_relation: relation,
          },
        ],
  ),
})
const plain = (type: string, category: string, value: string, comment?: string): MispAttribute => ({
  type,
  category,
  value,
  ...(comment === undefined ? {} : { comment }),
})
const texts = (parts: readonly (readonly [comment: string, value: string | number | null])[]): MispShape => ({
  attributes: parts.flatMap(([comment, value]) =>
    value === null || value === '' ? [] : [plain('text', 'Other', String(value), comment)],
  ),
  objects: [],
})

const genders = { M: 'Male', F: 'Female', X: 'Other' } as const
const personTemplate = { uuid: 'a15b0477-e9d1-4b9c-9546-abe78a4f4248', version: '21', category: 'misc' }
/** The relations of that template which an object may have several times; all others it has once. */
const severalTimes = ['alias', 'nationality']
const accountTemplate = { uuid: '49606b06-22f0-4ac8-8eee-2f12ad46f3d3', version: '6', category: 'network' }
const coinTemplate = { uuid: 'd0e6997e-78da-4815-a6a1-cfc1c1cb8a46', version: '7', category: 'financial' }

/** The comment of a birth date that is not exact, in the form of EDTF, such as `1961-05` or `1961~`. */
export const inexactBirth = 'date of birth, not exact'

function personShape(value: PersonValue, form: StixForm): MispShape {
  const [first, ...others] = value.names
  const unnamed = form === 1 && first?.family === null && first.given === null
  const whole = unnamed ? [first, ...others] : others
  const numbers = (type: string, relation: string): Part[] =>
    value.identifiers.flatMap((i): Part[] =>
      i.type === type
        ? [
            [relation, i.number],
            [
              relation === 'passport-number' ? 'passport-country' : 'nationality',
              relation === 'passport-number' ? i.issuer : null,
            ],
          ]
        : [],
    )
  const parts: Part[] = [
    ['full-name', form === 1 ? null : (first?.full ?? null)],
    ['last-name', first?.family ?? null],
    ['first-name', first?.given ?? null],
    ...whole.map((name): Part => ['alias', name.full, 'text']),
    ...value.birthDates.flatMap((date): Part[] => (date.length === 10 ? [['date-of-birth', date]] : [])),
    ...value.birthPlaces.map((place): Part => ['place-of-birth', place]),
    ['gender', value.sex === null ? null : genders[value.sex]],
    ...value.nationalities.map((state): Part => ['nationality', state]),
    ...numbers('passport', 'passport-number'),
    ...numbers('national-id', 'identity-card-number'),
  ]
  if (form === 1) return { attributes: [], objects: [objectOf('person', personTemplate, parts)] }
  const within: Part[] = []
  const beside: MispAttribute[] = []
  for (const part of parts) {
    const [relation, text, type = relation] = part
    if (text === null) continue
    const again = !severalTimes.includes(relation) && within.some(([known]) => known === relation)
    if (again) beside.push(plain(type, 'Person', text))
    else within.push(part)
  }
  // The type `date-of-birth` is a whole date.
  for (const date of value.birthDates) if (date.length !== 10) beside.push(plain('text', 'Person', date, inexactBirth))
  return { attributes: beside, objects: [objectOf('person', personTemplate, within)] }
}

const documentTypes = {
  P: 'passport-number',
  V: 'visa-number',
  I: 'identity-card-number',
  A: 'identity-card-number',
  C: 'identity-card-number',
} as const

function documentShape(value: TravelDocumentValue): MispShape {
  const attributes = [plain(documentTypes[value.documentType], 'Person', value.number)]
  if (value.documentType === 'P') attributes.push(plain('passport-country', 'Person', value.issuingState))
  else attributes.push(plain('text', 'Person', value.issuingState, 'issuing state'))
  if (value.expiryDate !== null)
    attributes.push(
      value.documentType === 'P'
        ? plain('passport-expiration', 'Person', value.expiryDate)
        : plain('text', 'Person', value.expiryDate, 'expiry date'),
    )
  return { attributes, objects: [] }
}

const shapes: Record<SignalKind, (value: never, form: StixForm) => MispShape> = {
  person: personShape,
  'travel-document': documentShape,
  'media-hash': ({ algorithm, hash }: MediaHashValue, form) => ({
    attributes: [
      ['sha256', 'sha1', 'md5', ...(form === 1 ? [] : ['tlsh'])].includes(algorithm)
        ? plain(algorithm, 'Payload delivery', hash)
        : plain('text', 'Payload delivery', hash, algorithm),
    ],
    objects: [],
  }),
  url: ({ url }: UrlValue) => ({ attributes: [plain('url', 'Network activity', url)], objects: [] }),
  account: (value: AccountValue) => ({
    attributes: [],
    objects: [
      objectOf('user-account', accountTemplate, [
        ['account-type', value.service, 'text'],
        ['user-id', value.userId, 'text'],
        ['username', value.handle, 'text'],
      ]),
    ],
  }),
  wallet: ({ chain: name, address }: WalletValue, form) => {
    const chain = form === 1 ? name : chainOf(name)
    const part: Part =
      chain === 'btc'
        ? ['address', address, 'btc']
        : chain === 'xmr'
          ? ['address-xmr', address, 'xmr']
          : ['address-crypto', address, 'text']
    return {
      attributes: [],
      objects: [objectOf('coin-address', coinTemplate, [part, ['symbol', chain.toUpperCase(), 'text']])],
    }
  },
  organisation: (value: OrganisationValue) =>
    texts([
      ...value.names.map((name) => ['name', name.full] as const),
      ['type', value.type],
      ...value.countries.map((state) => ['country', state] as const),
      ...value.addresses.map((address) => ['address', address] as const),
      ...value.identifiers.map(({ type, number }) => [`identifier ${type}`, number] as const),
    ]),
  consignment: (value: ConsignmentValue) =>
    texts([
      ...(value.hsPrefixes ?? []).map((prefix) => ['hsPrefixes', prefix] as const),
      ...(
        [
          'consignee',
          'consignor',
          'containerNumber',
          'transportDocument',
          'routeFrom',
          'routeTo',
          'grossMassMinKg',
          'grossMassMaxKg',
        ] as const
      ).map((field) => [field, value[field]] as const),
    ]),
}

/** Converts a value to its MISP form. The sensitivity of the kind determines `to_ids` and `disable_correlation`. */
export function shapeOf(kind: SignalKind, value: unknown, form: StixForm = currentForm): MispShape {
  const { attributes, objects } = shapes[kind](value as never, form)
  const quiet = sensitive.includes(kind)
  const marked = (attribute: MispAttribute): MispAttribute => ({
    ...attribute,
    to_ids: kind === 'media-hash' && attribute.type !== 'text',
    disable_correlation: quiet,
    distribution: '5',
  })
  return {
    attributes: attributes.map(marked),
    objects: objects.map((object) => ({ ...object, Attribute: object.Attribute.map(marked) })),
  }
}
