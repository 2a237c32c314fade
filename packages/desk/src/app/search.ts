export type Search = Record<string, unknown>
/** A search parameter as text, absent if it is none. */
export const asText = (search: Search, name: string): string | undefined =>
  typeof search[name] === 'string' || typeof search[name] === 'number' ? String(search[name]) : undefined
/** A search parameter that is one of a few words. */
export const oneOf = <const T extends string>(search: Search, name: string, words: readonly T[]): T | undefined =>
  words.find((word) => word === search[name])
/** A search parameter that is a whole number from 1. */
export const asCount = (search: Search, name: string): number | undefined => {
  const value = Number(search[name])
  return Number.isInteger(value) && value >= 1 ? value : undefined
}
