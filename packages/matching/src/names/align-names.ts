import { testerOf } from './may-be-linked.ts'
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

// A number answers a number only, and of two countries only the same.
const mayAnswer = (a: NameWord, b: NameWord): boolean =>
  (a.role === 'number') === (b.role === 'number') &&
  (a.role !== 'place' || b.role !== 'place' || a.group === null || b.group === null || a.group === b.group)

function findLinks(a: ReadName, b: ReadName): Link[] {
  const links: Link[] = []
  const answeredA = new Set<number>()
  const answeredB = new Set<number>()
  for (let i = 0; i < a.words.length; i += 1) {
    const left = a.words[i]
    if (!left || !counts(left)) continue
    for (let j = 0; j < b.words.length; j += 1) {
      const right = b.words[j]
      if (!right || !counts(right) || !mayAnswer(left, right)) continue
      const relation = relateWords(left.form, right.form)
      if (!relation) continue
      links.push({ fromA: i, toA: i, fromB: j, toB: j, relation, joined: false })
      answeredA.add(i)
      answeredB.add(j)
    }
  }
  // Joined words matter only where both names have a word that found no answer of its own.
  if (answeredA.size >= a.counting && answeredB.size >= b.counting) return links
  const join = (run: NameRun, word: NameWord, at: number, onA: boolean): void => {
    if (run.plain !== null && testerOf(word.form)?.(run.plain, run.register) === false) return
    const [first, second] = onA ? [run.form, word.form] : [word.form, run.form]
    const kept = run.abbreviation ? relateAbbreviation(first, second) : relateJoined(first, second)
    if (!kept) return
    // Two common names that together nearly spell a third are still two names.
    if (kept.relation === 'typing' && commonParts(onA ? a : b, run)) return
    if (onA) links.push({ fromA: run.from, toA: run.to, fromB: at, toB: at, relation: kept, joined: true })
    else links.push({ fromA: at, toA: at, fromB: run.from, toB: run.to, relation: kept, joined: true })
  }
  b.words.forEach((word, at) => {
    if (counts(word) && word.role !== 'number') for (const run of a.runs) join(run, word, at, true)
  })
  a.words.forEach((word, at) => {
    if (counts(word) && word.role !== 'number') for (const run of b.runs) join(run, word, at, false)
  })
  return links
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

/**
 * The best one-to-one answer of the words of one name to those of another, whatever their order; up to three neighbouring
 * words may answer one. A word is used once (matching.md 3.5).
 */
export function alignNames(a: ReadName, b: ReadName): Alignment {
  const found = findLinks(a, b)
  const small = a.words.length <= 12 && b.words.length <= 12 && found.length <= 24
  const links = found.length <= 1 ? found : small ? choose(found) : chooseGreedily(found)
  links.sort((x, y) => x.fromA - y.fromA)
  const takenA = new Set<number>()
  const takenB = new Set<number>()
  for (const link of links) {
    for (let at = link.fromA; at <= link.toA; at += 1) takenA.add(at)
    for (let at = link.fromB; at <= link.toB; at += 1) takenB.add(at)
  }
  const left = (name: ReadName, taken: Set<number>): number[] =>
    name.words.flatMap((word, at) => (word.role === 'particle' || taken.has(at) ? [] : [at]))
  return { links, leftA: left(a, takenA), leftB: left(b, takenB) }
}
