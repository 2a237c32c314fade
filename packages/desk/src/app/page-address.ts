import { useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Search } from './search.ts'

/** The search parameters of the open page as `read` takes them from its address; for pages whose routes come from a list. */
export function usePageSearch<T>(read: (search: Search) => T): T {
  const search: Search = useSearch({ strict: false })
  return useMemo(() => read(search), [search, read])
}

/** A part of the path of the open page by its name in the route, such as `id` of `$id`. */
export function usePathPart(name: string): string {
  const parts: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  return parts[name] ?? ''
}
