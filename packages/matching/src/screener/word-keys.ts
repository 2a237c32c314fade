import { addCharacter, addText, finishHash, hashText } from '../lookup/hash-text.ts'
import { type Consonants, consonantKeys } from '../names/consonants.ts'
import { stemFrom, stemOf } from '../names/endings.ts'
import { editLimit } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { KeyRow } from './key-row.ts'

// Two words that `relateWords` links share at least one of these keys. Exceptions are words that differ by a slip (slip-index.ts), initials and
// damaged words.
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

/** Returns the spelling that is compared for slips: in Latin letters, or in the word's own letters where there is no Latin spelling. */
export const writtenForm = (form: WordForm): string => (form.latin === '' ? form.text : form.latin)

const row = new KeyRow()

const formsOf = (form: WordForm): string[] => [form.text, ...form.forms]
const knownOf = (form: WordForm): string[] =>
  [form.known, form.servantOf?.known ?? null].flatMap((name) => (name === null ? [] : [String(name)]))
// A Korean key links a word read as Korean with a word that spells it. Two words of one kind are linked by other keys.
function addKorean(form: WordForm, kind: number): void {
  for (const key of form.koreanKeys) if (!form.surnames.includes(key)) row.addText(key, kind)
}

/** Returns the keys under which a word is stored. */
export function keysOfWord(form: WordForm): Uint32Array {
  const written = writtenForm(form)
  row.begin()
  row.addTexts(formsOf(form), kinds.form)
  row.addTexts(form.soundKeys, kinds.sound)
  addKorean(form, form.korean === null ? kinds.koreanSpelled : kinds.koreanRead)
  row.addTexts(form.surnames, kinds.surname)
  row.addTexts(knownOf(form), kinds.known)
  row.addTexts(form.nicknames.map(String), kinds.nickname)
  if (form.latin.length >= stemFrom) row.addText(stemOf(form.latin), kinds.stem)
  if (written.length >= 4) row.addText(written, kinds.tail, 1)
  return row.keys
}

/** Keys for looking up words that may be linked with a word, by kind of link. */
interface KeysToFind {
  /** Keys of an equal spelling, a listed name, a short form, an ending or a reading. */
  alike: Uint32Array
  /** Keys of an equal sound only. */
  sound: Uint32Array
  /** Keys of words with one slip, in the first letter. */
  firstLetter: Uint32Array
}
/**
 * Returns the keys for looking up a word. `joined` means that it is made of joined words; short forms and endings do not match it (relate-words.ts).
 */
export function keysToFind(form: WordForm, joined: boolean): KeysToFind {
  row.begin()
  row.addTexts(formsOf(form), kinds.form)
  addKorean(form, form.korean === null ? kinds.koreanRead : kinds.koreanSpelled)
  row.addTexts(form.surnames, kinds.surname)
  row.addTexts(knownOf(form), kinds.known)
  if (!joined) {
    row.addTexts(form.nicknames.map(String), kinds.nickname)
    if (form.latin.length >= stemFrom) row.addText(stemOf(form.latin), kinds.stem)
    // A longer word finds the initials that match it here. An initial finds longer words by their first letters (name-bounds.ts).
    for (const text of form.forms) row.addText(text, kinds.form, 0, 1)
  }
  const alike = row.keys
  const sound = row.begin().addTexts(form.soundKeys, kinds.sound).keys
  const written = writtenForm(form)
  row.begin()
  if (editLimit(written.length) > 0) {
    row.addText(written, kinds.tail, 1).addText(written, kinds.tail).addText(written, kinds.form, 1)
    const exchanged = addCharacter(addCharacter(0, written.charCodeAt(1)), written.charCodeAt(0))
    row.add(finishHash(addText(exchanged, written, 2), kinds.form))
  }
  return { alike, sound, firstLetter: row.keys }
}

// If one spelling of a joined word begins with a vowel, all do; the same applies to the end. `h` is ignored, because it is often dropped.
const soundEnds = (reading: Consonants): string => {
  if (reading.unvoweled) return '*'
  const first = (reading.gaps[0] ?? '').replaceAll('h', '') === '' ? '-' : 'v'
  const last = /[aeiouyw]/.test(reading.gaps.at(-1) ?? '') ? 'v' : '-'
  return first + last
}
const everyEnd = ['*', '--', '-v', 'v-', 'vv']

/** Returns whether a Korean key has at most four syllables, as names have. */
const isOfName = (key: string): boolean => (key.match(/[AU]/g)?.length ?? 0) <= 4

/** Texts of at least this length are found by keys of their halves, shorter texts by a key of the whole text. */
const piecesFrom = 7
// One slip changes only the front half or only the back half of a text.
const pieceOf = (length: number): number => (length - 1) >> 1
const addFront = (text: string, length: number): void => {
  row.addText(text, kinds.front + (length << 4), 0, pieceOf(length))
}
const addBack = (text: string, length: number): void => {
  row.addText(text, kinds.back + (length << 4), text.length - pieceOf(length))
}
const codes = { slash: 0x2f, tilde: 0x7e }

/** Returns the keys under which neighbouring words, joined to one word, are stored. */
export function keysOfRun(form: WordForm): Uint32Array {
  row.begin()
  addJoinedKeys(form, (ends) => [ends], form.korean === null ? 'spelled' : 'read')
  for (const text of formsOf(form))
    if (text.length >= piecesFrom) {
      addFront(text, text.length)
      addBack(text, text.length)
    }
  return row.keys
}

// A word read as Korean matches a word that spells it (relate-words.ts).
function addJoinedKeys(form: WordForm, endsMet: (ends: string) => readonly string[], korean: 'read' | 'spelled'): void {
  for (const text of formsOf(form)) if (text.length < piecesFrom) row.addText(text, kinds.joined)
  for (const name of knownOf(form)) row.addText(`#${name}`, kinds.joined)
  for (const reading of form.readings) {
    const sounds = consonantKeys(reading)
    for (const ends of endsMet(soundEnds(reading)))
      for (const sound of sounds) row.addJoined(sound, codes.slash, ends, kinds.joined)
  }
  for (const key of form.koreanKeys) if (isOfName(key)) row.addJoined(key, codes.tilde, korean, kinds.joined)
  for (const key of form.surnames) row.addText(`=${key}`, kinds.joined)
}

/** Returns the keys for looking up runs that may be this single word. */
export function runKeysToFind(form: WordForm): Uint32Array {
  row.begin()
  addJoinedKeys(form, (ends) => (ends === '*' ? everyEnd : [ends, '*']), form.korean === null ? 'read' : 'spelled')
  return row.keys
}
export const abbreviationKey = (latin: string): number => hashText(latin, kinds.abbreviation)

/** Returns the keys for looking up runs that have the spelling of this word or are one slip away. Many runs found by these keys are neither. */
export function pieceKeysToFind(form: WordForm): Uint32Array {
  row.begin()
  for (const text of formsOf(form)) if (text.length >= piecesFrom) addFront(text, text.length)
  const written = writtenForm(form)
  const { length } = written
  if (length >= piecesFrom)
    for (let other = Math.max(piecesFrom, length - 1); other <= length + 1; other += 1) {
      addFront(written, other)
      addBack(written, other)
    }
  // If the word loses one letter, it is so short that it is found by a key of the whole text.
  if (length === piecesFrom)
    for (let at = 0; at < length; at += 1)
      row.add(finishHash(addText(addText(0, written, 0, at), written, at + 1), kinds.joined))
  return row.keys
}
