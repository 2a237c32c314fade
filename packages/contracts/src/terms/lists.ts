// Plain lists, so that a page can offer their values without the schemas.

export const signalKinds = [
  'person',
  'organisation',
  'travel-document',
  'media-hash',
  'url',
  'account',
  'wallet',
  'consignment',
] as const

export const caseStates = ['open', 'in-review', 'awaiting-second', 'decided', 'closed'] as const

/** The most filters of the queue that one person can keep. */
export const mostFilters = 20

/** The types of search results that belong to no gateway. */
export const coreFindTypes = ['case', 'signal', 'member'] as const

/** The most opened pages that the node keeps for one person. */
export const mostRecents = 20
