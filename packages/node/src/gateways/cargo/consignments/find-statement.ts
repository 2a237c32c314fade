import { isDeepStrictEqual } from 'node:util'
import type { OpenFiling } from './open-filings.ts'

/** A filing that states a value, and the JSON pointer of the value in the consignment of that filing. */
interface Statement {
  filing: OpenFiling
  at: string
}

/**
 * Finds the newest filing in force that states the value at a JSON pointer into the merged consignment. Filings are merged field
 * by field, so an element of a list may stand at another place in the message. Null if no filing states it.
 */
export function findStatement(consignment: object, filings: readonly OpenFiling[], at: string): Statement | null {
  const value = valueAt(consignment, at)
  if (value === undefined) return null
  for (const filing of filings.toReversed()) {
    if (!filing.shown.inForce || filing.content === undefined) continue
    const place = placeIn(filing.content.consignment, at, value)
    if (place !== null) return { filing, at: place }
  }
  return null
}

function placeIn(filed: object, at: string, value: unknown): string | null {
  if (isDeepStrictEqual(valueAt(filed, at), value)) return at
  const [, list = '', , ...rest] = at.split('/')
  const elements = (filed as Record<string, unknown>)[list]
  if (!Array.isArray(elements)) return null
  const inside = rest.length === 0 ? '' : `/${rest.join('/')}`
  const place = elements.findIndex((element) =>
    isDeepStrictEqual(inside === '' ? element : valueAt(element, inside), value),
  )
  return place < 0 ? null : `/${list}/${place}${inside}`
}

/** Returns the value at a JSON pointer, or undefined. Names of fields need no escapes. */
function valueAt(value: unknown, at: string): unknown {
  let found = value
  if (!at.startsWith('/')) return undefined
  for (const part of at.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined
    found = (found as Record<string, unknown>)[part]
  }
  return found ?? undefined
}
