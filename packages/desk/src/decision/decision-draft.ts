import type { DraftBody, FeedbackOutcome, ProposalRequest } from '@entente/contracts'
import type { z } from 'zod'
import type { DecisionRules, Outcome } from '../app/gateway.ts'
import type { DraftForm } from './use-kept-draft.ts'

export interface Choice {
  /** Id of the choice: its act, or `exempt`, whose act is that of no action. */
  id: string
  act: string
  outcome: Outcome
  key: string
}
/** Returns the choices of a gateway in display order: adverse ones last, the strongest at the end. */
export const choicesOf = ({ outcomes, acts }: Pick<DecisionRules, 'outcomes' | 'acts'>): readonly Choice[] =>
  outcomes
    .flatMap((outcome) =>
      acts[outcome === 'exempt' ? 'no-action' : outcome].map((act) => ({
        id: outcome === 'exempt' ? outcome : act,
        act,
        outcome,
      })),
    )
    .map((choice, place) => ({ ...choice, key: String(place + 1) }))
/** A decision that was entered but not recorded yet. */
export interface Draft {
  /** The id of a choice. */
  chosen: string | null
  hits: string[]
  reasons: string[]
  text: string
  alternatives: string[]
  /** Feedback that the person changed. Other hits get the default feedback of the outcome. */
  feedback: Record<string, FeedbackOutcome | null>
  /** The entered details of the act. */
  details: string[]
}
export const emptyDraft: Draft = {
  chosen: null,
  hits: [],
  reasons: [],
  text: '',
  alternatives: [],
  feedback: {},
  details: [],
}
export const shortestWords = 20

const choiceOf = (draft: Draft, rules: DecisionRules): Choice | null =>
  choicesOf(rules).find((choice) => choice.id === draft.chosen) ?? null

/** Chooses an outcome. Removes reasons that the outcome does not offer; keeps the text and the considered explanations. */
export function choose(draft: Draft, id: string, rules: DecisionRules): Draft {
  if (draft.chosen === id) return draft
  const choice = choicesOf(rules).find((each) => each.id === id)
  const offered = choice ? rules.reasons[choice.outcome] : []
  return { ...draft, chosen: id, reasons: draft.reasons.filter((code) => offered.includes(code)) }
}

/** Returns the feedback to a signal's owner about a hit: the person's choice, else the default of the outcome. */
export function feedbackOf(
  draft: Draft,
  outcome: Outcome | undefined,
  hitId: string,
  restsOn: readonly string[],
): FeedbackOutcome | null {
  const own = draft.feedback[hitId]
  if (own !== undefined) return own
  if (outcome === 'no-action') return 'mistaken'
  return outcome === 'adverse' && restsOn.includes(hitId) ? 'confirmed' : null
}

export interface DecisionContext {
  caseId: string
  rules: DecisionRules
  /** The version of the case that the person has seen. */
  seen: number
  /** Returns the hits that still count, in the order of their tabs. */
  hits: readonly string[]
  explanations: readonly string[]
}
/** Returns the ids of the hits that a decision is based on: the only hit, or the ticked ones. */
export const restsOnOf = (draft: Draft, context: Pick<DecisionContext, 'hits'>): readonly string[] =>
  context.hits.length === 1 ? context.hits : context.hits.filter((id) => draft.hits.includes(id))

export interface Faults {
  hits?: true
  reasons?: true
  /** Returns how many characters the text still needs. */
  text?: number
  alternatives?: true
  details?: true
}
/** Lists what is missing before the decision can be recorded. */
export function faultsOf(draft: Draft, context: DecisionContext): Faults {
  const choice = choiceOf(draft, context.rules)
  const adverse = choice?.outcome === 'adverse'
  const missing = shortestWords - draft.text.trim().length
  return {
    ...(context.hits.length > 0 && restsOnOf(draft, context).length === 0 && { hits: true as const }),
    ...(draft.reasons.length === 0 && { reasons: true as const }),
    ...(adverse && missing > 0 && { text: missing }),
    ...(adverse &&
      context.explanations.some((text) => !draft.alternatives.includes(text)) && { alternatives: true as const }),
    ...(choice !== null && context.rules.lacksDetails?.(draft.details, choice.act) && { details: true as const }),
  }
}

/** Returns the body of the proposal. It is only called after an outcome was chosen. */
export function proposalOf(draft: Draft, choice: Choice, context: DecisionContext): z.infer<typeof ProposalRequest> {
  const restsOn = restsOnOf(draft, context)
  return {
    outcome: choice.outcome,
    act: choice.act,
    reasons: context.rules.reasons[choice.outcome].filter((code) => draft.reasons.includes(code)),
    text: draft.text.trim(),
    hits: [...restsOn],
    alternativesConsidered: context.explanations.filter((text) => draft.alternatives.includes(text)),
    details: context.rules.detailsOf?.(draft.details, choice.act) ?? null,
    seen: context.seen,
    feedback: context.hits.map((hitId) => ({ hitId, outcome: feedbackOf(draft, choice.outcome, hitId, restsOn) })),
  }
}

/** Returns how the draft of a proposal is kept on the node. */
export const draftFormOf = (rules: DecisionRules): DraftForm<Draft> => ({
  toBody({ chosen, alternatives, ...draft }) {
    const choice = choicesOf(rules).find((each) => each.id === chosen)
    const { hits, reasons, text, feedback, details } = draft
    const isEmpty = [hits, reasons, text, alternatives, details].every((part) => part.length === 0)
    if (choice === undefined && isEmpty && Object.keys(feedback).length === 0) return null
    const { outcome = null, act = null } = choice ?? {}
    return { outcome, act, reasons, text, alternatives, hits, feedback, details }
  },
  fromBody({ outcome, act, ...body }: DraftBody) {
    const choice = choicesOf(rules).find((each) => each.outcome === outcome && each.act === act)
    return { ...body, chosen: choice?.id ?? null }
  },
})
