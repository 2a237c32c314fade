import type { FindItem } from '../../app/gateway.ts'
import { type Folded, foldText, rankOf } from '../../parts/fit-parts.ts'

/** Where the items of a section come from: answers of open pages, pages that were opened before, or the desk itself. */
export type Source = 'held' | 'recent' | 'desk'
/** An item with its texts in the form in which they are compared. */
export interface ReadyItem<Item extends FindItem> {
  item: Item
  texts: readonly Folded[]
}
export interface Section<Item extends FindItem> {
  source: Source
  items: Item[]
}

/** The most items of a section. With one type there is room for more. */
const mostOfAll: Record<Source, number> = { held: 6, recent: 5, desk: 6 }
const mostOfType = 50

/** Prepares items for {@link groupItems}. `also` has further words by which an item is found. */
export const readyItems = <Item extends FindItem & { also?: readonly string[] }>(
  items: readonly Item[],
): ReadyItem<Item>[] =>
  items.map((item) => ({
    item,
    texts: [item.label, item.other ?? '', item.detail ?? '', ...(item.also ?? [])].filter(Boolean).map(foldText),
  }))

/**
 * Returns the items that every word fits, by source. An item appears once, with the first source that has it. Items that fit at the beginning of
 * a word come first. Without words, only what was opened before is shown, or everything of the chosen type. `type` null stands for every type.
 */
export function groupItems<Item extends FindItem>(
  sources: readonly { source: Source; ready: readonly ReadyItem<Item>[] }[],
  words: readonly string[],
  type: string | null,
): Section<Item>[] {
  const shown = new Set<string>()
  const most = (source: Source): number => (type === null ? mostOfAll[source] : mostOfType)
  return sources
    .map(({ source, ready }) => {
      if (words.length === 0 && type === null && source !== 'recent') return { source, items: [] }
      const fitting = ready
        .filter(({ item }) => type === null || item.type === type)
        .flatMap(({ item, texts }) => {
          const rank = rankOf(words, texts)
          return rank === null ? [] : [{ item, rank }]
        })
        .toSorted((one, other) => one.rank - other.rank)
        .filter(({ item }) => !shown.has(item.to) && shown.add(item.to))
        .slice(0, most(source))
      return { source, items: fitting.map(({ item }) => item) }
    })
    .filter(({ items }) => items.length > 0)
}
