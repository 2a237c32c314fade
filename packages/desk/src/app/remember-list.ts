/** Returns the address of a list with a case selected, and the name of the list. */
type WayBack = (id: string) => { to: string; label: string }

let ids: string[] = []
let wayBack: WayBack | null = null

/**
 * Remembers the order of the list from which a case was opened, to show "1 of 200" and to open the next case. It stores ids only, in memory.
 * `back` leads from a case to the list, if that is not the list of the case's gateway.
 */
export function rememberList(next: string[], back: WayBack | null = null): void {
  ids = next
  wayBack = back
}
export interface Place {
  at: number
  of: number
  previous: string | null
  next: string | null
  /** Leads back to the list; null for the list of the case's gateway. */
  back: { to: string; label: string } | null
}
/** Returns the position of a case in the list from which it was opened, or null if no list was remembered. */
export function placeInList(id: string): Place | null {
  const at = ids.indexOf(id)
  if (at < 0) return null
  return {
    at: at + 1,
    of: ids.length,
    previous: ids[at - 1] ?? null,
    next: ids[at + 1] ?? null,
    back: wayBack?.(id) ?? null,
  }
}
