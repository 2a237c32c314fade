import { useSyncExternalStore } from 'react'

/** Keeps unsent input, in memory only. The input remains when the page is covered, but not after a sign-out or for another person. */
const drafts = new Map<string, unknown>()
const listeners = new Set<() => void>()
let owner: string | null = null

const tell = (): void => {
  for (const listener of listeners) listener()
}
const forgetters = new Set<() => void>()
/** Calls `forget` whenever the drafts are deleted, for data that belongs to them. */
export const whenDraftsForgotten = (forget: () => void): void => void forgetters.add(forget)

/**
 * Deletes the drafts unless they belong to `person`. Null deletes all drafts. Called with every signed-in person that the node names, also
 * after a reload: otherwise the drafts of the person before would have no owner, and the next one would see them.
 */
export function forgetDrafts(person: string | null): void {
  if (person === null || (owner !== null && owner !== person)) {
    drafts.clear()
    for (const forget of forgetters) forget()
  }
  owner = person
  tell()
}

/** Returns a value that is kept under `key` until it is set to null. `initial` must be the same object each time. */
export function useDraft<T extends object | string>(key: string, initial: T): [T, (value: T | null) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => (drafts.get(key) as T | undefined) ?? initial,
  )
  const set = (next: T | null): void => {
    if (next === null) drafts.delete(key)
    else drafts.set(key, next)
    tell()
  }
  return [value, set]
}
