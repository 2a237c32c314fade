import { mayBeLinked } from './may-be-linked.ts'
import type { NameRun, NameWord, ReadName } from './read-name.ts'
import { type Relation, relateAbbreviation, relateJoined, relateWords } from './relate-words.ts'

/** A match of the words `fromA..toA` of one name with the words `fromB..toB` of the other name. Places count from 0; both ends are included. */
export interface Link {
  fromA: number
  toA: number
  fromB: number
  toB: number
  relation: Relation
  joined: boolean
}
export interface Alignment {
  links: Link[]
  /** The places of the words of each name that have no match in the other name. */
  leftA: number[]
  leftB: number[]
}

const counts = (word: NameWord): boolean => word.role !== 'particle' && word.role !== 'generation'

/** A reusable set of places of words. Only one such set is in use at a time. */
class PlaceSet {
  #stamps = new Int32Array(64)
  #turn = 0

  /** Empties the set and makes it large enough for `size` places. */
  begin(size: number): void {
    if (this.#stamps.length < size) this.#stamps = new Int32Array(2 * size)
    this.#turn += 1
  }
  has(place: number): boolean {
    return this.#stamps[place] === this.#turn
  }
  /** Adds a place. Returns false where the set already contains it. */
  add(place: number): boolean {
    if (this.has(place)) return false
    this.#stamps[place] = this.#turn
    return true
  }
}
const places = new PlaceSet()
function emptyPlaces(size: number): PlaceSet {
  places.begin(size)
  return places
}

// A number matches only a number, and a country only itself.
const mayMatch = (a: NameWord, b: NameWord): boolean =>
  (a.role === 'number') === (b.role === 'number') &&
  (a.role !== 'place' || b.role !== 'place' || a.group === null || b.group === null || a.group === b.group)

function findLinks(a: ReadName, b: ReadName): Link[] {
  const links: Link[] = []
  const matched = emptyPlaces(b.words.length)
  let matchedA = 0
  let matchedB = 0
  for (let i = 0; i < a.words.length; i += 1) {
    const left = a.words[i]
    if (!left || !counts(left)) continue
    const before = links.length
    for (let j = 0; j < b.words.length; j += 1) {
      const right = b.words[j]
      if (!right || !counts(right) || !mayMatch(left, right)) continue
      const relation = relateWords(left.form, right.form)
      if (!relation) continue
      links.push({ fromA: i, toA: i, fromB: j, toB: j, relation, joined: false })
      if (matched.add(j)) matchedB += 1
    }
    if (links.length > before) matchedA += 1
  }
  // Joined words matter only where a single word of a name has no match.
  if (matchedA >= a.counting && matchedB >= b.counting) return links
  joinRuns(a, b, true, links)
  joinRuns(b, a, false, links)
  return links
}

/** Adds links between neighbouring words of one name, joined to one word, and single words of the other name. */
function joinRuns(name: ReadName, other: ReadName, onA: boolean, links: Link[]): void {
  if (name.runs.length === 0) return
  for (let at = 0; at < other.words.length; at += 1) {
    const word = other.words[at]
    if (!word || !counts(word) || word.role === 'number') continue
    for (const run of name.runs) {
      if (run.plainWord !== null && !mayBeLinked(word.form, run.plainWord)) continue
      const [first, second] = onA ? [run.form, word.form] : [word.form, run.form]
      const relation = run.abbreviation ? relateAbbreviation(first, second) : relateJoined(first, second)
      if (!relation) continue
      // If both words are common names, they are two names, even if their joined spelling is near to a third name.
      if (relation.relation === 'typing' && commonParts(name, run)) continue
      if (onA) links.push({ fromA: run.from, toA: run.to, fromB: at, toB: at, relation, joined: true })
      else links.push({ fromA: at, toA: at, fromB: run.from, toB: run.to, relation, joined: true })
    }
  }
}

const commonParts = (name: ReadName, run: NameRun): boolean =>
  name.words.slice(run.from, run.to + 1).every((word) => word.form.known !== null || word.role === 'particle')

const bits = (from: number, to: number): number => {
  let mask = 0
  for (let at = from; at <= to; at += 1) mask |= 1 << at
  return mask
}

// Searches exactly, for names of usual length (branch and bound). It tries heavy links first and stops where the remaining links cannot add enough.
function choose(links: readonly Link[]): Link[] {
  const sorted = [...links].sort(
    (x, y) => y.relation.weight - x.relation.weight || x.fromA - y.fromA || x.fromB - y.fromB,
  )
  let best: Link[] = []
  let bestWeight = 0
  let steps = 0
  const rest: number[] = new Array(sorted.length + 1).fill(0)
  for (let at = sorted.length - 1; at >= 0; at -= 1) rest[at] = (rest[at + 1] ?? 0) + (sorted[at]?.relation.weight ?? 0)
  const chosen: Link[] = []
  const walk = (at: number, usedA: number, usedB: number, weight: number): void => {
    if (weight > bestWeight + 1e-9) {
      bestWeight = weight
      best = [...chosen]
    }
    steps += 1
    if (at >= sorted.length || steps > 4000 || weight + (rest[at] ?? 0) <= bestWeight + 1e-9) return
    const link = sorted[at]
    if (!link) return
    const maskA = bits(link.fromA, link.toA)
    const maskB = bits(link.fromB, link.toB)
    if ((usedA & maskA) === 0 && (usedB & maskB) === 0) {
      chosen.push(link)
      walk(at + 1, usedA | maskA, usedB | maskB, weight + link.relation.weight)
      chosen.pop()
    }
    walk(at + 1, usedA, usedB, weight)
  }
  walk(0, 0, 0, 0)
  return best
}
// Chooses greedily, for long names: it takes the heaviest link first and uses each word once.
function chooseGreedily(links: readonly Link[]): Link[] {
  const sorted = [...links].sort(
    (x, y) => y.relation.weight - x.relation.weight || x.fromA - y.fromA || x.fromB - y.fromB,
  )
  const usedA = new Set<number>()
  const usedB = new Set<number>()
  const chosen: Link[] = []
  const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)
  for (const link of sorted) {
    const left = range(link.fromA, link.toA)
    const right = range(link.fromB, link.toB)
    if (left.some((at) => usedA.has(at)) || right.some((at) => usedB.has(at))) continue
    for (const at of left) usedA.add(at)
    for (const at of right) usedB.add(at)
    chosen.push(link)
  }
  return chosen
}

/** Returns true if no word is in two links. Then all links are kept. */
function areApart(links: readonly Link[], a: ReadName, b: ReadName): boolean {
  const ofA = emptyPlaces(a.words.length)
  for (const { fromA, toA } of links) for (let at = fromA; at <= toA; at += 1) if (!ofA.add(at)) return false
  const ofB = emptyPlaces(b.words.length)
  for (const { fromB, toB } of links) for (let at = fromB; at <= toB; at += 1) if (!ofB.add(at)) return false
  return true
}

/** Lists the words that are in no link, without particles, which need no match. */
function leftOf(name: ReadName, links: readonly Link[], onA: boolean): number[] {
  const taken = emptyPlaces(name.words.length)
  for (const link of links)
    for (let at = onA ? link.fromA : link.fromB; at <= (onA ? link.toA : link.toB); at += 1) taken.add(at)
  const left: number[] = []
  for (let at = 0; at < name.words.length; at += 1)
    if (name.words[at]?.role !== 'particle' && !taken.has(at)) left.push(at)
  return left
}

/**
 * Aligns the words of two names in any order and returns the set of links with the highest total weight (nats). Each word is in at most one link.
 * Up to three neighbouring words of one name may match one word of the other name.
 */
export function alignNames(a: ReadName, b: ReadName): Alignment {
  const found = findLinks(a, b)
  const small = a.words.length <= 12 && b.words.length <= 12 && found.length <= 24
  const links = areApart(found, a, b) ? found : small ? choose(found) : chooseGreedily(found)
  if (links.length > 1) links.sort((x, y) => x.fromA - y.fromA)
  return { links, leftA: leftOf(a, links, true), leftB: leftOf(b, links, false) }
}
