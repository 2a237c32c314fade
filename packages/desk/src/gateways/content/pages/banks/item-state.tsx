import type { Item } from '@entente/contracts'
import { Chip } from '../../../../parts/chip.tsx'
import { dateUtc } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import { itemUse } from './item-use.ts'

/** An item disabled until a later day than this one counts as disabled for good. */
const never = Date.parse('9000-01-01T00:00:00Z')

/** Shows whether an item is matched, or until when it is disabled. */
export function ItemStateChip({ item }: { item: Pick<Item, 'state' | 'disableUntil'> }) {
  const use = itemUse(item, Date.now())
  if (use === 'active')
    return (
      <Chip tone="ok" icon="circledTick">
        {text('content.banks.state.active')}
      </Chip>
    )
  if (use === 'off') {
    const until = Date.parse(item.disableUntil ?? '')
    return (
      <Chip tone="plain" icon="circledCross">
        {until > never
          ? text('content.banks.state.disabled')
          : text('content.banks.disabledUntil', { date: dateUtc(until) })}
      </Chip>
    )
  }
  return (
    <Chip tone="warn" icon="hatched">
      {text(`content.banks.state.${use}`)}
    </Chip>
  )
}
