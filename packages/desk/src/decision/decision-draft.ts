import { acts, type FeedbackOutcome, type Label, type ProposalRequest, reasonCodes } from '@entente/contracts'
import type { z } from 'zod'

/** The gateways whose cases are decided here. */
export type DecidedGateway = keyof typeof reasonCodes
type Outcome = z.infer<typeof ProposalRequest>['outcome']
export interface Choice {
  /** Its name here: the act, or `exempt`, which takes the act of no action. */
  id: string
  act: string
  outcome: Outcome
  key: string
}
const outcomesOf: Record<DecidedGateway, readonly Outcome[]> = {
  travel: ['no-action', 'further-check', 'adverse'],
  content: ['no-action', 'exempt', 'further-check', 'adverse'],
}
/** What the node takes about a case of a gateway, in fixed order: adverse last, the strongest at the end. None is ever chosen beforehand. */
export const choicesOf = (gateway: DecidedGateway): readonly Choice[] =>
  outcomesOf[gateway]
    .flatMap((outcome) =>
      acts[gateway][outcome === 'exempt' ? 'no-action' : outcome].map((act) => ({
        id: outcome === 'exempt' ? outcome : act,
        act,
        outcome,
      })),
    )
    .map((choice, place) => ({ ...choice, key: String(place + 1) }))
/** The gateway of a case as far as decisions tell them apart: what has no acts of its own on this page is decided as travel. */
export const decidedGateway = (gateway: string): DecidedGateway => (gateway === 'content' ? 'content' : 'travel')
/** What a person entered and did not record yet. */
export interface Draft {
  /** The id of a choice. */
  chosen: string | null
  hits: string[]
  reasons: string[]
  text: string
  alternatives: string[]
  /** Feedback the person changed; what is absent follows the outcome. */
  feedback: Record<string, FeedbackOutcome | null>
  /** Labels of an upload, as `scheme version code`. */
  labels: string[]
}
export const emptyDraft: Draft = {
  chosen: null,
  hits: [],
  reasons: [],
  text: '',
  alternatives: [],
  feedback: {},
  labels: [],
}
export const shortestWords = 20

export const choiceOf = (draft: Draft, gateway: DecidedGateway): Choice | null =>
  choicesOf(gateway).find((choice) => choice.id === draft.chosen) ?? null
/** Reasons on offer for an outcome. */
export const reasonsOf = (choice: Choice, gateway: DecidedGateway): readonly string[] =>
  reasonCodes[gateway][choice.outcome]

/** Chooses an outcome. Reasons of another outcome fall away; words and weighed explanations stay. */
export function choose(draft: Draft, id: string, gateway: DecidedGateway): Draft {
  if (draft.chosen === id) return draft
  const choice = choicesOf(gateway).find((each) => each.id === id)
  const offered = choice ? reasonsOf(choice, gateway) : []
  return { ...draft, chosen: id, reasons: draft.reasons.filter((code) => offered.includes(code)) }
}

/** What a signal's owner is told about a hit: what the person chose, else what follows from the outcome. */
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
  gateway: DecidedGateway
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
  const adverse = choiceOf(draft, context.gateway)?.outcome === 'adverse'
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
    reasons: reasonsOf(choice, context.gateway).filter((code) => draft.reasons.includes(code)),
    text: draft.text.trim(),
    hits: [...restsOn],
    alternativesConsidered: context.explanations.filter((text) => draft.alternatives.includes(text)),
    // Nothing ticked: the platform is told the labels of the signals.
    details: draft.labels.length > 0 && choice.outcome === 'adverse' ? { labels: draft.labels.map(labelOf) } : null,
    version: context.version,
    feedback: context.hits.map((hitId) => ({ hitId, outcome: feedbackOf(draft, choice.outcome, hitId, restsOn) })),
  }
}

/** A label of what was ticked: scheme, version and code have no blank in them. */
function labelOf(key: string): Label {
  const [scheme = '', version = '', code = ''] = key.split(' ')
  return { scheme, version, code }
}
