export type Script = 'Latin' | 'Cyrillic' | 'Greek' | 'Arabic' | 'Hebrew' | 'Han' | 'Hangul' | 'Kana' | 'Other' | 'None'

const tests: readonly (readonly [Script, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/gu],
  ['Cyrillic', /\p{Script=Cyrillic}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Han', /\p{Script=Han}/gu],
  ['Hangul', /\p{Script=Hangul}/gu],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
]

/** Returns the script of most letters of a word. `mixed` is true if the word also has letters of another script. */
export function scriptOf(text: string): { script: Script; mixed: boolean } {
  if (/^[\x00-\x7f]*$/.test(text)) return { script: /[a-zA-Z]/.test(text) ? 'Latin' : 'None', mixed: false }
  let best: Script = 'None'
  let most = 0
  let kinds = 0
  for (const [script, test] of tests) {
    const count = text.match(test)?.length ?? 0
    if (count === 0) continue
    kinds += 1
    if (count > most) {
      most = count
      best = script
    }
  }
  if (most === 0 && /\p{L}/u.test(text)) return { script: 'Other', mixed: false }
  return { script: best, mixed: kinds > 1 && best !== 'Han' && best !== 'Kana' && best !== 'Hangul' }
}

const pairs: readonly string[] = [
  'аa',
  'еe',
  'оo',
  'рp',
  'сc',
  'уy',
  'хx',
  'іi',
  'јj',
  'ѕs',
  'вb',
  'нh',
  'кk',
  'мm',
  'тt',
]
const greek: readonly string[] = ['αa', 'βb', 'εe', 'ηn', 'ιi', 'κk', 'μm', 'νv', 'οo', 'ρp', 'τt', 'υy', 'χx']
const toLatin = new Map([...pairs, ...greek].map((pair) => [pair[0] ?? '', pair[1] ?? '']))
// Some letters look alike only as capitals: В and B, Н and H. Words are in lower case here, so в becomes b in both cases.
const toCyrillic = new Map(pairs.map((pair) => [pair[1] ?? '', pair[0] ?? '']))
const toGreek = new Map(greek.map((pair) => [pair[1] ?? '', pair[0] ?? '']))

/** Replaces the look-alike letters of another script in a lower-cased word by letters of `script`. */
export function foldLookalikes(word: string, script: Script): string {
  const table = script === 'Latin' ? toLatin : script === 'Cyrillic' ? toCyrillic : script === 'Greek' ? toGreek : null
  if (!table) return word
  let out = ''
  for (const letter of word) out += table.get(letter) ?? letter
  return out
}
