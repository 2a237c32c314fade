import type { CaseDetail, CaseRow } from '@entente/contracts'
import type { On } from '../../../app/gateway.ts'
import { text } from '../texts/index.ts'

type Clock = (instant: string) => string

/** Returns the movement of a case for a row of the queue: route or conveyance, and when the goods are loaded or arrive. */
export function movementInQueue({ context }: Pick<CaseRow, 'context'>, clock: Clock): On | null {
  if (context === null) return null
  const { route, label, leavesAt, endsAt } = context
  // The label ends with the key, which stands after the goods.
  const conveyance = route !== null && label.includes(` ${route}`) ? label.slice(0, label.indexOf(` ${route}`)) : ''
  const detail =
    leavesAt !== null
      ? text('cargo.queue.loads', { clock: clock(leavesAt) })
      : endsAt !== null
        ? text('cargo.queue.arrives', { clock: clock(endsAt) })
        : null
  return {
    label: [conveyance, route?.replace('-', ' → ')].filter(Boolean).join(' ') || label,
    ...(detail !== null && { detail }),
  }
}

/** Returns the facts of a case for the preview of the queue. */
export function previewFacts(detail: CaseDetail, clock: Clock): [name: string, value: string][] {
  const on = movementInQueue(detail, clock)
  return on === null ? [] : [[text('cargo.queue.movement'), [on.label, on.detail].filter(Boolean).join(', ')]]
}

/** Returns the reason of a case in words: a rule, a party, a signal of a consignment, or the number of reasons. */
export function hitChip(hits: readonly Pick<CaseRow['hits'][number], 'of' | 'party'>[]): string {
  const [only] = hits
  if (only === undefined || hits.length > 1) return text('cargo.queue.reasons', { count: hits.length })
  if (only.of === 'rule') return text('cargo.queue.rule')
  return only.party === 'goods' ? text('cargo.queue.goods') : text('cargo.queue.party')
}
