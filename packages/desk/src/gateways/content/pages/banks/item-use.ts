import type { Item } from '@entente/contracts'

type ItemUse = 'active' | 'quarantined' | 'suspended' | 'off'
/** Returns the present state of an item. A person's decision to disable it precedes the state that the node determined. */
export function itemUse(item: Pick<Item, 'state' | 'disableUntil'>, now: number): ItemUse {
  if (item.disableUntil !== null && Date.parse(item.disableUntil) > now) return 'off'
  return item.state
}
