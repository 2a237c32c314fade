/** Up to this length, a list is searched faster than a set is made. */
const SHORT = 16

/** The entries of a list that were looked at already. */
interface Index {
  keys: Set<string>
  length: number
}

/** An index lives as long as its list. */
const indexes = new WeakMap<readonly unknown[], Index>()

/**
 * Tests whether a list of a message has this entry. The time does not grow with the list, because a hostile message may name
 * very many. The list may only grow between two calls.
 */
export const hasEntry = (list: readonly string[], entry: string): boolean =>
  list.length <= SHORT ? list.includes(entry) : hasKey(list, entry, itself)

/** The same for a list of objects. `keyOf` gives the key of an object, and is the same function in every call for a list. */
export function hasKey<T>(list: readonly T[], key: string, keyOf: (entry: T) => string): boolean {
  let index = indexes.get(list)
  if (index === undefined) {
    index = { keys: new Set(), length: 0 }
    indexes.set(list, index)
  }
  for (; index.length < list.length; index.length++) index.keys.add(keyOf(list[index.length] as T))
  return index.keys.has(key)
}

const itself = (entry: string): string => entry
