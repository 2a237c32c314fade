import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { ConnectionError } from '../parts/problem-error.ts'
import { addressOf, api } from './api.ts'

/** Caches the node's answers in memory. They are deleted when the session ends, the purpose changes or the page is covered. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => error instanceof ConnectionError && failures < 2,
      retryDelay: 1_000,
    },
    mutations: { retry: false },
  },
})

type Search = Record<string, string | number | boolean | null | undefined>
interface ReadOptions {
  enabled?: boolean
  staleTime?: number
  /** Shows the rows of the previous filter until the new rows arrive. */
  keepPrevious?: boolean
}

/** Returns the cache key of `GET path`. Its first part is the path, so that live events can find it. */
export const keyOf = (path: string, search: Search = {}): readonly [string, string] => [path, addressOf('', search)]

/** Reads `GET path` and caches the answer. `T` is a type of `@entente/contracts`. */
export function useRead<T>(path: string, search: Search = {}, options: ReadOptions = {}): UseQueryResult<T, Error> {
  return useQuery<T, Error>({
    queryKey: keyOf(path, search),
    queryFn: ({ signal }) => api.get<T>(path, { search, signal }),
    enabled: options.enabled ?? true,
    ...(options.staleTime !== undefined && { staleTime: options.staleTime }),
    ...(options.keepPrevious && { placeholderData: keepPreviousData }),
  })
}

/** Reloads the cached answers of these paths. A path that ends with `/` includes all paths below it. */
export function markStale(...paths: string[]): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [key] }) =>
      typeof key === 'string' && paths.some((path) => (path.endsWith('/') ? key.startsWith(path) : key === path)),
  })
}
