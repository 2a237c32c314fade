import { FalsePositiveList } from '@entente/contracts'
import documents from './document-placeholders.json' with { type: 'json' }
import media from './empty-media.json' with { type: 'json' }
import wallets from './exchange-wallets.json' with { type: 'json' }
import { type Matcher, matcherOf } from './match-list.ts'
import domains from './reserved-domains.json' with { type: 'json' }

export interface AskedList {
  list: FalsePositiveList
  match: Matcher
}
export const asked = (list: FalsePositiveList): AskedList => ({ list, match: matcherOf(list) })

/** The lists that are part of this release. If one of their files is malformed, the node does not start. */
export const shippedLists: readonly AskedList[] = [documents, domains, media, wallets].map((file) =>
  asked(FalsePositiveList.parse({ ...file, owner: 'entente', validUntil: null, shipped: true })),
)
