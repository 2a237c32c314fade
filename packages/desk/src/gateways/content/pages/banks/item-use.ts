import type { Item } from '@entente/contracts'

export type ItemUse = 'active' | 'quarantined' | 'suspended' | 'off'
/** How an item stands now: switched off by a person comes before anything the node found of it. */
export function itemUse(item: Pick<Item, 'state' | 'disableUntil'>, now: number): ItemUse {
  if (item.disableUntil !== null && Date.parse(item.disableUntil) > now) return 'off'
  return item.state
}
