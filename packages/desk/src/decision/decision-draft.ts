import { acts, type FeedbackOutcome, type ProposalRequest, reasonCodes } from '@entente/contracts'
import type { z } from 'zod'

const outcomes = ['no-action', 'further-check', 'adverse'] as const
export type TravelAct = (typeof acts.travel)[(typeof outcomes)[number]][number]
export interface Choice {
  act: TravelAct
  outcome: (typeof outcomes)[number]
  key: string
}
/** What the node takes about a traveller, in fixed order: adverse last, the strongest at the end. None is ever chosen beforehand. */
export const choices: readonly Choice[] = outcomes
  .flatMap((outcome) => acts.travel[outcome].map((act) => ({ act, outcome })))
  .map((choice, place) => ({ ...choice, key: String(place + 1) }))
/** What a person entered and did not record yet. */
export interface Draft {
  act: TravelAct | null
  hits: string[]
  reasons: string[]
  text: string
  alternatives: string[]
  /** Feedback the person changed; what is absent follows the outcome. */
  feedback: Record<string, FeedbackOutcome | null>
}
export const emptyDraft: Draft = { act: null, hits: [], reasons: [], text: '', alternatives: [], feedback: {} }
export const shortestWords = 20

export const choiceOf = (draft: Draft): Choice | null => choices.find((choice) => choice.act === draft.act) ?? null
/** Reasons on offer for an outcome. */
export const reasonsOf = (choice: Choice): readonly string[] => reasonCodes.travel[choice.outcome]

/** Chooses an outcome. Reasons of another outcome fall away; words and weighed explanations stay. */
export function choose(draft: Draft, act: TravelAct): Draft {
  if (draft.act === act) return draft
  const choice = choices.find((each) => each.act === act)
  const offered = choice ? reasonsOf(choice) : []
  return { ...draft, act, reasons: draft.reasons.filter((code) => offered.includes(code)) }
}

/** What a signal's owner is told about a hit: what the person chose, else what follows from the outcome. */
export function feedbackOf(draft: Draft, hitId: string, restsOn: readonly string[]): FeedbackOutcome | null {
  const own = draft.feedback[hitId]
  if (own !== undefined) return own
  const outcome = choiceOf(draft)?.outcome
  if (outcome === 'no-action') return 'mistaken'
  return outcome === 'adverse' && restsOn.includes(hitId) ? 'confirmed' : null
}

export interface DecisionContext {
  caseId: string
  version: number
  /** Standing hits, in the order of their tabs. */
  hits: readonly string[]
  explanations: readonly string[]
}
/** The hits a decision rests on: the only one, or those that were ticked. */
export const restsOnOf = (draft: Draft, context: Pick<DecisionContext, 'hits'>): readonly string[] =>
  context.hits.length === 1 ? context.hits : context.hits.filter((id) => draft.hits.includes(id))

export interface Faults {
  hits?: true
  reasons?: true
  /** Characters that are missing. */
  text?: number
  alternatives?: true
}
/** What is still missing before this can be recorded. */
export function faultsOf(draft: Draft, context: DecisionContext): Faults {
  const adverse = choiceOf(draft)?.outcome === 'adverse'
  const missing = shortestWords - draft.text.trim().length
  return {
    ...(restsOnOf(draft, context).length === 0 && { hits: true as const }),
    ...(draft.reasons.length === 0 && { reasons: true as const }),
    ...(adverse && missing > 0 && { text: missing }),
    ...(adverse &&
      context.explanations.some((text) => !draft.alternatives.includes(text)) && { alternatives: true as const }),
  }
}

/** The body of the proposal. Only called once an outcome is chosen. */
export function proposalOf(draft: Draft, choice: Choice, context: DecisionContext): z.infer<typeof ProposalRequest> {
  const restsOn = restsOnOf(draft, context)
  return {
    outcome: choice.outcome,
    act: choice.act,
    reasons: reasonsOf(choice).filter((code) => draft.reasons.includes(code)),
    text: draft.text.trim(),
    hits: [...restsOn],
    alternativesConsidered: context.explanations.filter((text) => draft.alternatives.includes(text)),
    details: null,
    version: context.version,
    feedback: context.hits.map((hitId) => ({ hitId, outcome: feedbackOf(draft, hitId, restsOn) })),
  }
}
