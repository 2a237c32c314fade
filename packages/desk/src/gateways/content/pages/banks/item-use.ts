import type { Item } from '@entente/contracts'

type ItemUse = 'active' | 'quarantined' | 'suspended' | 'off'
/** Returns the state of an item now: switched off by a person comes before any finding of the node. */
export function itemUse(item: Pick<Item, 'state' | 'disableUntil'>, now: number): ItemUse {
  if (item.disableUntil !== null && Date.parse(item.disableUntil) > now) return 'off'
  return item.state
}
