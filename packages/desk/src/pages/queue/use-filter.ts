import type { CaseFilter, CountedFilters, OwnFilter } from '@entente/contracts'
import { useSearch } from '@tanstack/react-router'
import { useState, useSyncExternalStore } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { useZone } from '../../app/session.ts'
import { useGo } from '../../parts/go.ts'

// A filter that is not saved stays in memory: the address holds ids only.
let unsaved: CaseFilter = {}
const watchers = new Set<() => void>()
function keepUnsaved(next: CaseFilter): void {
  // A field without a value must not replace one of the address.
  unsaved = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
  for (const watcher of watchers) watcher()
}
const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

const path = '/v1/me/filters'
export const isEmptyFilter = (filter: CaseFilter): boolean =>
  Object.values(filter).every((value) => value === undefined)

/** Returns the filter of the queue, the person's own filters with their counts, and functions that change both. */
export function useFilter() {
  const go = useGo()
  const zone = useZone()
  const search = useSearch({ from: '/shell/queue' })
  const memory = useSyncExternalStore(watch, () => unsaved)
  const read = useRead<CountedFilters>(path, { zone })
  const [error, setError] = useState<Error | null>(null)
  const items = read.data?.items ?? []
  const chosen = items.find(({ id }) => id === search.filter) ?? null
  const filter = chosen?.filter ?? (search.filter === undefined ? memory : {})
  const address = (id: string | undefined) => paths.queue({ ...search, filter: id, sel: undefined })

  const store = async (next: readonly OwnFilter[]): Promise<boolean> => {
    try {
      await api.put(path, { items: next }, { search: { zone } })
      setError(null)
      markStale(path)
      return true
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)))
      return false
    }
  }
  const plain = items.map(({ count: _, ...item }): OwnFilter => item)
  return {
    filter,
    items,
    chosen,
    error,
    /** The fields of a request for the list. */
    asked: chosen === null ? (search.filter === undefined ? memory : { filter: search.filter }) : { filter: chosen.id },
    change(next: CaseFilter) {
      keepUnsaved(next)
      if (search.filter !== undefined) go(address(undefined), { replace: true })
    },
    choose(id: string | undefined) {
      keepUnsaved({})
      go(address(id), { replace: true })
    },
    async save(name: string, gateway: string | null): Promise<boolean> {
      const id = crypto.randomUUID()
      if (!(await store([...plain, { id, name, gateway, filter }]))) return false
      keepUnsaved({})
      go(address(id), { replace: true })
      return true
    },
    async remove(id: string): Promise<void> {
      if ((await store(plain.filter((item) => item.id !== id))) && search.filter === id)
        go(address(undefined), { replace: true })
    },
  }
}
export type QueueFilters = ReturnType<typeof useFilter>
