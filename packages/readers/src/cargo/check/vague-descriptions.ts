import table from '../tables/vague-terms.json' with { type: 'json' }

/** Terms and other words of a list of vague descriptions. `countedMeasures` are measures only after a number. */
export interface VagueTerms {
  terms: readonly string[]
  boilerplate: readonly string[]
  connectors: readonly string[]
  references: readonly string[]
  measures: readonly string[]
  countedMeasures: readonly string[]
}

/**
 * `missing`: no letter and no digit. `isolated`: nothing is left beside vague terms and boilerplate. `embedded`: a vague term
 * stands beside other words. `terms` are as in the list, each once, in the order of the text.
 */
export type JudgedDescription =
  | { state: 'missing' }
  | { state: 'plain' }
  | { state: 'isolated' | 'embedded'; terms: readonly string[] }

const MISSING: JudgedDescription = { state: 'missing' }
const PLAIN: JudgedDescription = { state: 'plain' }

/** A longer text than any real description is cut, so that a hostile one costs little. */
const LONGEST = 8_192
/** A text of more characters is split into words at once. */
const SHORT = 120
const simple = /^[A-Z0-9 ]+$/
/** A term of one word counts beside fewer other words than this. */
const ENOUGH_WORDS = 3

interface Phrase {
  words: readonly string[]
  /** Null for boilerplate. */
  term: string | null
}

/** A word of the text. `joined`: no white space stands before it. */
interface Word {
  stem: string
  joined: boolean
  digits: 'none' | 'some' | 'only'
}

/** Removes the S of a plural. It is removed from the words of the list as well, so that a wrong cut does no harm. */
const stemOf = (word: string): string =>
  word.length > 2 && word.endsWith('S') && !word.endsWith('SS') ? word.slice(0, -1) : word

/** A single letter, as of N/M or S.T.C., says nothing. A character of another script may be a word. */
const isInitial = (stem: string): boolean => stem.length === 1 && stem < '\x7f'

const ascii = /^[\x20-\x7e\s]*$/
const wordsOf = /[\p{L}\p{M}\p{N}]+/gu
const someDigit = /\p{Nd}/u
const onlyDigits = /^\p{Nd}+$/u
const measured = /^\d+([A-Z]+\d?)$/
const extent = /^\d+(?:X\d+)+(?:[A-Z]{1,3})?$/

function split(text: string): Word[] {
  const words: Word[] = []
  let end = 0
  for (const match of text.matchAll(wordsOf)) {
    const word = match[0]
    const joined = match.index > 0 && !/\s/.test(text.slice(end, match.index))
    const digits = !someDigit.test(word) ? 'none' : onlyDigits.test(word) ? 'only' : 'some'
    words.push({ stem: stemOf(word), joined, digits })
    end = match.index + word.length
  }
  return words
}

/** Compiles a list of vague terms into a function that judges one description. The function takes time linear in the text. */
export function createDescriptionJudge(list: VagueTerms): (text: string) => JudgedDescription {
  const stems = (words: readonly string[]) => new Set(words.map(stemOf))
  const connectors = stems(list.connectors)
  const references = stems(list.references)
  const measures = stems(list.measures)
  const countedMeasures = stems(list.countedMeasures)
  const byFirst = indexPhrases(list, connectors)
  const longest = Math.max(1, ...[...byFirst.values()].flat().map(({ words }) => words.length))

  const isMeasure = (stem: string): boolean => measures.has(stem) || countedMeasures.has(stem)
  const isNumber = ({ stem, digits }: Word): boolean => {
    if (digits === 'none') return false
    if (digits === 'only') return true
    const unit = measured.exec(stem)?.[1]
    return extent.test(stem) || (unit !== undefined && isMeasure(stemOf(unit)))
  }

  /** Returns the index after the reference that begins at `at`; `at` if none begins there. */
  function skipReference(words: readonly Word[], at: number): number {
    const word = words[at]?.stem ?? ''
    if (!references.has(word)) return at
    let end = at + 1
    if (words[end]?.joined !== true) {
      // "NO" is a word of its own where no number follows, as in NO COMMERCIAL VALUE.
      let next = end + 1
      while (words[next]?.joined) next += 1
      const hasDigit = words.slice(end, next).some(({ digits }) => digits !== 'none')
      if (hasDigit) return next
      return word === 'NO' ? at : end
    }
    while (words[end]?.joined) end += 1
    return end
  }

  /** Returns the words that may describe goods. */
  function withoutBoilerplate(words: readonly Word[]): Word[] {
    const kept: Word[] = []
    let afterNumber = false
    for (let at = 0; at < words.length; ) {
      const word = words[at] as Word
      const next = skipReference(words, at)
      if (next > at) {
        at = next
        afterNumber = false
        continue
      }
      const number = isNumber(word)
      const dropped =
        number ||
        connectors.has(word.stem) ||
        measures.has(word.stem) ||
        (afterNumber && countedMeasures.has(word.stem)) ||
        isInitial(word.stem)
      if (!dropped) kept.push(word)
      afterNumber = number
      at += 1
    }
    return kept
  }

  /** Tells whether capital letters, digits and blanks hold a word for goods, and no word that may belong to the lists. */
  function isSurelyPlain(text: string): boolean {
    if (!simple.test(text)) return false
    let hasGoods = false
    for (let from = 0; from <= text.length; ) {
      const blank = text.indexOf(' ', from)
      const to = blank < 0 ? text.length : blank
      const stem = stemOf(text.slice(from, to))
      if (byFirst.has(stem) || references.has(stem)) return false
      hasGoods ||= to - from > 1 && !/\d/.test(stem) && !connectors.has(stem) && !isMeasure(stem)
      from = to + 1
    }
    return hasGoods
  }

  return (sent) => {
    // Most texts are short and have no word of the lists.
    if (sent.length < SHORT && isSurelyPlain(sent)) return PLAIN
    const cut = sent.length > LONGEST ? sent.slice(0, LONGEST) : sent
    const all = split((ascii.test(cut) ? cut : cut.normalize('NFKC')).toUpperCase())
    if (all.length === 0) return MISSING
    const words = withoutBoilerplate(all)
    const covered = cover(words, byFirst, longest)
    const found = [...new Set(covered)].filter((phrase) => phrase !== undefined).filter(({ term }) => term !== null)
    const terms = found.flatMap(({ term }) => term ?? [])
    const left = words.filter((_, at) => covered[at] === undefined)
    if (left.length === 0) return { state: 'isolated', terms }
    const others = left.filter(({ digits }) => digits === 'none').length
    const vague = found.some((phrase) => phrase.words.length > 1) || (found.length > 0 && others < ENOUGH_WORDS)
    return vague ? { state: 'embedded', terms } : PLAIN
  }
}

/** Maps the first word of each phrase to its phrases. */
function indexPhrases(list: VagueTerms, connectors: ReadonlySet<string>): Map<string, Phrase[]> {
  const byFirst = new Map<string, Phrase[]>()
  const add = (text: string, term: string | null) => {
    const words = split(text.toUpperCase()).flatMap(({ stem }) => (connectors.has(stem) || isInitial(stem) ? [] : stem))
    const first = words[0]
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), { words, term }])
  }
  for (const term of list.terms) add(term, term)
  for (const text of list.boilerplate) add(text, null)
  return byFirst
}

/** Returns for each word the phrase that covers it. Longer phrases are placed first, and no two overlap. */
function cover(
  words: readonly Word[],
  byFirst: ReadonlyMap<string, readonly Phrase[]>,
  longest: number,
): (Phrase | undefined)[] {
  const covered = new Array<Phrase | undefined>(words.length).fill(undefined)
  const starts = words.flatMap(({ stem }, at) => (byFirst.has(stem) ? at : []))
  for (let length = starts.length === 0 ? 0 : longest; length > 0; length -= 1) {
    for (const at of starts) {
      const phrase = byFirst.get(words[at]?.stem ?? '')?.find((one) => one.words.length === length && fits(one, at))
      if (phrase !== undefined) covered.fill(phrase, at, at + length)
    }
  }
  return covered

  function fits(phrase: Phrase, at: number): boolean {
    return phrase.words.every((word, by) => words[at + by]?.stem === word && covered[at + by] === undefined)
  }
}

/** The project's own list, with the terms that name a consolidation. */
export const shippedVagueTerms: VagueTerms & { consolidationTerms: readonly string[] } = table
