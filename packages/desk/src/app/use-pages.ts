import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from './api.ts'
import { keyOf } from './query.ts'

interface Answer<T> {
  items: T[]
  next: string | null
}

/**
 * Reads a list from the node page by page. Returns the rows so far, and `more`, which reads the next page (null on the last page). `keepPrevious`
 * returns the rows of the previous filters, with `isPlaceholder`, until those of the new filters arrive. With `words` it searches `<path>/find` by POST, so
 * that no address has the words; a search is logged, so it is not repeated by itself.
 */
export function usePages<T, A extends Answer<T> = Answer<T>>(
  path: string,
  search: Record<string, string | number | undefined>,
  { keepPrevious = false, words = '' } = {},
) {
  const read = useInfiniteQuery({
    queryKey: [...keyOf(words === '' ? path : `${path}/find`, search), 'pages', words] as const,
    queryFn: ({ pageParam, signal }) =>
      words === ''
        ? api.get<A>(path, { search: { ...search, next: pageParam }, signal })
        : api.post<A>(`${path}/find`, { ...search, text: words, next: pageParam ?? undefined }, { signal }),
    ...(words !== '' && { staleTime: Number.POSITIVE_INFINITY, retry: false }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  })
  const items = useMemo(() => read.data?.pages.flatMap((page) => page.items) ?? [], [read.data])
  return {
    items,
    first: read.data?.pages[0] ?? null,
    pages: read.data?.pages ?? [],
    data: read.data,
    isPending: read.isPending,
    isPlaceholder: read.isPlaceholderData,
    loadingMore: read.isFetchingNextPage,
    error: read.error,
    refetch: read.refetch,
    more: read.hasNextPage && !read.isPlaceholderData ? () => void read.fetchNextPage() : null,
  }
}
