import { hangulSurnames, hanSurnames } from '../tables/east-asian-surnames.ts'
import { alignNames, type Link } from './align-names.ts'
import { editDistance } from './edit-distance.ts'
import type { Register } from './lexicon.ts'
import { nameWeights as w } from './name-weights.ts'
import type { NameRole, NameWord, ReadName } from './read-name.ts'
import { type Alone, weighOmissions } from './weigh-omissions.ts'

export interface Left {
  kind: 'omission' | 'contradiction'
  a: NameWord | null
  b: NameWord | null
  role: NameRole | null
  relation: string
  weight: number
}
/** The comparison of two single names. `weight` is the sum of the parts, in nats. */
export interface NameScore {
  links: Link[]
  left: Left[]
  legalForm: { a: NameWord; b: NameWord; relation: 'same' | 'different'; weight: number } | null
  agreed: number
  /** The weight that applies if the words that agree are in another order; 0 or negative. */
  order: number
  /** The correction, 0 or negative, that caps the sum of agreements, so that one contradiction outweighs any number of them. */
  cap: number
  weight: number
}

const sameRole = (a: NameRole | null, b: NameRole | null): boolean => a === b || a === null || b === null
function roleOf(a: NameWord, b: NameWord): NameRole | null {
  return a.role ?? b.role
}
const isWithin = (a: string, b: string, edits: number): boolean => editDistance(a, b, edits) <= edits

/**
 * Returns the share of a contradiction that counts, up to 1. It is below 1 where two words resemble each other: one may be a spelling of the other.
 */
export function contradictionShare(a: Pick<NameWord, 'form'>, b: Pick<NameWord, 'form'>): number {
  // If both names contain Abdul, only their second parts can differ.
  const left = (a.form.servantOf ?? a.form).latin
  const right = (b.form.servantOf ?? b.form).latin
  if (left === '' || right === '' || a.form.known !== null || b.form.known !== null) return 1
  const longer = Math.max(left.length, right.length)
  return longer >= 3 && isWithin(left, right, Math.max(1, Math.floor(longer / 3))) ? w.contradiction.alike : 1
}

function contradict(a: NameWord, b: NameWord, register: Register): Left {
  const role = roleOf(a, b)
  const initial = a.form.latin.length === 1 || b.form.latin.length === 1
  let weight: number = register === 'organisation' ? w.contradiction.word : w.contradiction.unknown
  if (role === 'number') weight = w.contradiction.number
  else if (a.role === 'place' && b.role === 'place') weight = w.contradiction.place
  else if (initial) weight = w.contradiction.initial
  else if (role === 'generation') weight = w.contradiction.generation
  else if (role === 'family' || role === 'given' || role === 'patronymic' || role === 'middle')
    weight = w.contradiction[role]
  else if (a.form.known !== null && b.form.known !== null) weight = w.contradiction.known
  if (role !== 'number' && role !== 'place' && role !== 'generation' && role !== 'middle' && !initial)
    weight *= contradictionShare(a, b)
  return { kind: 'contradiction', a, b, role, relation: role === 'number' ? 'number' : 'unlike', weight }
}

// A word in brackets contradicts no other word, unless it is a country.
const mayContradict = (word: NameWord): boolean => !word.aside || word.role === 'place'
/** Lists words that no word of the other side can contradict, notes in brackets last. */
const aloneOf = (words: readonly NameWord[], onA: boolean): Alone[] =>
  [...words.filter(mayContradict), ...words.filter((word) => !mayContradict(word))].map((word) => ({ word, onA }))

/** Removes `Jr` and `Junior` from both sides: they mean the same and carry no weight. */
function dropSameGeneration(left: NameWord, rest: NameWord[]): boolean {
  const place =
    left.role === 'generation' ? rest.findIndex((right) => right.role === left.role && right.group === left.group) : -1
  if (place >= 0) rest.splice(place, 1)
  return place >= 0
}

// Pairs the unmatched words that contradict each other: words of one role first, then words that may have the same role, in order.
function pairLeft(
  a: readonly NameWord[],
  b: readonly NameWord[],
  register: Register,
): { pairs: Left[]; alone: Alone[] } {
  const pairs: Left[] = []
  if (a.length === 0 || b.length === 0) return { pairs, alone: [...aloneOf(a, true), ...aloneOf(b, false)] }
  const restB = b.filter(mayContradict)
  const restA: NameWord[] = []
  const take = (left: NameWord, fits: (right: NameWord) => boolean): boolean => {
    const place = restB.findIndex(fits)
    const right = restB[place]
    if (!right) return false
    restB.splice(place, 1)
    pairs.push(contradict(left, right, register))
    return true
  }
  const fixed = (role: NameRole | null): boolean => role === 'patronymic' || role === 'number' || role === 'generation'
  for (const left of a.filter(mayContradict))
    if (!dropSameGeneration(left, restB) && (left.role === null || !take(left, (right) => right.role === left.role)))
      restA.push(left)
  const still: NameWord[] = []
  for (const left of restA)
    if (
      fixed(left.role) ||
      !take(left, (right) => !fixed(right.role) && sameRole(left.role, right.role) && left.aside === right.aside)
    )
      still.push(left)
  // A given and a family word contradict each other where the roles of the two names were read differently.
  const alone: NameWord[] = []
  for (const left of still)
    if (fixed(left.role) || left.aside || !take(left, (right) => !fixed(right.role) && !right.aside)) alone.push(left)
  const onA = [...alone, ...a.filter((word) => !mayContradict(word))]
  const onB = [...restB, ...b.filter((word) => !mayContradict(word))]
  return {
    pairs,
    alone: [...onA.map((word) => ({ word, onA: true })), ...onB.map((word) => ({ word, onA: false }))],
  }
}

/** Scores two single names. Exchanging the sides gives the same weight, so the names are always compared in the order of their text. */
export function scoreName(a: ReadName, b: ReadName, register: Register): NameScore {
  if (a.text > b.text) return flip(scoreOrdered(b, a, register))
  return scoreOrdered(a, b, register)
}
function flip(score: NameScore): NameScore {
  return {
    ...score,
    links: score.links.map((link) => ({ ...link, fromA: link.fromB, toA: link.toB, fromB: link.fromA, toB: link.toA })),
    left: score.left.map((left) => ({ ...left, a: left.b, b: left.a })),
    legalForm: score.legalForm ? { ...score.legalForm, a: score.legalForm.b, b: score.legalForm.a } : null,
  }
}

const familyFirst = new Set([...hangulSurnames, ...hanSurnames].flatMap((line) => line.split(' ').slice(1)))
// If given name and father's name are exchanged, the name is another person's. Order means nothing where roles are stated or a family name
// may come first.
function reordered(a: ReadName, b: ReadName, links: readonly Link[]): boolean {
  let last = -1
  let turned = false
  for (const link of links) {
    if (link.fromB < last) turned = true
    last = link.fromB
    const left = a.words[link.fromA]
    const right = b.words[link.fromB]
    if (!left || !right) continue
    if (left.role !== null && left.role === right.role && left.role !== 'patronymic') return false
    if (!orderedScripts.has(left.form.script) || !orderedScripts.has(right.form.script)) return false
    if (familyFirst.has(left.form.latin) || familyFirst.has(right.form.latin)) return false
  }
  return turned
}
const orderedScripts = new Set<string>(['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew'])

const none: readonly never[] = []
function wordsAt(name: ReadName, places: readonly number[]): readonly NameWord[] {
  if (places.length === 0) return none
  const words: NameWord[] = []
  for (const place of places) {
    const word = name.words[place]
    if (word) words.push(word)
  }
  return words
}

// A different middle name alone is weak evidence, because documents often omit middle names. Together with a missing word it is stronger.
function weighMiddle(pair: Left, alone: readonly Alone[]): Left {
  const further = ({ word }: Alone): boolean => word.role !== 'middle' && word.role !== 'generation'
  if (pair.role !== 'middle' || !alone.some(further)) return pair
  return { ...pair, weight: w.contradiction.middleAmongMissing }
}

function scoreOrdered(a: ReadName, b: ReadName, register: Register): NameScore {
  const aligned = alignNames(a, b)
  const { pairs, alone } = pairLeft(wordsAt(a, aligned.leftA), wordsAt(b, aligned.leftB), register)
  let weight = 0
  // Count the words that identify a person. An initial does not.
  let agreed = 0
  for (const link of aligned.links) {
    weight += link.relation.weight
    const words = Math.max(link.toA - link.fromA, link.toB - link.fromB) > 0 ? 2 : 1
    if (link.relation.relation !== 'initial') agreed += words
  }
  const missing = weighOmissions(a, b, aligned, alone, agreed <= 1 && pairs.length === 0, register)
  const left: Left[] = [
    ...pairs.map((pair) => weighMiddle(pair, alone)),
    ...missing.map(({ word, onA, relation, weight }): Left => {
      return { kind: 'omission', a: onA ? word : null, b: onA ? null : word, role: word.role, relation, weight }
    }),
  ]
  const order = register === 'person' && reordered(a, b, aligned.links) ? w.order : 0
  const cap = Math.min(0, w.nameCap - weight)
  weight += cap + order
  for (const item of left) weight += item.weight
  let legalForm: NameScore['legalForm'] = null
  const formA = a.legalForms[0]
  const formB = b.legalForms[0]
  if (formA && formB && aligned.links.length > 0) {
    const same = formA.group === formB.group
    if (!same) legalForm = { a: formA, b: formB, relation: 'different', weight: w.legalForm.different }
    else if (formA.form.text !== formB.form.text)
      legalForm = { a: formA, b: formB, relation: 'same', weight: w.legalForm.same }
    weight += legalForm?.weight ?? 0
  }
  return { links: aligned.links, left, legalForm, agreed, order, cap, weight }
}
