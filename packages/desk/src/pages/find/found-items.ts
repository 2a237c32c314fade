import type { FindAnswer } from '@entente/contracts'
import type { DeskGateway, FindItem } from '../../app/gateway.ts'
import { dueWords } from '../../evidence/due-words.ts'
import type { Stretch } from '../../parts/fit-parts.ts'
import { clockOn } from '../../texts/times.ts'
import { type Clock, joined } from './held-items.ts'

type Answered = FindAnswer['items'][number]
/** The stretches that the node marked, by the text that has them. */
export interface FoundItem extends FindItem {
  marks: { label: readonly Stretch[]; other: readonly Stretch[] }
}

/** Describes a result of the node in the reader's language. A result without a page is left out. */
export function foundItem(item: Answered, gateways: readonly DeskGateway[], clock: Clock): FoundItem[] {
  if (item.href === null) return []
  const marked = (place: 'label' | 'other'): Stretch[] => item.marks.filter((mark) => mark.in === place)
  return [
    {
      type: item.type,
      to: item.href,
      label: item.label,
      other: item.other,
      ...detailOf(item, gateways, clock),
      marks: { label: marked('label'), other: marked('other') },
    },
  ]
}

/** Returns the case, the context and what is next, or else the node's own English words. */
function detailOf(item: Answered, gateways: readonly DeskGateway[], { zone, now }: Clock): Partial<FindItem> {
  const on = gateways
    .map(({ queue }) => queue?.on?.({ context: item.context, changes: null }, (instant) => clockOn(instant, zone, now)))
    .find(Boolean)
  const due = item.case?.dueAt ? dueWords(item.case.dueAt, now, zone).spoken : null
  const detail = joined(item.case?.reference, on && [on.label, on.route].filter(Boolean).join(' '))
  return { detail: detail || item.detail, facts: due ?? on?.detail }
}

/** Returns the results of each type that has any, in the node's order, and whether there are more of them. */
export const foundGroups = (
  answer: FindAnswer,
  gateways: readonly DeskGateway[],
  clock: Clock,
): { type: string; more: boolean; items: FoundItem[] }[] =>
  answer.groups
    .map(({ type, more }) => ({
      type,
      more,
      items: answer.items.filter((item) => item.type === type).flatMap((item) => foundItem(item, gateways, clock)),
    }))
    .filter(({ items }) => items.length > 0)
