import { useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Search } from './search.ts'

/** Returns the search parameters of the open page, parsed by `read`. Pages need it if their routes come from a list. */
export function usePageSearch<T>(read: (search: Search) => T): T {
  const search: Search = useSearch({ strict: false })
  return useMemo(() => read(search), [search, read])
}

/** Returns a part of the open page's path by its name in the route, such as `id` for `$id`. */
export function usePathPart(name: string): string {
  const parts: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  return parts[name] ?? ''
}
