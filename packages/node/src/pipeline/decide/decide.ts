import type { DecisionOutcome } from '@entente/contracts'
import { fail } from '../../errors.ts'

/** Proof that a person had the case open: their own view, with its active time in milliseconds. */
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

/** A proposal of a person who viewed the case. Only `viewedProposal` makes one. */
export class ViewedProposal<O extends DecisionOutcome = DecisionOutcome> {
  readonly #facts: ProposalFacts<O>
  private constructor(facts: ProposalFacts<O>) {
    this.#facts = facts
  }
  get facts(): ProposalFacts<O> {
    return this.#facts
  }
  /** Throws `not-viewed` if the view is missing or belongs to another person or case. */
  static of<O extends DecisionOutcome>(facts: ProposalFacts<O>, view: View | undefined): ViewedProposal<O> {
    if (view === undefined || view.caseId !== facts.caseId || view.person !== facts.person) throw fail('not-viewed')
    return new ViewedProposal(facts)
  }
}

/** A second person's agreement to one proposal. Only `Agreement.with` makes one. */
export class Agreement {
  readonly #facts: ConfirmationFacts
  private constructor(facts: ConfirmationFacts) {
    this.#facts = facts
  }
  get facts(): ConfirmationFacts {
    return this.#facts
  }
  /** Throws `same-person`, `not-viewed`, or `second-person-required` if the answer does not agree to this proposal. */
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
 * Makes a decision from a proposal and, if it is adverse, from a second person's agreement. No other function makes one. An adverse
 * proposal without an agreement does not compile, and also throws `second-person-required` at run time.
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
