export type Search = Record<string, unknown>
/** Reads a search parameter as text; returns undefined for any other value. */
export const asText = (search: Search, name: string): string | undefined =>
  typeof search[name] === 'string' || typeof search[name] === 'number' ? String(search[name]) : undefined
/** Reads a search parameter that must be one of the given words. */
export const oneOf = <const T extends string>(search: Search, name: string, words: readonly T[]): T | undefined =>
  words.find((word) => word === search[name])
/** Reads a search parameter that must be a whole number from 1. */
export const asCount = (search: Search, name: string): number | undefined => {
  const value = Number(search[name])
  return Number.isInteger(value) && value >= 1 ? value : undefined
}
