import { type Consonants, consonantKeys } from '../names/consonants.ts'
import { stemFrom, stemOf } from '../names/endings.ts'
import { editLimit } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { hashText } from './hash-text.ts'

// Words that `relateWords` links share at least one of these keys, are a slip apart (slip-index.ts), or one is an initial or damaged.
const kinds = {
  form: 1,
  sound: 2,
  koreanRead: 3,
  known: 4,
  nickname: 5,
  stem: 6,
  tail: 7,
  joined: 8,
  abbreviation: 9,
  koreanSpelled: 10,
  surname: 11,
  front: 12,
  back: 13,
} as const

/** How a word is written where slips are looked for: in Latin letters, or its own where those say nothing. */
export const writtenForm = (form: WordForm): string => (form.latin === '' ? form.text : form.latin)

// Few at a time: looking whether a key is there already takes less than a set.
const hashAll = (texts: readonly (string | number)[], kind: number): number[] => {
  const keys: number[] = []
  for (const text of texts) {
    const key = hashText(String(text), kind)
    if (!keys.includes(key)) keys.push(key)
  }
  return keys
}

export const formKey = (text: string): number => hashText(text, kinds.form)
const formsOf = (form: WordForm): string[] => [form.text, ...form.forms]
const knownOf = (form: WordForm): number[] =>
  [form.known, form.servantOf?.known ?? null].filter((name): name is number => name !== null)

// A word read as Korean is only ever linked with one that spells it; those of one kind are linked by other keys.
const koreanKeysOf = (form: WordForm, kind: number): number[] =>
  hashAll(
    form.koreanKeys.filter((key) => !form.surnames.includes(key)),
    kind,
  )

/** Keys under which a word is kept. */
export function keysOfWord(form: WordForm): number[] {
  const written = writtenForm(form)
  return [
    ...hashAll(formsOf(form), kinds.form),
    ...hashAll(form.soundKeys, kinds.sound),
    ...koreanKeysOf(form, form.korean === null ? kinds.koreanSpelled : kinds.koreanRead),
    ...hashAll(form.surnames, kinds.surname),
    ...hashAll(knownOf(form), kinds.known),
    ...hashAll(form.nicknames, kinds.nickname),
    ...(form.latin.length >= stemFrom ? [hashText(stemOf(form.latin), kinds.stem)] : []),
    ...(written.length >= 4 ? [hashText(written.slice(1), kinds.tail)] : []),
  ]
}

/** Keys under which words are looked up that may be the same name, by what would link them. */
export interface KeysToFind {
  /** One spelling, one listed name, a short form, an ending, a reading. */
  alike: number[]
  /** One sound, and nothing else. */
  sound: number[]
  /** One slip in the first letter, the rest being whole. */
  firstLetter: number[]
}
/** `joined`: of neighbouring words written as one, which no short form or ending answers (relate-words.ts). */
export function keysToFind(form: WordForm, joined: boolean): KeysToFind {
  const alike = [
    ...hashAll(formsOf(form), kinds.form),
    ...koreanKeysOf(form, form.korean === null ? kinds.koreanRead : kinds.koreanSpelled),
    ...hashAll(form.surnames, kinds.surname),
    ...hashAll(knownOf(form), kinds.known),
  ]
  if (!joined) {
    alike.push(...hashAll(form.nicknames, kinds.nickname))
    if (form.latin.length >= stemFrom) alike.push(hashText(stemOf(form.latin), kinds.stem))
    // An initial answers a longer word; what an initial is answered by is told by the first letters of each word (name-bounds.ts).
    for (const letter of new Set(form.forms.map((text) => text.charAt(0)))) alike.push(formKey(letter))
  }
  const written = writtenForm(form)
  const firstLetter: number[] = []
  if (editLimit(written.length) > 0) {
    const [first = '', second = ''] = written
    firstLetter.push(
      hashText(written.slice(1), kinds.tail),
      hashText(written, kinds.tail),
      formKey(written.slice(1)),
      formKey(second + first + written.slice(2)),
    )
  }
  return { alike, sound: hashAll(form.soundKeys, kinds.sound), firstLetter }
}

// Vowels at the ends of two words that are one when written together agree in being there; `h` is no consonant and often dropped.
const soundEnds = (reading: Consonants): string => {
  if (reading.unvoweled) return '*'
  const first = (reading.gaps[0] ?? '').replaceAll('h', '') === '' ? '-' : 'v'
  const last = /[aeiouyw]/.test(reading.gaps.at(-1) ?? '') ? 'v' : '-'
  return first + last
}
const everyEnd = ['*', '--', '-v', 'v-', 'vv']

/** A Korean name has at most four syllables. */
const isOfName = (key: string): boolean => (key.match(/[AU]/g)?.length ?? 0) <= 4

/** Texts of fewer letters are found whole. */
const piecesFrom = 7
// With one letter more, less or other, or two neighbours exchanged, either the front of a text stays as it was or its back.
const pieceOf = (length: number): number => (length - 1) >> 1
const frontKey = (text: string, length: number): number =>
  hashText(text.slice(0, pieceOf(length)), kinds.front + (length << 4))
const backKey = (text: string, length: number): number =>
  hashText(text.slice(text.length - pieceOf(length)), kinds.back + (length << 4))

/** Keys of neighbouring words written as one. */
export function keysOfRun(form: WordForm): Set<number> {
  const keys = joinedKeys(form, (ends) => [ends], form.korean === null ? 'spelled' : 'read')
  for (const text of formsOf(form))
    if (text.length >= piecesFrom) keys.add(frontKey(text, text.length)).add(backKey(text, text.length))
  return keys
}

// A word read as Korean is answered by one that only spells it (relate-words.ts).
function joinedKeys(
  form: WordForm,
  endsMet: (ends: string) => readonly string[],
  korean: 'read' | 'spelled',
): Set<number> {
  const keys = new Set<number>()
  for (const text of formsOf(form)) if (text.length < piecesFrom) keys.add(hashText(text, kinds.joined))
  for (const name of knownOf(form)) keys.add(hashText(`#${name}`, kinds.joined))
  for (const reading of form.readings)
    for (const ends of endsMet(soundEnds(reading)))
      for (const sound of consonantKeys(reading)) keys.add(hashText(`${sound}/${ends}`, kinds.joined))
  for (const key of form.koreanKeys) if (isOfName(key)) keys.add(hashText(`${key}~${korean}`, kinds.joined))
  for (const key of form.surnames) keys.add(hashText(`=${key}`, kinds.joined))
  return keys
}

/** Keys of runs that may be this single word. */
export const runKeysToFind = (form: WordForm): Set<number> =>
  joinedKeys(form, (ends) => (ends === '*' ? everyEnd : [ends, '*']), form.korean === null ? 'read' : 'spelled')
export const abbreviationKey = (latin: string): number => hashText(latin, kinds.abbreviation)

/** Keys of runs that may be written as this word, or one slip away from it: many of them are not. */
export function pieceKeysToFind(form: WordForm): Set<number> {
  const keys = new Set<number>()
  for (const text of formsOf(form)) if (text.length >= piecesFrom) keys.add(frontKey(text, text.length))
  const written = writtenForm(form)
  const { length } = written
  if (length < piecesFrom) return keys
  for (let other = Math.max(piecesFrom, length - 1); other <= length + 1; other += 1)
    keys.add(frontKey(written, other)).add(backKey(written, other))
  // One letter less makes it a text that is found whole.
  if (length === piecesFrom)
    for (let at = 0; at < length; at += 1)
      keys.add(hashText(written.slice(0, at) + written.slice(at + 1), kinds.joined))
  return keys
}
