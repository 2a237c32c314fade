import { mayBeLinked } from './may-be-linked.ts'
import type { NameRun, NameWord, ReadName } from './read-name.ts'
import { type Relation, relateAbbreviation, relateJoined, relateWords } from './relate-words.ts'

/** Words `fromA..toA` of one name are words `fromB..toB` of the other. */
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
  /** Words of each side that nothing on the other side answers, by place. */
  leftA: number[]
  leftB: number[]
}

const counts = (word: NameWord): boolean => word.role !== 'particle' && word.role !== 'generation'

/** Places of words that have an answer. One such set is used at a time. */
class Answers {
  #stamps = new Int32Array(64)
  #turn = 0

  /** Forgets all; room for `size` places. */
  begin(size: number): void {
    if (this.#stamps.length < size) this.#stamps = new Int32Array(2 * size)
    this.#turn += 1
  }
  has(place: number): boolean {
    return this.#stamps[place] === this.#turn
  }
  /** False where it was there already. */
  add(place: number): boolean {
    if (this.has(place)) return false
    this.#stamps[place] = this.#turn
    return true
  }
}
const answers = new Answers()
function newAnswers(size: number): Answers {
  answers.begin(size)
  return answers
}

// A number answers a number only, and of two countries only the same.
const mayAnswer = (a: NameWord, b: NameWord): boolean =>
  (a.role === 'number') === (b.role === 'number') &&
  (a.role !== 'place' || b.role !== 'place' || a.group === null || b.group === null || a.group === b.group)

function findLinks(a: ReadName, b: ReadName): Link[] {
  const links: Link[] = []
  const answered = newAnswers(b.words.length)
  let answeredA = 0
  let answeredB = 0
  for (let i = 0; i < a.words.length; i += 1) {
    const left = a.words[i]
    if (!left || !counts(left)) continue
    const before = links.length
    for (let j = 0; j < b.words.length; j += 1) {
      const right = b.words[j]
      if (!right || !counts(right) || !mayAnswer(left, right)) continue
      const relation = relateWords(left.form, right.form)
      if (!relation) continue
      links.push({ fromA: i, toA: i, fromB: j, toB: j, relation, joined: false })
      if (answered.add(j)) answeredB += 1
    }
    if (links.length > before) answeredA += 1
  }
  // Joined words matter only where both names have a word that found no answer of its own.
  if (answeredA >= a.counting && answeredB >= b.counting) return links
  joinRuns(a, b, true, links)
  joinRuns(b, a, false, links)
  return links
}

/** Adds what neighbouring words of one name, written as one, are to single words of the other. */
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
      // Two common names that together nearly spell a third are still two names.
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

// Exact for names of usual length: every choice of links, the heaviest first, cut off by what the rest could still add.
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
// Long names: the heaviest link first, each word once.
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

/** True where no word is in two links: there is nothing to choose. */
function areApart(links: readonly Link[], a: ReadName, b: ReadName): boolean {
  const ofA = newAnswers(a.words.length)
  for (const { fromA, toA } of links) for (let at = fromA; at <= toA; at += 1) if (!ofA.add(at)) return false
  const ofB = newAnswers(b.words.length)
  for (const { fromB, toB } of links) for (let at = fromB; at <= toB; at += 1) if (!ofB.add(at)) return false
  return true
}

/** Words that no link takes up; particles need no answer. */
function leftOf(name: ReadName, links: readonly Link[], onA: boolean): number[] {
  const taken = newAnswers(name.words.length)
  for (const link of links)
    for (let at = onA ? link.fromA : link.fromB; at <= (onA ? link.toA : link.toB); at += 1) taken.add(at)
  const left: number[] = []
  for (let at = 0; at < name.words.length; at += 1)
    if (name.words[at]?.role !== 'particle' && !taken.has(at)) left.push(at)
  return left
}

/**
 * The best one-to-one answer of the words of one name to those of another, whatever their order; up to three neighbouring
 * words may answer one. A word is used once (matching.md 3.5).
 */
export function alignNames(a: ReadName, b: ReadName): Alignment {
  const found = findLinks(a, b)
  const small = a.words.length <= 12 && b.words.length <= 12 && found.length <= 24
  const links = areApart(found, a, b) ? found : small ? choose(found) : chooseGreedily(found)
  if (links.length > 1) links.sort((x, y) => x.fromA - y.fromA)
  return { links, leftA: leftOf(a, links, true), leftB: leftOf(b, links, false) }
}
