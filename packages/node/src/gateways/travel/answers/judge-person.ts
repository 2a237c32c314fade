import type { AdverseDecision, Outcome } from '@entente/contracts'
import type { StandingOutcome } from '../../../pipeline/cases/case-outcome.ts'
import { isWholeDate } from '../statements/identity-keys.ts'
import type { AskedPerson, PersonOutcome } from './answer-content.ts'

/** Builds "do not board" from a decision that two people made; no other code builds it. */
function doNotBoard(caseId: string | null, decision: AdverseDecision): PersonOutcome {
  return { caseId, outcome: 'do-not-board', basis: 'decision', decision }
}

/**
 * Judges one person by the standing outcomes of their travellers: over several legs the strictest counts. A hit is
 * never more than a further check. Without a hit, a person who cannot be identified (no surname, or neither a whole
 * birth date nor a document number) is `insufficient-data`: the carrier sends them again.
 */
export function judgePerson(person: AskedPerson, standing: readonly StandingOutcome[]): PersonOutcome {
  const adverse = standing.find((one) => one.outcome.adverse && isHolder(person, one.documents))
  if (adverse?.outcome.adverse) return doNotBoard(adverse.outcome.caseId, adverse.outcome.decision)
  const checked = standing
    .map((one) => one.outcome)
    .find((outcome) => outcome.adverse || outcome.act === 'further-check')
  if (checked !== undefined) return furtherCheck(checked)
  if (isInsufficient(person)) return { caseId: null, outcome: 'insufficient-data', basis: 'unreadable', decision: null }
  const outcomes = standing.map((one) => one.outcome)
  if (outcomes.some(({ basis }) => basis === 'unchecked')) return unchecked(null)
  const decided = outcomes.find((outcome) => outcome.basis === 'decision')
  return {
    caseId: decided?.caseId ?? null,
    outcome: 'ok-to-board',
    basis: decided === undefined ? 'no-hit' : 'decision',
    decision: decided?.decision ?? null,
  }
}

const unchecked = (caseId: string | null): PersonOutcome => ({
  ...{ caseId, outcome: 'ok-to-board', basis: 'unchecked', decision: null },
})

/**
 * Returns the outcome while boarding questions get no results of matching. It is never adverse: a person about whom two people decided
 * is checked by an officer.
 */
export function withoutMatching(outcome: PersonOutcome): PersonOutcome {
  if (outcome.outcome === 'insufficient-data') return outcome
  if (outcome.basis !== 'decision' || outcome.outcome === 'ok-to-board') return unchecked(outcome.caseId)
  return { caseId: outcome.caseId, outcome: 'further-check', basis: 'unchecked', decision: null }
}

function furtherCheck(outcome: Outcome): PersonOutcome {
  const { caseId } = outcome
  // The decision is about somebody with other documents: an officer has to check which person this is.
  if (outcome.adverse) return { caseId, outcome: 'further-check', basis: 'hit-under-review', decision: null }
  return { caseId, outcome: 'further-check', basis: outcome.basis, decision: outcome.decision }
}

/**
 * Returns whether the decision is about the holder of one of this person's documents. A decision about somebody without
 * documents applies to the traveller.
 */
function isHolder(person: AskedPerson, decidedAbout: readonly string[]): boolean {
  if (decidedAbout.length === 0) return true
  const numbers = new Set(decidedAbout.map(plain))
  // A number without letters and digits becomes empty, and an empty number matches nobody.
  return person.documentNumbers.map(plain).some((number) => number !== '' && numbers.has(number))
}
const plain = (number: string): string => number.toUpperCase().replace(/[^A-Z0-9]/g, '')

function isInsufficient(person: AskedPerson): boolean {
  return !person.surname?.trim() || (!isWholeDate(person.birthDate) && person.documentNumbers.length === 0)
}
