import { FalsePositiveList } from '@entente/contracts'
import documents from './document-placeholders.json' with { type: 'json' }
import media from './empty-media.json' with { type: 'json' }
import wallets from './exchange-wallets.json' with { type: 'json' }
import { type ListMatcher, newMatcherOf, storedMatcherOf } from './match-list.ts'
import domains from './reserved-domains.json' with { type: 'json' }

export interface AskedList extends ListMatcher {
  list: FalsePositiveList
}
/** Prepares a stored list. */
export const asked = (list: FalsePositiveList): AskedList => ({ list, ...storedMatcherOf(list) })
/** Prepares a new list. Throws RangeError as `newMatcherOf` does. */
export const askedNew = (list: FalsePositiveList): AskedList => ({ list, ...newMatcherOf(list) })

/** The lists that are part of this release. If one of their files is malformed, the node does not start. */
export const shippedLists: readonly AskedList[] = [documents, domains, media, wallets].map((file) =>
  askedNew(FalsePositiveList.parse({ ...file, owner: 'entente', validUntil: null, shipped: true })),
)
