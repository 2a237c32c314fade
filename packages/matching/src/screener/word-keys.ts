import { addCharacter, addText, finishHash, hashText } from '../lookup/hash-text.ts'
import { type Consonants, consonantKeys } from '../names/consonants.ts'
import { stemFrom, stemOf } from '../names/endings.ts'
import { editLimit } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { KeyRow } from './key-row.ts'

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

const row = new KeyRow()

const formsOf = (form: WordForm): string[] => [form.text, ...form.forms]
const knownOf = (form: WordForm): string[] =>
  [form.known, form.servantOf?.known ?? null].flatMap((name) => (name === null ? [] : [String(name)]))
// A word read as Korean is only ever linked with one that spells it; those of one kind are linked by other keys.
function addKorean(form: WordForm, kind: number): void {
  for (const key of form.koreanKeys) if (!form.surnames.includes(key)) row.addText(key, kind)
}

/** Keys under which a word is kept. */
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

/** Keys under which words are looked up that may be the same name, by what would link them. */
export interface KeysToFind {
  /** One spelling, one listed name, a short form, an ending, a reading. */
  alike: Uint32Array
  /** One sound, and nothing else. */
  sound: Uint32Array
  /** One slip in the first letter, the rest being whole. */
  firstLetter: Uint32Array
}
/** `joined`: of neighbouring words written as one, which no short form or ending answers (relate-words.ts). */
export function keysToFind(form: WordForm, joined: boolean): KeysToFind {
  row.begin()
  row.addTexts(formsOf(form), kinds.form)
  addKorean(form, form.korean === null ? kinds.koreanRead : kinds.koreanSpelled)
  row.addTexts(form.surnames, kinds.surname)
  row.addTexts(knownOf(form), kinds.known)
  if (!joined) {
    row.addTexts(form.nicknames.map(String), kinds.nickname)
    if (form.latin.length >= stemFrom) row.addText(stemOf(form.latin), kinds.stem)
    // An initial answers a longer word; what an initial is answered by is told by the first letters of each word (name-bounds.ts).
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
const addFront = (text: string, length: number): void => {
  row.addText(text, kinds.front + (length << 4), 0, pieceOf(length))
}
const addBack = (text: string, length: number): void => {
  row.addText(text, kinds.back + (length << 4), text.length - pieceOf(length))
}
const codes = { slash: 0x2f, tilde: 0x7e }

/** Keys of neighbouring words written as one. */
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

// A word read as Korean is answered by one that only spells it (relate-words.ts).
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

/** Keys of runs that may be this single word. */
export function runKeysToFind(form: WordForm): Uint32Array {
  row.begin()
  addJoinedKeys(form, (ends) => (ends === '*' ? everyEnd : [ends, '*']), form.korean === null ? 'read' : 'spelled')
  return row.keys
}
export const abbreviationKey = (latin: string): number => hashText(latin, kinds.abbreviation)

/** Keys of runs that may be written as this word, or one slip away from it: many of them are not. */
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
  // One letter less makes it a text that is found whole.
  if (length === piecesFrom)
    for (let at = 0; at < length; at += 1)
      row.add(finishHash(addText(addText(0, written, 0, at), written, at + 1), kinds.joined))
  return row.keys
}
