import type { CaseList, CaseRow } from '@entente/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../../app/api.ts'
import { onceEach } from '../../app/once-each.ts'
import { keyOf } from '../../app/query.ts'
import { useZone } from '../../app/session.ts'
import { type CaseGroup, groupCases } from './group-cases.ts'
import { mergeLive, type ShownRow } from './merge-live.ts'

type Asked = Record<string, string | number | undefined>
interface Snapshot {
  key: string
  pages: number
  at: number
  rows: CaseRow[]
}

/**
 * Returns the list of cases as it was when opened or renewed, with its rows updated. `added` counts new cases; `showNew` inserts them and removes those
 * that left. A row keeps its group until the list is renewed.
 */
export function useQueue(asked: Asked) {
  const zone = useZone()
  const [path, search] = keyOf('/v1/cases', { ...asked, zone })
  const query = useInfiniteQuery({
    queryKey: [path, search, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.get<CaseList>('/v1/cases', { search: { ...asked, zone, limit: 200, next: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const pages = query.data?.pages
  const fresh = useMemo(
    () =>
      pages &&
      onceEach(
        pages.flatMap((page) => page.items),
        ({ id }) => id,
      ),
    [pages],
  )
  const [taken, setTaken] = useState<Snapshot | null>(null)
  const [renewed, setRenewed] = useState(0)

  let snapshot = taken
  if (fresh && pages && (taken?.key !== search || pages.length > taken.pages || renewed < 0)) {
    snapshot = { key: search, pages: pages.length, at: Date.now(), rows: fresh }
    setTaken(snapshot)
    setRenewed(0)
  }
  const { rows, added } = useMemo(
    () => (snapshot && fresh ? mergeLive(snapshot.rows, fresh) : { rows: [] as ShownRow[], added: 0 }),
    [snapshot, fresh],
  )
  const groups: CaseGroup<ShownRow>[] = useMemo(() => {
    if (!snapshot) return []
    const updated = new Map(rows.map((row) => [row.id, row]))
    return groupCases(snapshot.rows, snapshot.at, zone).map((group) => ({
      ...group,
      rows: group.rows.flatMap((row) => updated.get(row.id) ?? []),
    }))
  }, [snapshot, rows, zone])
  return {
    groups,
    rows: useMemo(() => groups.flatMap((group) => group.rows), [groups]),
    added,
    counts: pages?.[0]?.counts,
    nextDueAt: pages?.[0]?.nextDueAt ?? null,
    isPending: query.isPending,
    error: query.error,
    refetch: () => void query.refetch(),
    showNew: () => setRenewed(-1),
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    loadingMore: query.isFetchingNextPage,
  }
}
