import type { SmallCount as Count } from '@entente/contracts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

/** A count that may be hidden, because it is so small that it would point at somebody. */
export function SmallCount({ count }: { count: Count }) {
  if (typeof count === 'number') return number(count)
  return (
    <span title={count === 'sup' ? text('threshold.small.withheldHint') : text('threshold.small.fewHint')}>
      {count === 'sup' ? text('threshold.small.withheld') : text('threshold.small.few')}
    </span>
  )
}
