import type { PnrgovState } from './pnrgov-state.ts'

/** Returns the first traveller reference in elements from 2 on. */
export function statedRef(state: PnrgovState): string | null {
  const { cursor } = state.context
  for (let element = 2; element <= cursor.elements; element++) {
    const ref = cursor.text(element, 3)
    if (ref !== null) return ref
  }
  return null
}
