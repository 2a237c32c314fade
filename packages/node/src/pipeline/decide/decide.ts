import type { DecisionOutcome } from '@entente/contracts'
import { fail } from '../../errors.ts'

/** That a person had the case open: their own view of it, with the seconds they looked. */
export interface View {
  caseId: string
  person: string
  activeMs: number
}
interface ProposalFacts<O extends DecisionOutcome> {
  id: string
  caseId: string
  person: string
  at: Date
  outcome: O
  act: string
  reasons: string[]
  text: string
  activeMs: number
}
interface ConfirmationFacts {
  id: string
  proposalId: string
  caseId: string
  person: string
  at: Date
  agree: boolean
}

type NotAdverse = Exclude<DecisionOutcome, 'adverse'>

/** A proposal of a person who looked at the case. There is no other way to one than `viewedProposal`. */
export class ViewedProposal<O extends DecisionOutcome = DecisionOutcome> {
  readonly #facts: ProposalFacts<O>
  private constructor(facts: ProposalFacts<O>) {
    this.#facts = facts
  }
  get facts(): ProposalFacts<O> {
    return this.#facts
  }
  /** Throws `not-viewed` where the view is missing or somebody else's. */
  static of<O extends DecisionOutcome>(facts: ProposalFacts<O>, view: View | undefined): ViewedProposal<O> {
    if (view === undefined || view.caseId !== facts.caseId || view.person !== facts.person) throw fail('not-viewed')
    return new ViewedProposal(facts)
  }
}

/** A second person's agreement to one proposal. There is no other way to one than `Agreement.with`. */
export class Agreement {
  readonly #facts: ConfirmationFacts
  private constructor(facts: ConfirmationFacts) {
    this.#facts = facts
  }
  get facts(): ConfirmationFacts {
    return this.#facts
  }
  /** Throws `same-person`, `not-viewed`, or `second-person-required` where it is no agreement with this proposal. */
  static with(proposal: ViewedProposal<'adverse'>, facts: ConfirmationFacts, view: View | undefined): Agreement {
    if (facts.person === proposal.facts.person) throw fail('same-person')
    if (view === undefined || view.caseId !== facts.caseId || view.person !== facts.person) throw fail('not-viewed')
    if (!facts.agree || facts.proposalId !== proposal.facts.id) throw fail('second-person-required')
    return new Agreement(facts)
  }
}

let make: (proposal: ProposalFacts<DecisionOutcome>, confirmation: ConfirmationFacts | null) => MadeDecision

/** A decision that people made, ready to be recorded. Only `decide` makes one. */
export class MadeDecision {
  readonly proposal: ProposalFacts<DecisionOutcome>
  readonly confirmation: ConfirmationFacts | null
  readonly adverse: boolean
  readonly #made = true
  private constructor(proposal: ProposalFacts<DecisionOutcome>, confirmation: ConfirmationFacts | null) {
    this.proposal = proposal
    this.confirmation = confirmation
    this.adverse = proposal.outcome === 'adverse'
  }
  get isMade(): boolean {
    return this.#made
  }
  static {
    make = (proposal, confirmation) => new MadeDecision(proposal, confirmation)
  }
}

/**
 * The one function that makes a decision: of what a person proposed and, where it is adverse, of what a second person agreed to. An adverse proposal
 * without an agreement does not compile, and throws `second-person-required` all the same.
 */
export function decide(proposal: ViewedProposal<'adverse'>, agreement: Agreement): MadeDecision
export function decide(proposal: ViewedProposal<NotAdverse>, agreement: null): MadeDecision
export function decide(proposal: ViewedProposal, agreement: Agreement | null): MadeDecision {
  const { facts } = proposal
  if (facts.outcome !== 'adverse') return make(facts, null)
  if (agreement === null || agreement.facts.proposalId !== facts.id || agreement.facts.person === facts.person) {
    throw fail('second-person-required')
  }
  return make(facts, agreement.facts)
}
