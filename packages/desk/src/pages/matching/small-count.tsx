import type { SmallCount as Count } from '@entente/contracts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

/** Shows a count. A count so small that it could identify a person is replaced. */
export function SmallCount({ count }: { count: Count }) {
  if (typeof count === 'number') return number(count)
  return (
    <span title={count === 'sup' ? text('threshold.small.withheldHint') : text('threshold.small.fewHint')}>
      {count === 'sup' ? text('threshold.small.withheld') : text('threshold.small.few')}
    </span>
  )
}
