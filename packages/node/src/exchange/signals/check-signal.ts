import {
  type Clause,
  type ListTerms,
  type OwnSignalKind,
  PersonValue,
  type SignalDraft,
  signalValues,
} from '@entente/contracts'
import { type Failure, type FailureFields, fail } from '../../errors.ts'
import { indexNumber } from '../../safeguards/access/index-words.ts'
import placeholders from './placeholder-documents.json' with { type: 'json' }

/**
 * The rules a signal must keep before it is stored (exchange.md 3.3, 3.11 and 6). All faults are told at once; the first names the error.
 * Errors: `lawful-basis-missing`, `retain-before-valid`, `red-needs-recipients`, `false-positive-list`, `minor-missing`, `purpose-not-agreed`, `signal-invalid`.
 */
export function checkSignal(draft: SignalDraft, now: Date): void {
  const faults = [...termFaults(draft, now), ...valueFaults(draft, now)]
  const first = faults[0]
  if (first === undefined) return
  throw failWith(first, faults, draft.agreements)
}

/** The same rules for the terms of a list or a bank, so that they are refused once and not with every entry. Pointers begin with `under`. */
export function checkTerms(
  terms: Pick<ListTerms, 'lawfulBasis' | 'retainDays' | 'validDays' | 'tlp' | 'agreements'>,
  under = '/terms',
): void {
  const faults: Fault[] = []
  if (terms.lawfulBasis.reference.trim() === '') faults.push(noBasis(under))
  if (terms.retainDays < terms.validDays) faults.push(retainedTooShort(`${under}/retainDays`))
  if (terms.tlp === 'red') faults.push(nobodyNamed(`${under}/tlp`))
  faults.push(...notAgreed(terms.agreements, under))
  const first = faults[0]
  if (first !== undefined) throw failWith(first, faults, terms.agreements)
}

function failWith(first: Fault, faults: Fault[], agreements: readonly string[]): Failure {
  const fields: FailureFields = { at: first.at, errors: faults, detail: faults.map((f) => f.message).join(' ') }
  if (first.code === 'purpose-not-agreed') fields.clauses = agreements.map(clauseOf)
  return fail(first.code, fields)
}

interface Fault {
  code:
    | 'lawful-basis-missing'
    | 'retain-before-valid'
    | 'red-needs-recipients'
    | 'false-positive-list'
    | 'minor-missing'
    | 'purpose-not-agreed'
    | 'signal-invalid'
  at: string
  message: string
}

function termFaults(draft: SignalDraft, now: Date): Fault[] {
  const faults: Fault[] = []
  if (draft.lawfulBasis.reference.trim() === '') faults.push(noBasis(''))
  if (draft.retainUntil < draft.validUntil) faults.push(retainedTooShort('/retainUntil'))
  if (draft.tlp === 'red' && (draft.recipients === null || draft.recipients.length === 0))
    faults.push(nobodyNamed('/recipients'))
  if (draft.validUntil <= draft.validFrom) {
    faults.push({ code: 'signal-invalid', at: '/validUntil', message: 'The end of use lies before its start.' })
  }
  if (new Date(draft.validUntil) <= now) {
    faults.push({ code: 'signal-invalid', at: '/validUntil', message: 'The end of use lies in the past.' })
  }
  faults.push(...notAgreed(draft.agreements, ''))
  return faults
}

const noBasis = (under: string): Fault => ({
  code: 'lawful-basis-missing',
  at: `${under}/lawfulBasis/reference`,
  message: 'Name the law or order this rests on.',
})
const retainedTooShort = (at: string): Fault => ({
  code: 'retain-before-valid',
  at,
  message: 'It must be held at least as long as it is used.',
})
const nobodyNamed = (at: string): Fault => ({
  code: 'red-needs-recipients',
  at,
  message: 'TLP:RED is for named recipients: name them.',
})

/** No agreement exists on this node yet: one that is named covers nothing, and a signal must not look shared that is not. */
const notAgreed = (agreements: readonly string[], under: string): Fault[] =>
  agreements.map((agreement, place) => ({
    code: 'purpose-not-agreed',
    at: `${under}/agreements/${place}`,
    message: `This node has no agreement ${agreement.slice(0, 80)}.`,
  }))

const clauseOf = (agreement: string): Clause => ({
  id: 'purpose-agreed',
  agreement,
  result: 'fail',
  because: 'This node has no such agreement.',
  missing: true,
})

function valueFaults(draft: SignalDraft, now: Date): Fault[] {
  if (!(draft.kind in signalValues)) {
    return [
      { code: 'signal-invalid', at: '/kind', message: `Signals of kind ${draft.kind} cannot be written here yet.` },
    ]
  }
  const parsed = signalValues[draft.kind as OwnSignalKind].safeParse(draft.value)
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => ({
      code: 'signal-invalid' as const,
      at: `/value/${issue.path.join('/')}`,
      message: issue.message,
    }))
  }
  const faults: Fault[] = []
  const value = parsed.data
  const numbers =
    'number' in value
      ? [{ at: '/value/number', number: value.number }]
      : value.identifiers.map((i, n) => ({ at: `/value/identifiers/${n}/number`, number: i.number }))
  for (const { at, number } of numbers) {
    const bare = indexNumber(number)
    const entry = placeholders.entries.find((placeholder) => placeholder === bare)
    if (entry !== undefined) {
      faults.push({
        code: 'false-positive-list',
        at,
        message: `It is on the list of placeholders ${placeholders.id} (${entry}).`,
      })
    }
  }
  const person = PersonValue.safeParse(value)
  if (draft.kind === 'person' && person.success && !draft.minor && mayBeMinor(person.data.birthDates, now)) {
    faults.push({
      code: 'minor-missing',
      at: '/minor',
      message: 'By a birth date given, the person is or may be under 18: say so.',
    })
  }
  return faults
}

/** Whether one of the dates leaves it possible that the person is under 18 today. */
export function mayBeMinor(birthDates: readonly string[], now: Date): boolean {
  return birthDates.some((date) => {
    const latest = /^\d{4}\/(\d{4})$/.exec(date)?.[1] ?? date.slice(0, 4)
    const year = Number(latest) + (date.endsWith('~') ? 1 : 0)
    const last = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(date) : new Date(Date.UTC(year, 11, 31))
    const adult = new Date(last)
    adult.setUTCFullYear(adult.getUTCFullYear() + 18)
    return adult > now
  })
}
