import { alignNames, type Link } from './align-names.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import type { Register } from './lexicon.ts'
import { nameWeights as w } from './name-weights.ts'
import type { NameRole, NameWord, ReadName } from './read-name.ts'

export interface Left {
  kind: 'omission' | 'contradiction'
  a: NameWord | null
  b: NameWord | null
  role: NameRole | null
  relation: string
  weight: number
}
/** What two single names say about one identity. `weight` is the sum of the parts. */
export interface NameScore {
  links: Link[]
  left: Left[]
  legalForm: { a: NameWord; b: NameWord; relation: 'same' | 'different'; weight: number } | null
  agreed: number
  /** Taken off so that agreements add at most their cap: one contradiction then outweighs any number of them. */
  cap: number
  weight: number
}

const sameRole = (a: NameRole | null, b: NameRole | null): boolean => a === b || a === null || b === null
function roleOf(a: NameWord, b: NameWord): NameRole | null {
  return a.role ?? b.role
}
// A word that resembles the other may be a spelling this version does not know: it speaks less against.
function unlike(a: NameWord, b: NameWord): number {
  const left = a.form.latin
  const right = b.form.latin
  if (left === '' || right === '' || a.form.known !== null || b.form.known !== null) return 1
  const alike = left < right ? jaroWinkler(left, right) : jaroWinkler(right, left)
  return alike > 0.8 ? 0.6 : 1
}

function contradict(a: NameWord, b: NameWord, register: Register): Left {
  const role = roleOf(a, b)
  const initial = a.form.latin.length === 1 || b.form.latin.length === 1
  let weight: number = register === 'organisation' ? w.contradiction.word : w.contradiction.unknown
  if (role === 'number') weight = w.contradiction.number
  else if (initial) weight = w.contradiction.initial
  else if (role === 'generation') weight = w.contradiction.generation
  else if (role === 'family' || role === 'given' || role === 'patronymic' || role === 'middle')
    weight = w.contradiction[role]
  else if (a.form.known !== null && b.form.known !== null) weight = w.contradiction.known
  if (role !== 'number' && role !== 'generation' && role !== 'middle' && !initial) weight *= unlike(a, b)
  return { kind: 'contradiction', a, b, role, relation: role === 'number' ? 'number' : 'unlike', weight }
}

// Which left-over words stand against each other: those that could hold one role, known roles first, then in order.
function pairLeft(
  a: NameWord[],
  b: NameWord[],
  register: Register,
): { pairs: Left[]; alone: { word: NameWord; onA: boolean }[] } {
  const pairs: Left[] = []
  const restB = [...b]
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
  for (const left of a) if (left.role === null || !take(left, (right) => right.role === left.role)) restA.push(left)
  const still: NameWord[] = []
  for (const left of restA)
    if (fixed(left.role) || !take(left, (right) => !fixed(right.role) && sameRole(left.role, right.role)))
      still.push(left)
  // Given and family words that face each other because the roles were read differently.
  const alone: NameWord[] = []
  for (const left of still) if (fixed(left.role) || !take(left, (right) => !fixed(right.role))) alone.push(left)
  return {
    pairs,
    alone: [...alone.map((word) => ({ word, onA: true })), ...restB.map((word) => ({ word, onA: false }))],
  }
}

/** Scores two single names. Symmetric: the same weight with the sides exchanged (matching.md 3.5, 4.20). */
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

function scoreOrdered(a: ReadName, b: ReadName, register: Register): NameScore {
  const aligned = alignNames(a, b)
  const word = (name: ReadName, at: number): NameWord[] => (name.words[at] ? [name.words[at]] : [])
  const { pairs, alone } = pairLeft(
    aligned.leftA.flatMap((at) => word(a, at)),
    aligned.leftB.flatMap((at) => word(b, at)),
    register,
  )
  let weight = 0
  // Words that say which one: an initial does not, nor does a word half the organisations of the world have.
  let agreed = 0
  for (const link of aligned.links) {
    weight += link.relation.weight
    const words = Math.max(link.toA - link.fromA, link.toB - link.fromB) > 0 ? 2 : 1
    if (link.relation.relation !== 'initial') agreed += words
  }
  const left: Left[] = [...pairs]
  let omitted = 0
  const least = register === 'organisation' ? w.omission.wordLeast : w.omission.least
  const sole = agreed <= 1
  let firstAlone = sole && pairs.length === 0
  for (const { word: missing, onA } of alone) {
    let one: number = register === 'organisation' ? w.omission.word : w.omission.unknown
    if (missing.role === 'generation') one = 0
    else if (missing.role === 'patronymic') one = w.omission.patronymic
    else if (missing.role === 'middle') one = w.omission.middle
    if (firstAlone && missing.role !== 'generation') {
      // One word against several: the family or the given name is missing.
      one = w.omission.soleAgreement
      firstAlone = false
    } else {
      one = Math.max(one, least - omitted)
      omitted += one
    }
    left.push({
      kind: 'omission',
      a: onA ? missing : null,
      b: onA ? null : missing,
      role: missing.role,
      relation: 'absent',
      weight: one,
    })
  }
  const cap = Math.min(0, w.nameCap - weight)
  weight += cap
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
  return { links: aligned.links, left, legalForm, agreed, cap, weight }
}
