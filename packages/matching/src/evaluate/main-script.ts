// Script names of Unicode (UAX 24, long names). Hiragana and Katakana count as one script, Kana.
const scripts = [
  'Arabic',
  'Armenian',
  'Bengali',
  'Cyrillic',
  'Devanagari',
  'Ethiopic',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Hebrew',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Mongolian',
  'Myanmar',
  'Nko',
  'Oriya',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
  'Tifinagh',
] as const
const tests: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/gu],
  ...scripts.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'gu')] as const),
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
]
const onlyAscii = /^[\x00-\x7f]*$/

/**
 * Returns the script of most letters of these names: a Unicode script name, `Kana`, `Other` for a script not in the list, or `None` without letters.
 */
export function mainScript(names: readonly string[]): string {
  const text = names.join(' ')
  if (onlyAscii.test(text)) return /[a-z]/i.test(text) ? 'Latin' : 'None'
  let [best, most] = ['None', 0]
  for (const [name, test] of tests) {
    const count = text.match(test)?.length ?? 0
    if (count > most) [best, most] = [name, count]
  }
  return most === 0 && /\p{L}/u.test(text) ? 'Other' : best
}
