import type { Signal, SignalDraft, SignalKind, UrlValue } from '@entente/contracts'
import { isDay } from '../../parts/day.ts'
import type { FieldFault } from '../../parts/form-faults.ts'
import { itemsIn } from '../../parts/items-in.ts'
import type { IdentifierRow, NameRow, SignalForm } from './signal-form.ts'

/** The reason why a field cannot be sent. The catalogue of texts has a sentence for each. */
export type FormFault = 'empty' | 'not-a-number' | 'not-whole' | 'not-a-day' | 'none-chosen' | 'too-little'

/**
 * Converts input to the draft that the node accepts, or returns all missing fields. The node checks all other rules (order of dates, placeholders,
 * markings) and returns the same pointers. `original` is the edited signal: fields that the form does not show keep its values, and a time whose day
 * is unchanged stays exact.
 */
export function readForm(
  form: SignalForm,
  say: (fault: FormFault) => string,
  original: Signal | null = null,
): { draft: SignalDraft } | { faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const fault = (at: string, code: FormFault) => faults.push({ code, at, message: say(code) })
  const required = (text: string, at: string) => {
    if (text.trim() === '') fault(at, 'empty')
    return text.trim()
  }
  const chosen = <T extends string>(choice: T | '', at: string): T | null => {
    if (choice !== '') return choice
    fault(at, 'none-chosen')
    return null
  }
  const whole = (text: string, at: string) => {
    if (text.trim() === '') return null
    if (!/^\d{1,9}$/.test(text.trim())) fault(at, 'not-whole')
    return Number(text)
  }
  const value = values[form.kind](form, { required, chosen, whole, fault }, original?.value ?? null)
  if (form.purposes.length === 0) fault('/purposes', 'none-chosen')
  const confidence = /^\d{1,3}$/.test(form.confidence.trim()) ? Number(form.confidence) : null
  if (confidence === null) fault('/confidence', form.confidence.trim() === '' ? 'empty' : 'not-a-number')
  const tlp = chosen(form.tlp, '/tlp')
  const pap = chosen(form.pap, '/pap')
  const action = chosen(form.action, '/action')
  const minor = chosen(form.minor, '/minor')
  const reference = required(form.basisReference, '/lawfulBasis/reference')
  const necessity = required(form.necessity, '/necessity')
  for (const [day, at, mayBeEmpty] of dates(form)) {
    if (day === '' && !mayBeEmpty) fault(at, 'empty')
    if (day !== '' && !isDay(day)) fault(at, 'not-a-day')
  }
  if (faults.length > 0 || confidence === null || tlp === null || pap === null || action === null || minor === null) {
    return { faults }
  }
  const recipients = itemsIn(form.recipients)
  return {
    draft: {
      kind: form.kind,
      value,
      labels: original?.labels ?? [],
      entity: original?.entity ?? null,
      agreements: form.agreements,
      recipients: recipients.length === 0 ? null : recipients,
      purposes: form.purposes,
      lawfulBasis: {
        reference,
        validUntil:
          form.basisValidUntil === '' ? null : instantOf(form.basisValidUntil, original?.lawfulBasis.validUntil),
      },
      tlp,
      pap,
      confidence,
      source: {
        type: form.sourceType,
        reference: textOrNull(form.sourceReference),
        reliability: form.reliability === '' ? null : form.reliability,
        lastVerifiedAt: instantOf(form.lastVerified, original?.source.lastVerifiedAt),
      },
      action,
      necessity,
      minor: minor === 'yes',
      validFrom: instantOf(form.validFrom, original?.validFrom),
      validUntil: instantOf(form.validUntil, original?.validUntil),
      retainUntil: instantOf(form.retainUntil, original?.retainUntil),
      reviewDue: instantOf(form.reviewDue, original?.reviewDue),
    },
  }
}

const expiry = (form: SignalForm): [string, string, true] => [form.expiryDate, '/value/expiryDate', true]
const dates = (form: SignalForm): [day: string, at: string, mayBeEmpty?: true][] => [
  ...(form.kind === 'travel-document' ? [expiry(form)] : []),
  [form.basisValidUntil, '/lawfulBasis/validUntil', true],
  [form.lastVerified, '/source/lastVerifiedAt'],
  [form.validFrom, '/validFrom'],
  [form.validUntil, '/validUntil'],
  [form.retainUntil, '/retainUntil'],
  [form.reviewDue, '/reviewDue'],
]

interface Checks {
  required: (text: string, at: string) => string
  chosen: <T extends string>(choice: T | '', at: string) => T | null
  /** Reads a whole number; null for an empty text. */
  whole: (text: string, at: string) => number | null
  fault: (at: string, code: FormFault) => void
}
/** Algorithms whose hashes are hexadecimal, so that upper and lower case are equal. */
const hexadecimal = new Set(['sha256', 'sha1', 'md5', 'pdq', 'text'])
const values = {
  person: (form, { required }) => ({
    names: form.names.map((row, place) => nameOf(row, required(row.full, `/value/names/${place}/full`))),
    birthDates: itemsIn(form.birthDates),
    sex: form.sex === '' ? null : form.sex,
    nationalities: itemsIn(form.nationalities).map((code) => code.toUpperCase()),
    birthPlaces: lines(form.birthPlaces),
    identifiers: form.identifiers.map((row, place) => identifierOf(row, place, required)),
  }),
  organisation: (form, { required, chosen }) => ({
    names: form.names.map((row, place) => nameOf(row, required(row.full, `/value/names/${place}/full`))),
    type: chosen(form.organisationType, '/value/type'),
    countries: itemsIn(form.countries).map((code) => code.toUpperCase()),
    addresses: lines(form.addresses),
    identifiers: form.identifiers.map((row, place) => identifierOf(row, place, required)),
  }),
  'travel-document': (form, { required, chosen }) => ({
    documentType: chosen(form.documentType, '/value/documentType'),
    number: required(form.documentNumber, '/value/number'),
    issuingState: required(form.issuingState, '/value/issuingState').toUpperCase(),
    expiryDate: form.expiryDate === '' ? null : form.expiryDate,
  }),
  'media-hash': (form, { required, chosen, whole }) => {
    const hash = required(form.hash, '/value/hash')
    return {
      algorithm: chosen(form.algorithm, '/value/algorithm'),
      hash: hexadecimal.has(form.algorithm) ? hash.toLowerCase() : hash,
      quality: whole(form.hashQuality, '/value/quality'),
      threshold: whole(form.hashThreshold, '/value/threshold'),
      mediaType: textOrNull(form.mediaType),
    }
  },
  // The node derives the normalised address from address and scope.
  url: (form, { required, chosen }, before) => {
    const url = required(form.url, '/value/url')
    const scope = chosen(form.urlScope, '/value/scope')
    const stored = before as UrlValue | null
    return stored?.url === url && stored.scope === scope ? stored : { url, scope }
  },
  account: (form, { required, fault }) => {
    if (form.userId.trim() === '' && form.handle.trim() === '') fault('/value/userId', 'too-little')
    return {
      service: required(form.service, '/value/service'),
      userId: textOrNull(form.userId),
      handle: textOrNull(form.handle),
    }
  },
  wallet: (form, { required }) => ({
    chain: required(form.chain, '/value/chain'),
    address: required(form.walletAddress, '/value/address'),
  }),
  consignment: (form, { whole, fault }) => {
    const prefixes = itemsIn(form.hsPrefixes)
    const value = {
      hsPrefixes: prefixes.length === 0 ? null : prefixes,
      consignee: textOrNull(form.consignee),
      consignor: textOrNull(form.consignor),
      containerNumber: textOrNull(form.containerNumber),
      transportDocument: textOrNull(form.transportDocument),
      routeFrom: textOrNull(form.routeFrom),
      routeTo: textOrNull(form.routeTo),
      grossMassMinKg: whole(form.grossMassMinKg, '/value/grossMassMinKg'),
      grossMassMaxKg: whole(form.grossMassMaxKg, '/value/grossMassMaxKg'),
    }
    const said = Object.values(value).filter((field) => field !== null).length
    if (said < 2 && value.containerNumber === null && value.transportDocument === null)
      fault('/value/containerNumber', 'too-little')
    return value
  },
} satisfies Record<SignalKind, (form: SignalForm, checks: Checks, before: Signal['value']) => Signal['value']>

const nameOf = (row: NameRow, full: string) => ({
  full,
  family: textOrNull(row.family),
  given: textOrNull(row.given),
  script: textOrNull(row.script),
  quality: row.quality,
})
const identifierOf = (row: IdentifierRow, place: number, required: Checks['required']) => ({
  type: required(row.type, `/value/identifiers/${place}/type`),
  number: required(row.number, `/value/identifiers/${place}/number`),
  issuer: textOrNull(row.issuer)?.toUpperCase() ?? null,
})

const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim())
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const instantOf = (day: string, before: string | null | undefined) =>
  before?.startsWith(day) ? before : `${day}T00:00:00.000Z`
