import { isDeepStrictEqual } from 'node:util'
import type { CargoRuleLeaf } from '@entente/contracts'
import type { OpenFiling } from '../../consignments/open-filings.ts'
import type { PlacedLeaf } from './rule-hit.ts'

/** Finds the message of each leaf: the newest filing in force that states the value at the leaf's place, or another of the same list. */
export function placeLeaves(
  consignment: object,
  filings: readonly OpenFiling[],
  leaves: readonly CargoRuleLeaf[],
): PlacedLeaf[] {
  const newest = filings.filter(({ shown, content }) => shown.inForce && content !== undefined).reverse()
  return leaves.map((leaf) => {
    const { at } = leaf
    const value = at === null ? undefined : valueAt(consignment, at)
    if (at === null || value === undefined) return { ...leaf, messageId: null }
    const states = ({ content }: OpenFiling) => isStated(content?.consignment ?? {}, at, value)
    return { ...leaf, messageId: newest.find(states)?.shown.messageId ?? null }
  })
}

/** Filings are merged field by field, so an element of a list may stand at another place in the message. */
function isStated(filed: object, at: string, value: unknown): boolean {
  if (isDeepStrictEqual(valueAt(filed, at), value)) return true
  const [, list = '', , ...rest] = at.split('/')
  const elements = (filed as Record<string, unknown>)[list]
  if (!Array.isArray(elements)) return false
  const inside = rest.length === 0 ? '' : `/${rest.join('/')}`
  return elements.some((element) => isDeepStrictEqual(inside === '' ? element : valueAt(element, inside), value))
}

/** Returns the value at a JSON pointer, or undefined. Names of fields need no escapes. */
function valueAt(value: unknown, at: string): unknown {
  let found = value
  for (const part of at.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Record<string, unknown>)[part]
  }
  return found ?? undefined
}
