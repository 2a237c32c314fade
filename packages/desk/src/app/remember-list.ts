let ids: string[] = []

/** Keeps the order of the list a case was opened from, for "1 of 200" and the next case. In memory, ids only. */
export function rememberList(next: string[]): void {
  ids = next
}
export interface Place {
  at: number
  of: number
  previous: string | null
  next: string | null
}
/** Where a case stands in the list it was opened from, or null where it was not. */
export function placeInList(id: string): Place | null {
  const at = ids.indexOf(id)
  if (at < 0) return null
  return { at: at + 1, of: ids.length, previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
}
