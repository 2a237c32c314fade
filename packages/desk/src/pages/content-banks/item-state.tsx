import type { Item } from '@entente/contracts'
import { Chip } from '../../parts/chip.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { dateUtc } from '../../texts/times.ts'

/** An item that is not to come back before this is off until somebody switches it on. */
const never = Date.parse('9000-01-01T00:00:00Z')

export type ItemUse = 'active' | 'quarantined' | 'suspended' | 'off'
/** How an item stands now: switched off by a person comes before anything the node found of it. */
export function itemUse(item: Pick<Item, 'state' | 'disableUntil'>, now: number): ItemUse {
  if (item.disableUntil !== null && Date.parse(item.disableUntil) > now) return 'off'
  return item.state
}

/** Whether an item is matched, and if not until when. */
export function ItemStateChip({ item }: { item: Pick<Item, 'state' | 'disableUntil'> }) {
  const t = textsOf('contentBanks').state
  const use = itemUse(item, Date.now())
  if (use === 'active')
    return (
      <Chip tone="ok" icon="circledTick">
        {t.active}
      </Chip>
    )
  if (use === 'off') {
    const until = Date.parse(item.disableUntil ?? '')
    return (
      <Chip tone="plain" icon="circledCross">
        {until > never ? t.disabled : t.disabledUntil(dateUtc(until))}
      </Chip>
    )
  }
  return (
    <Chip tone="warn" icon="hatched">
      {t[use]}
    </Chip>
  )
}
