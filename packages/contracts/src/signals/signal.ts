import { z } from 'zod'
import { Instant, PlainDate } from '../terms/ids.ts'
import { signalKinds } from '../terms/lists.ts'
import { FeedbackOutcome, NameQuality, Purpose, Signature } from '../terms/terms.ts'

export const SignalKind = z.enum(signalKinds)
export type SignalKind = z.infer<typeof SignalKind>

/** A date in a subset of EDTF: `1961-05-17`, `1961-05`, `1961`, `1961~`, `1958/1963`. */
export const BirthDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$|^\d{4}~$|^\d{4}\/\d{4}$/)
const SignalName = z.strictObject({
  full: z.string().min(1).max(500),
  family: z.string().nullable(),
  given: z.string().nullable(),
  script: z.string().nullable(),
  quality: NameQuality,
})
const Identifier = z.strictObject({ type: z.string(), number: z.string().min(1), issuer: z.string().nullable() })

export const PersonValue = z.strictObject({
  names: z.array(SignalName).min(1).max(2000),
  birthDates: z.array(BirthDate),
  sex: z.enum(['F', 'M', 'X']).nullable(),
  nationalities: z.array(z.string().regex(/^[A-Z]{1,3}$/)),
  birthPlaces: z.array(z.string()),
  identifiers: z.array(Identifier),
})
export type PersonValue = z.infer<typeof PersonValue>
export const OrganisationValue = z.strictObject({
  names: z.array(SignalName).min(1).max(2000),
  type: z.enum(['org', 'vessel', 'entity']),
  countries: z.array(z.string()),
  addresses: z.array(z.string()),
  identifiers: z.array(Identifier),
})
export type OrganisationValue = z.infer<typeof OrganisationValue>
export const TravelDocumentValue = z.strictObject({
  documentType: z.enum(['P', 'I', 'A', 'C', 'V']),
  number: z.string().min(1).max(40),
  issuingState: z.string().regex(/^[A-Z]{1,3}$/),
  expiryDate: PlainDate.nullable(),
})
export type TravelDocumentValue = z.infer<typeof TravelDocumentValue>

const HashAlgorithm = z.enum(['sha256', 'sha1', 'md5', 'pdq', 'tmk', 'vpdq', 'tlsh', 'text'])
/**
 * `hash` is in lower-case hexadecimal, or in the text form of the algorithm. `threshold` is the greatest distance that
 * matches; null means that the setting of the bank applies.
 */
export const MediaHashValue = z.strictObject({
  algorithm: HashAlgorithm,
  hash: z.string().min(1).max(4_000_000),
  quality: z.int().min(0).max(100).nullable(),
  threshold: z.int().min(0).nullable(),
  mediaType: z.string().max(200).nullable(),
})
export type MediaHashValue = z.infer<typeof MediaHashValue>
export const UrlValue = z.strictObject({
  url: z.string().min(1).max(8192),
  normalised: z.string().min(1).max(8192),
  scope: z.string().min(1).max(40),
})
export type UrlValue = z.infer<typeof UrlValue>
/** An account at a service, identified by the service's own id or by the public name. */
export const AccountValue = z
  .strictObject({
    service: z.string().min(1).max(200),
    userId: z.string().min(1).max(500).nullable(),
    handle: z.string().min(1).max(500).nullable(),
  })
  .refine((value) => value.userId !== null || value.handle !== null, { error: 'Say the user id or the handle.' })
export type AccountValue = z.infer<typeof AccountValue>
export const WalletValue = z.strictObject({
  chain: z.string().min(1).max(40),
  address: z.string().min(1).max(200),
})
export type WalletValue = z.infer<typeof WalletValue>
/**
 * A consignment. Masses are in whole kilograms. A container or a transport document is enough; of the other fields at
 * least two are needed.
 */
export const ConsignmentValue = z
  .strictObject({
    hsPrefixes: z
      .array(z.string().regex(/^[0-9]{2,6}$/))
      .min(1)
      .max(200)
      .nullable(),
    consignee: z.string().min(1).max(500).nullable(),
    consignor: z.string().min(1).max(500).nullable(),
    containerNumber: z.string().min(1).max(40).nullable(),
    transportDocument: z.string().min(1).max(60).nullable(),
    routeFrom: z.string().min(1).max(60).nullable(),
    routeTo: z.string().min(1).max(60).nullable(),
    grossMassMinKg: z.int().min(0).nullable(),
    grossMassMaxKg: z.int().min(0).nullable(),
  })
  .refine(
    (value) =>
      value.containerNumber !== null ||
      value.transportDocument !== null ||
      Object.values(value).filter((field) => field !== null).length >= 2,
    { error: 'Say a container or transport document, or two of the others.' },
  )
export type ConsignmentValue = z.infer<typeof ConsignmentValue>

/** The schema of the value for each kind of signal. */
export const valuesOfSignals = {
  person: PersonValue,
  organisation: OrganisationValue,
  'travel-document': TravelDocumentValue,
  'media-hash': MediaHashValue,
  url: UrlValue,
  account: AccountValue,
  wallet: WalletValue,
  consignment: ConsignmentValue,
} as const satisfies Record<SignalKind, z.ZodType>

export const Tlp = z.enum(['clear', 'green', 'amber', 'amber+strict', 'red'])
export const Pap = z.enum(['clear', 'green', 'amber', 'red'])
export const SignalAction = z.enum([
  'inform',
  'discreet-check',
  'interview',
  'refuse',
  'remove',
  'hold',
  'contact-owner',
])
export const WithdrawalReason = z.enum([
  'wrong',
  'mistaken',
  'purpose-achieved',
  'court-order',
  'basis-ended',
  'owner-request',
])

/**
 * The lawful basis of a signal. `people` says that its version was written on a node that one person uses alone, with invented data. The
 * node sets it, so it is signed and leaves with the signal; a value in a request counts for nothing.
 */
const SignalBasis = z.strictObject({
  reference: z.string(),
  validUntil: Instant.nullable(),
  people: z.literal('single-operator').optional(),
})

export const Signal = z.strictObject({
  schema: z.literal('entente/signal/v1'),
  id: z.uuid(),
  version: z.int().min(1),
  owner: z.string(),
  kind: SignalKind,
  value: z.record(z.string(), z.unknown()).nullable(),
  labels: z.array(z.strictObject({ scheme: z.string(), version: z.string(), code: z.string() })),
  entity: z.strictObject({ list: z.string(), listVersion: z.string(), id: z.string(), name: z.string() }).nullable(),
  agreements: z.array(z.string()),
  recipients: z.array(z.string()).nullable(),
  purposes: z.array(Purpose).min(1),
  lawfulBasis: SignalBasis,
  tlp: Tlp,
  pap: Pap,
  confidence: z.int().min(0).max(100),
  source: z.strictObject({
    type: z.enum(['own', 'member', 'public', 'derived']),
    reference: z.string().nullable(),
    reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).nullable(),
    lastVerifiedAt: Instant,
  }),
  action: SignalAction,
  necessity: z.string().min(20).max(500),
  minor: z.boolean(),
  validFrom: Instant,
  validUntil: Instant,
  retainUntil: Instant,
  reviewDue: Instant,
  createdAt: Instant,
  modifiedAt: Instant,
  status: z.enum(['active', 'withdrawn', 'expired']),
  withdrawal: z.strictObject({ at: Instant, reason: WithdrawalReason }).nullable(),
  signature: Signature.nullable(),
})
export type Signal = z.infer<typeof Signal>

/** The input of an officer for a new signal: a signal without id, version, owner, times and signature. */
export const SignalDraft = Signal.omit({
  schema: true,
  id: true,
  version: true,
  owner: true,
  createdAt: true,
  modifiedAt: true,
  status: true,
  withdrawal: true,
  signature: true,
})
export type SignalDraft = z.infer<typeof SignalDraft>
export const SignalWithdrawRequest = z.strictObject({ reason: WithdrawalReason, text: z.string().max(2000) })
export const SignalFeedbackRequest = z.strictObject({
  outcome: FeedbackOutcome,
  count: z.int().min(1),
  firstSeen: Instant.nullable(),
  lastSeen: Instant.nullable(),
})
export const ListFormat = z.enum(['un-xml', 'csv', 'ftm'])
export type ListFormat = z.infer<typeof ListFormat>
/**
 * The terms that the file of a list does not state. Each signal of the list gets them. Durations are in days from the
 * import.
 */
export const ListTerms = z.strictObject({
  reference: z.string().min(1),
  purposes: z.array(Purpose).min(1),
  lawfulBasis: z.strictObject({ reference: z.string(), validUntil: Instant.nullable() }),
  tlp: Tlp,
  pap: Pap,
  confidence: z.int().min(0).max(100),
  action: SignalAction,
  necessity: z.string().min(20).max(500),
  minor: z.boolean(),
  validDays: z.int().min(1).max(1830),
  retainDays: z.int().min(1).max(1830),
  reviewDays: z.int().min(1).max(1830),
  agreements: z.array(z.string()),
})
export type ListTerms = z.infer<typeof ListTerms>
export const ListVersion = z.object({
  version: z.int(),
  at: Instant,
  by: z.string(),
  sha256: z.string(),
  counts: z.object({ read: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), withdrawn: z.int() }),
})
export const SignalList = z.object({
  id: z.uuid(),
  title: z.string(),
  format: ListFormat,
  terms: ListTerms,
  version: z.int(),
  entries: z.int(),
  versions: z.array(ListVersion),
})
export type SignalList = z.infer<typeof SignalList>
export const NewSignalList = z.strictObject({ title: z.string().min(1).max(200), format: ListFormat, terms: ListTerms })
