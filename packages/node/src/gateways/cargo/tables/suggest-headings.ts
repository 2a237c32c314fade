import tradeWords from './trade-words.json' with { type: 'json' }

/** Headings of the Harmonized System by the words of their texts. */
export interface HeadingIndex {
  /** For each word, the headings that have it, with the weight of the word there. */
  postings: ReadonlyMap<string, readonly { heading: string; weight: number }[]>
  headings: number
}

/** The most headings that a description suggests. */
export const mostSuggested = 3
/** Words of a description beyond this are not read. */
const mostWords = 60
/** A text names its goods first, then their use or exceptions. The text of a chapter describes many headings, so its words count least. */
const weightOf = { head: 4, text: 2, subheading: 1, chapter: 0.25 } as const
/** The last word before a connector names the goods: `brass ball valves for pipes`. */
const ofName = 1.5
/** The least share of the words of a description, by weight, that the texts must have. Below it, nothing is suggested. */
const leastKnown = 0.4
/** A stated heading that fits nearly as well as the best one is no disagreement. */
const nearlyAsGood = 0.5

/** Words that name no goods: connectors, and the packages, units and references of trade. */
const empty = new Set(
  `a an and any as at by etc for from in into its nec no not of on or other per similar such than that the their thereof these this those to
  used use whether which with without including excluding heading chapter note kind type article good goods product
  bag box carton case crate ctn drum kg kgs lb lbs package pallet pcs piece set sets qty unit hs code new spare inv invoice po ref`.split(
    /\s+/,
  ),
)

/** Makes the index of a table of texts, by code. Takes some 50 ms. */
export function indexHeadings(texts: ReadonlyMap<string, string>): HeadingIndex {
  const weights = new Map<string, Map<string, number>>()
  const add = (heading: string, text: string, weight: number) => {
    for (const word of new Set(wordsOf(text))) {
      const of = weights.get(word) ?? new Map<string, number>()
      weights.set(word, of.set(heading, Math.max(of.get(heading) ?? 0, weight)))
    }
  }
  const headings = [...texts.keys()].filter((code) => code.length === 4)
  const known = new Set(headings)
  for (const heading of headings) {
    const text = withoutExceptions(texts.get(heading) ?? '')
    add(heading, text.split(/[,;(]/)[0] ?? '', weightOf.head)
    add(heading, text, weightOf.text)
    add(heading, withoutExceptions(texts.get(heading.slice(0, 2)) ?? ''), weightOf.chapter)
  }
  for (const [code, text] of texts)
    if (code.length === 6 && known.has(code.slice(0, 4)))
      add(code.slice(0, 4), withoutExceptions(text), weightOf.subheading)
  const postings = new Map(
    [...weights].map(([word, of]) => [word, [...of].map(([heading, weight]) => ({ heading, weight }))]),
  )
  return { postings, headings: headings.length }
}

/**
 * Returns the headings whose texts fit a description best, three at most, best first. `stated` are the codes beside the description: if one of
 * their headings is among them, or fits nearly as well, or if the texts know too few of the words, nothing is returned. A hint only:
 * the texts of the system are not the words of trade.
 */
export function suggestHeadings(index: HeadingIndex, description: string, stated: readonly string[]): string[] {
  const words = [...new Set(wordsOf(description))].slice(0, mostWords)
  const name = wordsOf(description.split(/[,;(]|\b(?:for|of|with|in|from)\b/i)[0] ?? '').at(-1)
  const scores = new Map<string, number>()
  let [known, all] = [0, 0]
  for (const word of words) {
    const rarity = (found: number) => (word === name ? ofName : 1) * Math.log(1 + index.headings / (1 + found))
    // A word of trade stands for several words of the texts, which count as one.
    const meant = meaningOf(word).filter((one) => index.postings.has(one))
    const weight = Math.max(...meant.map((one) => rarity(index.postings.get(one)?.length ?? 0)), 0)
    all += meant.length === 0 ? rarity(0) : weight
    known += weight
    for (const one of meant) {
      const found = index.postings.get(one) ?? []
      for (const { heading, weight: of } of found)
        scores.set(
          heading,
          (scores.get(heading) ?? 0) + (rarity(found.length) * of) / (of + 1) / Math.sqrt(meant.length),
        )
    }
  }
  if (words.length === 0 || known < leastKnown * all) return []
  const best = [...scores].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1)).slice(0, mostSuggested)
  const least = Math.min(nearlyAsGood * (best[0]?.[1] ?? 0), best.at(-1)?.[1] ?? 0)
  const fits = stated.some((code) => (scores.get(code.replaceAll(/\D+/g, '').slice(0, 4)) ?? 0) >= least)
  return fits ? [] : best.map(([code]) => code)
}

const meanings = new Map(
  Object.entries(tradeWords.words).map(([word, meant]) => [stem(word), meant.split(' ').map(stem)]),
)
const meaningOf = (word: string): readonly string[] => meanings.get(word) ?? [word]

/** Goods that a text excepts are not goods of its code: `other than those of heading 8471`. */
const withoutExceptions = (text: string): string => text.replaceAll(/\b(other than|excluding|not)\b[^;)]*/gi, ' ')

function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\bt-shirt/g, 'tshirt')
    .split(/[^a-z]+/)
  return words
    .filter((word) => word.length > 1 && !empty.has(word))
    .map(stem)
    .filter((word) => !empty.has(word))
}

/** Returns a word without the ending of its plural. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && /(ss|x|zz|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return word.length > 3 && /[^sui]s$/.test(word) ? word.slice(0, -1) : word
}
