/**
 * Returns a table of codes that has no keys but its own. A message may state any text as a code, and an object of JavaScript
 * also answers to `constructor` and `toString`.
 */
export function codeTable<V>(rows: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
  return Object.freeze(Object.assign(Object.create(null) as Record<string, V>, rows))
}
