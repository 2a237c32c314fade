const names = [
  'Latin',
  'Arabic',
  'Cyrillic',
  'Greek',
  'Hebrew',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Tibetan',
  'Georgian',
  'Armenian',
  'Ethiopic',
  'Thaana',
  'Syriac',
  'Mongolian',
] as const
const tests = names.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const)

/** The scripts whose letters a text has, by their Unicode names; `Other` for a letter of none that is known here. */
export function scriptsOf(text: string): string[] {
  if (/^[\x00-\x7f]*$/.test(text)) return /[a-z]/i.test(text) ? ['Latin'] : []
  const found: string[] = tests.filter(([, test]) => test.test(text)).map(([name]) => name)
  return found.length === 0 && /\p{L}/u.test(text) ? ['Other'] : found
}
