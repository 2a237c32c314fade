import type { SmallCount as Count } from '@entente/contracts'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'

/** A count that may be hidden, because it is so small that it would point at somebody. */
export function SmallCount({ count }: { count: Count }) {
  const t = textsOf('threshold').small
  if (typeof count === 'number') return number(count)
  return <span title={count === 'sup' ? t.withheldHint : t.fewHint}>{count === 'sup' ? t.withheld : t.few}</span>
}
