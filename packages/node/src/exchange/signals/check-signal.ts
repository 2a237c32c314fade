import {
  type Clause,
  type ListTerms,
  PersonValue,
  type Purpose,
  type SignalDraft,
  type SignalKind,
} from '@entente/contracts'
import { type BirthDate, parseBirthDate } from '@entente/matching'
import { type Failure, type FailureFields, fail } from '../../errors.ts'
import { agreementClauses, type SignalAccessInput } from '../../safeguards/access/signal-access/index.ts'
import { valueFaults } from './check-value.ts'
import { listMatches } from './false-positives/ask-lists.ts'
import type { SignalRules } from './false-positives/signal-rules.ts'

/**
 * Checks the rules that a signal must meet before it is stored. It reports all faults; the first one determines the
 * error code. Errors: `lawful-basis-missing`, `retain-before-valid`, `red-needs-recipients`, `false-positive-list`,
 * `minor-missing`, `purpose-not-agreed`, `signal-invalid`.
 */
export function checkSignal(draft: SignalDraft, now: Date, rules: SignalRules): void {
  const agreed = agreementFaults(draft, draft.kind, now, rules, '')
  const faults = [...termFaults(draft, now), ...agreed.faults, ...valueFaultsOf(draft, now, rules)]
  const first = faults[0]
  if (first === undefined) return
  throw failWith(first, faults, agreed.clauses)
}

/**
 * Checks the terms of a list or a bank by the same rules as a signal, so that a fault is reported once and not for
 * every entry. The JSON pointers of the faults start with `under`.
 */
export function checkTerms(
  terms: Pick<ListTerms, 'lawfulBasis' | 'retainDays' | 'validDays' | 'tlp' | 'pap' | 'purposes' | 'agreements'>,
  now: Date,
  rules: SignalRules,
  under = '/terms',
): void {
  const faults: Fault[] = []
  if (terms.lawfulBasis.reference.trim() === '') faults.push(noBasis(under))
  if (terms.retainDays < terms.validDays) faults.push(retainedTooShort(`${under}/retainDays`))
  if (terms.tlp === 'red') faults.push(nobodyNamed(`${under}/tlp`))
  const retainUntil = new Date(now.getTime() + Math.max(terms.retainDays, terms.validDays) * 86_400_000).toISOString()
  const agreed = agreementFaults({ ...terms, retainUntil, recipients: null, minor: false }, null, now, rules, under)
  faults.push(...agreed.faults)
  const first = faults[0]
  if (first !== undefined) throw failWith(first, faults, agreed.clauses)
}

/** Lists the entries of warning-only lists that a value matches, each as list name and entry, for the log. */
export function warningsOf(draft: SignalDraft, rules: SignalRules): string[] {
  return listMatches(draft.kind, draft.value as Record<string, unknown>, rules, 'warn').map(
    ({ list, entry }) => `${list} ${entry}`,
  )
}

function failWith(first: Fault, faults: Fault[], clauses: Clause[]): Failure {
  const fields: FailureFields = { at: first.at, errors: faults, detail: faults.map((f) => f.message).join(' ') }
  if (first.code === 'purpose-not-agreed') fields.clauses = clauses
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
  message: 'It must be kept at least as long as it is used.',
})
const nobodyNamed = (at: string): Fault => ({
  code: 'red-needs-recipients',
  at,
  message: 'TLP:RED is for named recipients: name them.',
})

/**
 * Clauses of an agreement that depend only on the signal. The other clauses depend on the recipient or on whether the
 * agreement is in force.
 */
const termClauses = ['owner-party', 'kind-covered', 'purpose-agreed', 'tlp-max', 'pap-max', 'retention-max', 'minor']
type Shared = Pick<SignalDraft, 'agreements' | 'recipients' | 'purposes' | 'tlp' | 'pap' | 'minor' | 'retainUntil'>

/**
 * Requires that each agreement named by a signal is known and covers the signal for at least one purpose. Otherwise
 * people would think that the signal is shared although it is not.
 */
function agreementFaults(
  draft: Shared,
  kind: SignalKind | null,
  now: Date,
  rules: SignalRules,
  under: string,
): { faults: Fault[]; clauses: Clause[] } {
  const faults: Fault[] = []
  const clauses: Clause[] = []
  for (const [place, id] of draft.agreements.entries()) {
    const known = rules.agreements.get(id)
    const over =
      known !== undefined && (known.ended?.includes(rules.own) === true || (known.validUntil ?? 0) <= now.getTime())
    const asked = draft.purposes.map((purpose) =>
      agreementClauses(asGiven(draft, kind, purpose, now, rules), id, known).filter(
        (clause) =>
          clause.result === 'fail' &&
          (known === undefined
            ? clause.id === 'purpose-agreed'
            : (termClauses.includes(clause.id) && (kind !== null || clause.id !== 'kind-covered')) ||
              (over && clause.id === 'agreement-period')),
      ),
    )
    const failed = asked.reduce((least, one) => (one.length < least.length ? one : least), asked[0] ?? [])
    if (failed.length === 0) continue
    clauses.push(...failed)
    const message =
      known === undefined
        ? `This node has no agreement ${id.slice(0, 80)}.`
        : failed.map(({ because }) => because).join(' ')
    faults.push({ code: 'purpose-not-agreed', at: `${under}/agreements/${place}`, message })
  }
  return { faults, clauses }
}

/** Builds the input for the decision whether the signal may be given away now. */
function asGiven(
  draft: Shared,
  kind: SignalKind | null,
  purpose: Purpose,
  now: Date,
  rules: SignalRules,
): SignalAccessInput {
  return {
    actor: { member: rules.own, role: 'system' },
    action: 'release',
    purpose,
    now: now.getTime(),
    signal: {
      ...{ id: '', version: 1, owner: rules.own, kind, status: 'active', basisUntil: null, basisStated: true },
      ...{ necessityStated: true, lastVerifiedAt: now.getTime(), receivedAt: now.getTime() },
      ...{ released: true, falsePositive: false },
      ...{ purposes: draft.purposes, agreements: draft.agreements, recipients: draft.recipients ?? ['*'] },
      ...{ tlp: draft.tlp, pap: draft.pap, minor: draft.minor, validFrom: now.getTime(), validUntil: null },
      retainUntil: Date.parse(draft.retainUntil),
    },
    agreements: [],
    standings: {},
    destination: null,
    quota: null,
  }
}

function valueFaultsOf(draft: SignalDraft, now: Date, rules: SignalRules): Fault[] {
  const wrong = valueFaults(draft.kind, draft.value)
  if (wrong.length > 0) return wrong.map((fault) => ({ code: 'signal-invalid', ...fault }))
  const faults = listMatches(draft.kind, draft.value as Record<string, unknown>, rules, 'block').map(
    ({ list, entry, at }): Fault => {
      const message = `It is on the list of false positives ${list} (${entry}).`
      return { code: 'false-positive-list', at, message }
    },
  )
  const person = draft.kind === 'person' ? PersonValue.safeParse(draft.value) : null
  if (person?.success === true && !draft.minor && mayBeMinor(person.data.birthDates, now)) {
    faults.push({
      code: 'minor-missing',
      at: '/minor',
      message: 'By a birth date given, the person is or may be under 18: say so.',
    })
  }
  return faults
}

/**
 * Returns whether a person with one of these birth dates may be under 18 today. A year that may be a Hijri year is
 * converted from each calendar, as in matching. Results in the future count only if there is no other result.
 */
export function mayBeMinor(birthDates: readonly string[], now: Date): boolean {
  return birthDates.some((date) => {
    const read = parseBirthDate(date)
    // An unreadable date does not exclude a minor; a date before 1880 does.
    if (typeof read === 'string') return read === 'birth-date-invalid'
    const born = read.filter(({ from }) => from <= now.getUTCFullYear())
    return (born.length > 0 ? born : read).some((reading) => comesOfAge(reading) > now)
  })
}

/** Returns the latest possible day on which a person with this birth date turns 18. */
function comesOfAge({ precision, to, month, day }: BirthDate): Date {
  const year = to + (precision === 'approximate' ? 1 : 0) + 18
  return new Date(precision === 'day' ? Date.UTC(year, month - 1, day) : Date.UTC(year, 11, 31))
}
