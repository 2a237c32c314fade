import { FalsePositiveList } from '@entente/contracts'
import documents from './document-placeholders.json' with { type: 'json' }
import media from './empty-media.json' with { type: 'json' }
import wallets from './exchange-wallets.json' with { type: 'json' }
import { type ListMatcher, newMatcherOf, storedMatcherOf, valueMatcherOf } from './match-list.ts'
import domains from './reserved-domains.json' with { type: 'json' }

export interface AskedList extends ListMatcher {
  list: FalsePositiveList
}
/** Prepares a stored list. `next` lets the event loop run between its patterns. */
export const asked = async (list: FalsePositiveList, next?: () => Promise<void> | undefined): Promise<AskedList> => ({
  list,
  ...(await storedMatcherOf(list, next)),
})
/** Prepares a new list. Rejects with RangeError as `newMatcherOf` does. */
export const askedNew = async (list: FalsePositiveList): Promise<AskedList> => ({ list, ...(await newMatcherOf(list)) })

/** The lists that are part of this release, without patterns. If one of their files is malformed, the node does not start. */
export const shippedLists: readonly AskedList[] = [documents, domains, media, wallets].map((file) => {
  const list = FalsePositiveList.parse({ ...file, owner: 'entente', validUntil: null, shipped: true })
  return { list, ...valueMatcherOf(list) }
})
