import { foldWord, misspellings } from './spellings.ts'

interface WordLists {
  /** Sensitive words by category and language. */
  lists: readonly Readonly<Record<string, string>>[]
  classes: Readonly<Record<string, string>>
  beforeNames: string
  afterPlaces: string
  fillers: string
  requests: string
  /** Parts of long compound words. */
  compounds: string
  /** Parts of texts in scripts without blanks between words, or with prefixes. */
  pieces: string
}

/** What is known about a word: flags, and its roles in pairs. */
export interface Meaning {
  /** The word alone is sensitive. */
  sensitive: boolean
  /** The word alone is sensitive, unless it is a name or part of an address. */
  ambiguous: boolean
  request: boolean
  filler: boolean
  roles: number[]
}

export interface WordIndex {
  /** Adds the meanings of a word to `into`. A plain word consists of the letters A to Z only. */
  lookUp(text: string, from: number, to: number, plain: boolean, into: Meaning): void
  /** Tests whether two roles in sequence are sensitive. */
  isPair(first: number, second: number): boolean
  /** Tests whether two roles in sequence show a name or an address. */
  isName(first: number, second: number): boolean
}

const LETTERS = 26
const SHORTEST_COMPOUND = 10
const ROLES = 4096

export const noMeaning = (): Meaning => ({
  sensitive: false,
  ambiguous: false,
  request: false,
  filler: false,
  roles: [],
})

/** A tree of letters: each node has 26 children, and the meanings of the words that end there and that begin so. */
class Tree {
  #next = new Int32Array(LETTERS * 4096)
  #size = 1
  /** Places in `#meanings` by node; 0 is none. */
  #whole = new Int32Array(0)
  #stems = new Int32Array(0)
  readonly #byNode: { whole: Map<number, Meaning>; stems: Map<number, Meaning> } = {
    whole: new Map(),
    stems: new Map(),
  }
  readonly #meanings: Meaning[] = [noMeaning()]

  add(pattern: string): Meaning {
    const isStem = pattern.endsWith('*')
    let node = 0
    for (const letter of isStem ? pattern.slice(0, -1) : pattern) {
      const at = node * LETTERS + letter.charCodeAt(0) - 0x61
      if (this.#next[at] === 0) {
        if ((this.#size + 1) * LETTERS > this.#next.length) {
          const larger = new Int32Array(this.#next.length * 2)
          larger.set(this.#next)
          this.#next = larger
        }
        this.#next[at] = this.#size++
      }
      node = this.#next[at]!
    }
    const byNode = isStem ? this.#byNode.stems : this.#byNode.whole
    const known = byNode.get(node)
    if (known !== undefined) return known
    const meaning = noMeaning()
    byNode.set(node, meaning)
    return meaning
  }

  /** Lays the tree out for walking. Nothing is added after it. */
  finish(): void {
    this.#next = this.#next.slice(0, this.#size * LETTERS)
    const placesOf = (byNode: Map<number, Meaning>) => {
      const places = new Int32Array(this.#size)
      for (const [node, meaning] of byNode) places[node] = this.#meanings.push(meaning) - 1
      byNode.clear()
      return places
    }
    this.#whole = placesOf(this.#byNode.whole)
    this.#stems = placesOf(this.#byNode.stems)
  }

  /** Walks along ASCII letters. */
  walk(text: string, from: number, to: number, into: Meaning): void {
    const next = this.#next
    const stems = this.#stems
    let node = 0
    for (let i = from; i < to; i++) {
      node = next[node * LETTERS + (text.charCodeAt(i) | 32) - 0x61]!
      if (node === 0) return
      const stem = stems[node]!
      if (stem !== 0) merge(into, this.#meanings[stem]!)
    }
    const whole = this.#whole[node]!
    if (whole !== 0) merge(into, this.#meanings[whole]!)
  }
}

function merge(into: Meaning, from: Meaning): void {
  into.sensitive ||= from.sensitive
  into.ambiguous ||= from.ambiguous
  into.request ||= from.request
  into.filler ||= from.filler
  for (let i = 0; i < from.roles.length; i++) into.roles.push(from.roles[i]!)
}

const wordsOf = (list: string): string[] => list.trim().split(/\s+/)

/** Builds the index of the given words, with common misspellings of the long ones. */
export function buildWordIndex(given: WordLists): WordIndex {
  const tree = new Tree()
  const roles = new Map<string, number>()
  const pairs = new Set<number>()
  const names = new Set<number>()
  /** Returns the number of a word's role in pairs, and gives it to the word. */
  const roleOf = (part: string): number => {
    const known = roles.get(part)
    if (known !== undefined) return known
    const role = roles.size + 1
    roles.set(part, role)
    const words = part.startsWith('<') ? wordsOf(given.classes[part.slice(1, -1)]!) : [part]
    for (const word of words) tree.add(word).roles.push(role)
    return role
  }
  const newRole = (name: string, list: string) => {
    const role = roles.size + 1
    roles.set(name, role)
    for (const word of wordsOf(list)) tree.add(word).roles.push(role)
    return role
  }
  const before = newRole('names', given.beforeNames)
  const after = newRole('places', given.afterPlaces)
  const doubtful = roles.size + 1
  roles.set('doubtful', doubtful)
  names.add(before * ROLES + doubtful).add(doubtful * ROLES + after)
  for (const list of given.lists) {
    for (const [language, words] of Object.entries(list)) {
      for (const word of wordsOf(words)) {
        for (const spelled of language === 'de' ? [word, withoutUmlauts(word)] : [word]) addWord(spelled)
      }
    }
  }
  function addWord(word: string): void {
    const [first, second] = word.split('_') as [string, string | undefined]
    if (second !== undefined) pairs.add(roleOf(first) * ROLES + roleOf(second))
    else if (word.endsWith('?')) {
      const meaning = tree.add(word.slice(0, -1))
      meaning.ambiguous = true
      if (!meaning.roles.includes(doubtful)) meaning.roles.push(doubtful)
    } else for (const spelled of [word, ...misspellings(word)]) tree.add(spelled).sensitive = true
  }
  for (const word of wordsOf(given.requests)) tree.add(word).request = true
  for (const word of wordsOf(given.fillers)) tree.add(word).filler = true
  tree.finish()
  const compounds = new RegExp(wordsOf(given.compounds).join('|'), 'i')
  const pieces = new RegExp(wordsOf(given.pieces).join('|'))
  return {
    isPair: (first, second) => pairs.has(first * ROLES + second),
    isName: (first, second) => names.has(first * ROLES + second),
    lookUp(text, from, to, plain, into) {
      if (plain) {
        tree.walk(text, from, to, into)
        if (to - from >= SHORTEST_COMPOUND && !into.sensitive) into.sensitive = compounds.test(text.slice(from, to))
        return
      }
      const word = text.slice(from, to)
      const folded = foldWord(word)
      tree.walk(folded, 0, folded.length, into)
      if (!into.sensitive) into.sensitive = folded === '' ? pieces.test(word) : compounds.test(folded)
      if (!into.sensitive && folded.length < to - from) into.sensitive = pieces.test(word)
    },
  }
}

const withoutUmlauts = (word: string): string => word.replaceAll('ae', 'a').replaceAll('oe', 'o').replaceAll('ue', 'u')
