import type { CaseList } from '@entente/contracts'
import { markStale, queryClient } from '../app/query.ts'

type Cached = CaseList | { pages: CaseList[] } | undefined

/** Returns a cached list of cases without one case. The list may have several pages. */
export function withoutCase<T extends Cached>(cached: T, caseId: string): T {
  if (cached === undefined) return cached
  const left = (page: CaseList): CaseList => ({ ...page, items: page.items.filter(({ id }) => id !== caseId) })
  return ('pages' in cached ? { ...cached, pages: cached.pages.map(left) } : left(cached)) as T
}

/**
 * Removes a case from the cached lists, and has them read again. Otherwise a list that is opened next begins with a case that has just left it, until
 * the node has answered.
 */
export function leaveLists(caseId: string): void {
  queryClient.setQueriesData<Cached>({ queryKey: ['/v1/cases'], type: 'inactive' }, (cached) =>
    withoutCase(cached, caseId),
  )
  markStale('/v1/cases', '/v1/badges')
}
