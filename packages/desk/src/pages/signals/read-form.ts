import type { OwnSignalKind, Signal, SignalDraft } from '@entente/contracts'
import { isDay } from '../../parts/day.ts'
import type { FieldFault } from '../../parts/form-faults.ts'
import type { IdentifierRow, NameRow, SignalForm } from './signal-form.ts'

/** Why a field cannot be sent as it stands; the catalogue has the sentence. */
export type FormFault = 'empty' | 'not-a-number' | 'not-a-day' | 'none-chosen'

/**
 * Turns what was typed into the draft that the node takes. What is merely missing is named here, all of it at once; every rule
 * about content (dates in order, placeholders, markings) is the node's, and comes back with the same pointers.
 * `original`: the signal that is edited; what the form does not show, and an instant whose day was left alone, stay as they are.
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
  const value = values[form.kind](form, { required, chosen })
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
  const recipients = list(form.recipients)
  return {
    draft: {
      kind: form.kind,
      value,
      labels: original?.labels ?? [],
      entity: original?.entity ?? null,
      agreements: original?.agreements ?? [],
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
}
const values = {
  person: (form, { required }) => ({
    names: form.names.map((row, place) => nameOf(row, required(row.full, `/value/names/${place}/full`))),
    birthDates: list(form.birthDates),
    sex: form.sex === '' ? null : form.sex,
    nationalities: list(form.nationalities).map((code) => code.toUpperCase()),
    birthPlaces: lines(form.birthPlaces),
    identifiers: form.identifiers.map((row, place) => identifierOf(row, place, required)),
  }),
  organisation: (form, { required, chosen }) => ({
    names: form.names.map((row, place) => nameOf(row, required(row.full, `/value/names/${place}/full`))),
    type: chosen(form.organisationType, '/value/type'),
    countries: list(form.countries).map((code) => code.toUpperCase()),
    addresses: lines(form.addresses),
    identifiers: form.identifiers.map((row, place) => identifierOf(row, place, required)),
  }),
  'travel-document': (form, { required, chosen }) => ({
    documentType: chosen(form.documentType, '/value/documentType'),
    number: required(form.documentNumber, '/value/number'),
    issuingState: required(form.issuingState, '/value/issuingState').toUpperCase(),
    expiryDate: form.expiryDate === '' ? null : form.expiryDate,
  }),
} satisfies Record<OwnSignalKind, (form: SignalForm, checks: Checks) => Signal['value']>

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
const list = (text: string) => text.split(/[,;\s]+/).filter((item) => item !== '')
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const instantOf = (day: string, before: string | null | undefined) =>
  before?.startsWith(day) ? before : `${day}T00:00:00.000Z`
