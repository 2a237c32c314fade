import type { CaseList, Me } from '@entente/contracts'
import type { DeskGateway } from '../../app/gateway.ts'
import { text } from '../../texts/text.ts'

export interface QueueTab {
  /** Undefined for the tab of every gateway. */
  kind: string | undefined
  name: string
  count: number | undefined
}

/**
 * Returns the tabs of the queue: all gateways, then each gateway whose cases the purpose of the session may read. A gateway without rights has no
 * tab. If one gateway remains, its tab is the only one.
 */
export function tabsOf(
  gateways: readonly DeskGateway[],
  { purpose }: Pick<Me, 'purpose'>,
  byGateway: CaseList['counts']['byGateway'] | undefined,
): QueueTab[] {
  const own = gateways
    .filter(
      ({ kind, queue }) =>
        (byGateway?.[kind] ?? 0) > 0 || (purpose !== null && queue?.purposes.includes(purpose) === true),
    )
    .map(
      ({ kind, queue }): QueueTab => ({
        kind,
        name: queue?.name() ?? kind,
        count: byGateway && (byGateway[kind] ?? 0),
      }),
    )
  if (own.length === 1) return own
  const total = byGateway && Object.values(byGateway).reduce((sum, count) => sum + count, 0)
  return [{ kind: undefined, name: text('queue.tabs.all'), count: total }, ...own]
}
