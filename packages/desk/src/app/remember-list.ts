let ids: string[] = []

/** Remembers the order of the list from which a case was opened, to show "1 of 200" and to open the next case. It stores ids only, in memory. */
export function rememberList(next: string[]): void {
  ids = next
}
export interface Place {
  at: number
  of: number
  previous: string | null
  next: string | null
}
/** Returns the position of a case in the list from which it was opened, or null if no list was remembered. */
export function placeInList(id: string): Place | null {
  const at = ids.indexOf(id)
  if (at < 0) return null
  return { at: at + 1, of: ids.length, previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
}
