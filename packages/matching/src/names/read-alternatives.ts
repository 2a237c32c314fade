import { type HanScheme, type HanWord, readHanName } from './east-asian/read-han-name.ts'
import { isPinyinSurname, pinyinSyllables, wadeGiles } from './east-asian/wade-giles.ts'
import type { Register } from './lexicon.ts'
import { LazyRun, type NameRun, type NameWord, type ReadName, readName, type StatedRoles } from './read-name.ts'
import { readingForm, withSpelling } from './reading-form.ts'
import { type WordForm, wordForm } from './word-form.ts'

const older = 0.5
const kana = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u

const forms = new WeakMap<HanWord, WordForm>()
function formOf(word: HanWord, scheme: HanScheme): WordForm {
  // A given name in kana may be a foreign name.
  if (kana.test(word.raw)) return wordForm(word.raw, 'person')
  let form = forms.get(word)
  if (form === undefined) {
    form = readingForm(word.raw, { scheme, script: 'Han', spellings: word.spellings, hangul: word.hangul })
    forms.set(word, form)
  }
  return form
}

function inHan(text: string): ReadName[] {
  return readHanName(text).map(({ scheme, words: read }) => {
    const words = read.map(
      (word): NameWord => ({ raw: word.raw, form: formOf(word, scheme), role: word.role, group: null }),
    )
    return { text, words, runs: [], counting: words.length, legalForms: [] }
  })
}

const inBoth = new WeakMap<WordForm, WordForm>()
/** Adds the Wade-Giles spelling to the form of a Pinyin word. Returns other forms unchanged. */
export function withWadeGiles(form: WordForm): WordForm {
  let both = inBoth.get(form)
  if (both === undefined) {
    const spelled = (pinyinSyllables(form.latin) ?? []).map(wadeGiles).join('')
    const other = spelled !== '' && spelled !== form.latin
    both = other ? withSpelling(form, { text: spelled, cost: older }, 'wade-giles') : form
    inBoth.set(form, both)
  }
  return both
}
const wordInBoth = (word: NameWord): NameWord => {
  const form = withWadeGiles(word.form)
  return form === word.form ? word : { ...word, form }
}
const runInBoth = (run: NameRun): NameRun => (run instanceof LazyRun ? run.respelled(withWadeGiles) : run)

/**
 * Adds the Wade-Giles spellings to a Chinese name in Pinyin (family name first or last, a given name of two syllables): Zhang Guohua is also Chang
 * Kuo-hua. Pinyin determines Wade-Giles. Wade-Giles determines Pinyin only with its apostrophes, which documents omit.
 */
function inPinyin(name: ReadName): ReadName {
  const words = name.words
  if (words.length < 2 || words.length > 3 || name.counting !== words.length) return name
  if (words.some((word) => word.form.script !== 'Latin' || word.role === 'patronymic')) return name
  const family = [0, words.length - 1].find((at) => isPinyinSurname(words[at]?.form.latin ?? ''))
  if (family === undefined) return name
  const syllables = words.map((word) => pinyinSyllables(word.form.latin)?.length ?? 9)
  const given = syllables.reduce((sum, count, at) => sum + (at === family ? 0 : count), 0)
  if (given !== 2) return name
  return {
    ...name,
    words: words.map(wordInBoth),
    runs: name.runs.map((run) => (run.from > family || run.to < family ? runInBoth(run) : run)),
  }
}

/** Reads one single name in every possible language. A reading uses one language for the whole name. Returns at least one reading. */
export function readAlternatives(text: string, register: Register, stated?: StatedRoles): ReadName[] {
  if (register === 'person') {
    const han = inHan(text)
    if (han.length > 0) return han
  }
  const name = readName(text, register, stated)
  return [register === 'person' ? inPinyin(name) : name]
}
