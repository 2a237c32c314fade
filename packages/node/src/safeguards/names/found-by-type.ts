import type { FoundItem } from '@entente/contracts'

/** A search. `type` is null for a search of all types. */
export interface Asked {
  text: string
  type: string | null
  /** Whether parts of words fit. Otherwise words must be whole. */
  part: boolean
}

/** Results of some types. */
export interface FoundByType {
  items: FoundItem[]
  /** The types that have more than `mostFound` results. */
  more: string[]
  /** False while an index of names is still being built, so that results may be missing. */
  complete: boolean
}

/** The most results of one type. */
export const mostFound = 50
/** The most rows of an index that one search looks up in the database. */
export const mostLookedUp = 400

type Named = Pick<FoundItem, 'type' | 'kind' | 'id' | 'href' | 'label' | 'detail'>
/** Makes a result, with nothing where it has nothing to say. */
export const foundItem = (found: Named & Partial<FoundItem>): FoundItem => ({
  ...{ other: null, marks: [], case: null, context: null },
  ...found,
})

/** Joins results. */
export const joinFound = (all: readonly FoundByType[]): FoundByType => ({
  items: all.flatMap(({ items }) => items),
  more: [...new Set(all.flatMap(({ more }) => more))],
  complete: all.every(({ complete }) => complete),
})
