import type { Cell, DecisionOutcome, FeedbackOutcome } from '@entente/contracts'
import type { Random } from '../../synthetic/random.ts'

type Outcome = Exclude<DecisionOutcome, 'exempt'>

/** What a person sees of a case when they decide it. */
export interface CaseSeen {
  cells: readonly Pick<Cell, 'id' | 'relation'>[]
}

/** How a case of the history is worked on. */
export interface PlannedReading {
  outcome: Outcome
  /** The first person takes the proposal back and decides otherwise. */
  takenBack: boolean
  /** The second person's answer to an adverse proposal. */
  agrees: boolean
  /** A colleague gets the case before it is decided. */
  handedOver: boolean
  /** The case is decided only after its deadline. */
  late: boolean
  /** What the person reports to the owner of the signal, beyond what follows from the outcome. */
  feedback: Extract<FeedbackOutcome, 'confirmed' | 'not-useful'> | null
}

const shares = { takenBack: 0.1, disagrees: 0.14, handedOver: 0.05, late: 0.05, reports: 0.8 }

/**
 * Plans how a case is decided, from what its cells say. `decide` chooses the outcome, by default that of a comparison of
 * two people. Most cases are about another person.
 */
export function planReading(random: Random, seen: CaseSeen, decide = outcomeOf): PlannedReading {
  const outcome = decide(random, seen)
  return {
    outcome,
    takenBack: outcome === 'adverse' && random.chance(shares.takenBack),
    agrees: !random.chance(shares.disagrees),
    handedOver: random.chance(shares.handedOver),
    late: random.chance(shares.late),
    feedback: outcome === 'further-check' && random.chance(shares.reports) ? feedbackOn(seen) : null,
  }
}

const relationOf = ({ cells }: CaseSeen, id: string) => cells.find((cell) => cell.id === id)?.relation ?? 'not-said'

/** The document shows the person; where nothing shows them, the hit did not help. */
const feedbackOn = (seen: CaseSeen): PlannedReading['feedback'] =>
  ['same', 'alike'].includes(relationOf(seen, 'document')) ? 'confirmed' : 'not-useful'

/** Chooses an outcome as for two people: the document tells most, then the birth date. */
export function outcomeOf(random: Random, seen: CaseSeen): Outcome {
  const [document, birth] = [relationOf(seen, 'document'), relationOf(seen, 'birth-date')]
  if (document === 'same')
    return random.weighted([
      ['adverse', 60],
      ['further-check', 35],
      ['no-action', 5],
    ] as const)
  if (document === 'alike')
    return random.weighted([
      ['adverse', 25],
      ['further-check', 60],
      ['no-action', 15],
    ] as const)
  if (birth === 'differs' || document === 'differs') return random.chance(0.95) ? 'no-action' : 'further-check'
  if (birth === 'same' || birth === 'alike')
    return random.weighted([
      ['no-action', 80],
      ['further-check', 16],
      ['adverse', 4],
    ] as const)
  return random.chance(0.85) ? 'no-action' : 'further-check'
}
