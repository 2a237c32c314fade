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

/** The script most letters of a word belong to; `mixed` when letters of another one are among them (matching.md 3.2, 3.1 step 9). */
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
// Capitals look like other letters than small ones do: В is B, Н is H. The folding runs after lower-casing, so в -> b holds for both.
const toCyrillic = new Map(pairs.map((pair) => [pair[1] ?? '', pair[0] ?? '']))
const toGreek = new Map(greek.map((pair) => [pair[1] ?? '', pair[0] ?? '']))

/** A lower-cased word that mixes look-alike letters, folded to its majority script (matching.md 3.1, step 9). */
export function foldLookalikes(word: string, script: Script): string {
  const table = script === 'Latin' ? toLatin : script === 'Cyrillic' ? toCyrillic : script === 'Greek' ? toGreek : null
  if (!table) return word
  let out = ''
  for (const letter of word) out += table.get(letter) ?? letter
  return out
}
