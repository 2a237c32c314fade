import type { AdverseDecision, Outcome } from '@entente/contracts'
import type { StandingOutcome } from '../../../pipeline/case-outcome.ts'
import type { AskedPerson, PersonOutcome } from './answer-content.ts'

/** "Do not board" is built from a decision that two people made, and from nothing else. */
function doNotBoard(caseId: string | null, decision: AdverseDecision): PersonOutcome {
  return { caseId, outcome: 'do-not-board', basis: 'decision', decision }
}

/**
 * What is answered about one person, from what stands about the travellers they are: over several legs the strictest. A hit is a further check, never more.
 * Without hit, a person whom nobody could tell apart (no surname, or neither birth date nor document number) is asked for again.
 */
export function judgePerson(person: AskedPerson, standing: readonly StandingOutcome[]): PersonOutcome {
  const adverse = standing.find((one) => one.outcome.adverse && isHolder(person, one.documents))
  if (adverse?.outcome.adverse) return doNotBoard(adverse.outcome.caseId, adverse.outcome.decision)
  const checked = standing
    .map((one) => one.outcome)
    .find((outcome) => outcome.adverse || outcome.act === 'further-check')
  if (checked !== undefined) return furtherCheck(checked)
  if (isInsufficient(person)) return { caseId: null, outcome: 'insufficient-data', basis: 'unreadable', decision: null }
  const decided = standing.map((one) => one.outcome).find((outcome) => outcome.basis === 'decision')
  return {
    caseId: decided?.caseId ?? null,
    outcome: 'ok-to-board',
    basis: decided === undefined ? 'no-hit' : 'decision',
    decision: decided?.decision ?? null,
  }
}

function furtherCheck(outcome: Outcome): PersonOutcome {
  const { caseId } = outcome
  // Decided against somebody with other documents: a person has to see who this is.
  if (outcome.adverse) return { caseId, outcome: 'further-check', basis: 'hit-under-review', decision: null }
  return { caseId, outcome: 'further-check', basis: outcome.basis, decision: outcome.decision }
}

/** Whether the decision was about the holder of one of this person's documents; where it was about somebody without any, the traveller is known otherwise. */
function isHolder(person: AskedPerson, decidedAbout: readonly string[]): boolean {
  if (decidedAbout.length === 0) return true
  const numbers = new Set(decidedAbout.map(plain))
  // A number of other signs than letters and digits comes down to nothing, which is nobody's number.
  return person.documentNumbers.map(plain).some((number) => number !== '' && numbers.has(number))
}
const plain = (number: string): string => number.toUpperCase().replace(/[^A-Z0-9]/g, '')

function isInsufficient(person: AskedPerson): boolean {
  return !person.surname?.trim() || (person.birthDate === null && person.documentNumbers.length === 0)
}
