import { lazy } from 'react'
import type { DecisionRules, DeskGateway } from '../../app/gateway.ts'
import { clockHere } from '../../texts/times.ts'
import { hitChip, movementInQueue, previewFacts } from './case/in-queue.ts'
import { detailsOf, lacksDetails } from './details/entered-details.ts'
import { text } from './texts/index.ts'

/** The forms of the acts, and which of them are no longer possible. */
export const decisionForms = {
  // Goods that have left cannot be kept from being loaded.
  absent: ({ context }, now) =>
    context?.leavesAt && Date.parse(context.leavesAt) <= now
      ? { DNL: text('cargo.decision.departed', { clock: clockHere(context.leavesAt) }) }
      : {},
  // The queue does not need the form, but the rules of a gateway are part of every page.
  Details: lazy(async () => ({ default: (await import('./case/details-form.tsx')).DetailsForm })),
  detailsOf,
  lacksDetails,
} satisfies Partial<DecisionRules>

/** The columns and the words of a case in the queue. It has no strength: its hits may be of rules. */
export const queueColumns = {
  columns: {
    who: () => text('cargo.queue.who'),
    strength: () => text('cargo.queue.because'),
    on: () => text('cargo.queue.movement'),
    from: () => text('cargo.queue.from'),
  },
  chip: ({ hits }) => hitChip(hits),
  on: movementInQueue,
  preview: previewFacts,
} satisfies Partial<DeskGateway['queue']>

/** Loads the parts of a case about goods when the first one is opened. */
export const loadCase: DeskGateway['loadCase'] & object = async () => {
  const { caseParts } = await import('./case/case-parts.tsx')
  return caseParts
}
