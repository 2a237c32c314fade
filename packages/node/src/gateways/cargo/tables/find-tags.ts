import strategicGoods from './strategic-goods.json' with { type: 'json' }
import textTerms from './text-terms.json' with { type: 'json' }

/** A row of a table: its tag, its source, and the days on which it counts. */
interface Row {
  tag: string
  /** `arms`: a listed arm, which the rule `arms-table` hits. `look`: a tag that only counts together with something else. */
  effect: 'arms' | 'look'
  source: string
  sourceDate: string
  /** Days, `2022-01-01`. The end is exclusive. */
  validFrom: string
  validUntil: string | null
  note: string | null
}
/** A row of the table of strategic goods: a code of 2, 4 or 6 digits, which every code that begins with it has. */
export interface GoodsRow extends Row {
  hs: string
  level: number
}
/** A row of the table of text terms. */
export interface TermRow extends Row {
  term: string
  language: string
}

/** The tables of this release. A node replaces them by versions that two people approved. */
export const shippedTables: { goods: readonly GoodsRow[]; terms: readonly TermRow[] } = {
  goods: strategicGoods as GoodsRow[],
  terms: textTerms as TermRow[],
}

/** Finds the tags that tables of strategic goods and text terms give to goods. */
export class TagTables {
  readonly #goods = new Map<string, GoodsRow[]>()
  /** The rows of listed arms by heading: the first four digits of their code. */
  readonly #arms = new Map<string, GoodsRow[]>()
  readonly #terms = new Map<string, { words: string[]; row: TermRow }[]>()

  constructor({ goods, terms }: { goods: readonly GoodsRow[]; terms: readonly TermRow[] } = shippedTables) {
    for (const row of goods) {
      this.#goods.set(row.hs, [...(this.#goods.get(row.hs) ?? []), row])
      const heading = row.hs.slice(0, 4)
      if (row.effect === 'arms') this.#arms.set(heading, [...(this.#arms.get(heading) ?? []), row])
    }
    for (const row of terms) {
      const words = wordsOf(row.term)
      const [first = ''] = words
      this.#terms.set(first, [...(this.#terms.get(first) ?? []), { words, row }])
    }
  }

  /**
   * Returns the tags of goods on a day, `2026-03-01`. A listed arm also has the tag `arms`, whatever its own tag is. A code of
   * four digits, which a declaration may state, has the tag `arms` if a listed arm is below it. Signs and blanks in a code
   * do not count. A term is found as whole words, in any case, with or without a plural S.
   */
  tagsOf({ hs, texts, day }: { hs: readonly string[]; texts: readonly string[]; day: string }): ReadonlySet<string> {
    const tags = new Set<string>()
    const counts = (row: Row): boolean => row.validFrom <= day && (row.validUntil === null || row.validUntil > day)
    const add = (row: Row): void => {
      if (!counts(row)) return
      tags.add(row.tag)
      if (row.effect === 'arms') tags.add('arms')
    }
    for (const sent of hs) {
      const code = sent.replace(/\D+/g, '')
      for (const level of [2, 4, 6]) for (const row of this.#goods.get(code.slice(0, level)) ?? []) add(row)
      // Too short a code cannot say that it is another row of the heading.
      if (code.length < 6 && this.#arms.get(code.slice(0, 4))?.some(counts)) tags.add('arms')
    }
    for (const text of texts) {
      const words = wordsOf(text)
      for (const [place, word] of words.entries())
        for (const { words: term, row } of this.#terms.get(word) ?? [])
          if (term.every((part, at) => words[place + at] === part)) add(row)
    }
    return tags
  }
}

/** Splits a text into words in upper case. Marks on letters and the S of a plural are dropped. */
const wordsOf = (text: string): string[] =>
  (
    text
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .toUpperCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map((word) => (word.length > 3 && word.endsWith('S') ? word.slice(0, -1) : word))
