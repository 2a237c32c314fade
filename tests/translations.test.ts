import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placesOf, textFaults } from '../packages/contracts/src/texts/text-faults.ts'
import {
  parse,
  readCatalogues,
  readTranslation,
  root,
  type TranslatedFile,
  translations,
} from '../scripts/texts/read-catalogues.ts'
import { keyFiles } from '../scripts/texts/write-keys.ts'

const catalogues = readCatalogues()
const files = translations.flatMap((language) =>
  catalogues.flatMap((catalogue) => {
    const file = readTranslation(catalogue, language)
    return file === null ? [] : [{ language, catalogue, file, path: catalogue.fileOf(language) }]
  }),
)
type Language = (typeof translations)[number]

/** Describes what is wrong with the texts of one file. */
function faultsIn(language: Language, english: Record<string, string>, { draft, texts }: TranslatedFile): string[] {
  return Object.entries(texts).flatMap(([key, { text, english: translated, confirmed }]) => {
    const now = english[key]
    if (now === undefined) return [`${key}: there is no English text with this key`]
    if (!draft && confirmed === undefined) return [`${key}: the file is no draft, but nobody confirmed this text`]
    if (text === '') return confirmed ? [`${key}: an empty text is confirmed`] : []
    if (confirmed && translated !== now)
      return [`${key}: the English text changed after ${confirmed.by} confirmed this one`]
    // A draft of an earlier English text is not shown, so its arguments are those of that text.
    const places = placesOf(parse(translated, 'en'))
    return textFaults(parse(text, language), places, language).map(({ code, what }) => `${key}: ${code} ${what}`)
  })
}

test('each translated text has the arguments, tags, options and plural forms that it needs', () => {
  const faults = files.flatMap(({ language, catalogue, file, path }) =>
    faultsIn(language, catalogue.english, file).map((fault) => `${path} ${fault}`),
  )
  expect(faults).toEqual([])
  expect(files.length).toBeGreaterThanOrEqual(5 * 6)
})

const english = {
  'a.count': '{n, plural, one {# case} other {# cases}}',
  'a.who': '<b>{name}</b>',
  'a.to': '{to, select, me {me} other {you}}',
}
const confirmed = { by: 'A. Translator', on: '2026-12-01' }
const inEnglish = (key: keyof typeof english, text: string) => ({ [key]: { text, english: english[key] } })
test.each<[string, Language, Record<string, TranslatedFile['texts'][string]>, string]>([
  ['an unknown key', 'fr', { 'a.lost': { text: 'x', english: 'x' } }, 'there is no English text'],
  ['a missing argument', 'fr', inEnglish('a.count', 'dossiers'), 'argument-missing n'],
  ['an argument that English does not have', 'fr', inEnglish('a.who', '<b>{name} {age}</b>'), 'argument-unknown age'],
  [
    'a missing form of Arabic',
    'ar',
    inEnglish('a.count', '{n, plural, zero {0} one {1} two {2} few {3} other {4}}'),
    'plural-form-missing n many',
  ],
  [
    'a missing form of Russian',
    'ru',
    inEnglish('a.count', '{n, plural, one {#} many {#} other {#}}'),
    'plural-form-missing n few',
  ],
  [
    'a number that the form does not always have',
    'fr',
    inEnglish('a.count', '{n, plural, one {1 dossier} other {# dossiers}}'),
    'plural-form-number n one',
  ],
  ['a missing tag', 'es', inEnglish('a.who', '{name}'), 'tags-differ b'],
  ['another tag', 'es', inEnglish('a.who', '<b>{name}</b> <i>x</i>'), 'tags-differ i'],
  ['a missing option', 'zh', inEnglish('a.to', '{to, select, other {x}}'), 'options-differ to'],
  [
    'English that changed after the review',
    'fr',
    { 'a.who': { text: '<b>{name}</b>', english: '<b>{name}</b>!', confirmed } },
    'changed after A. Translator',
  ],
])('a translation with %s is reported', (_, language, texts, fault) => {
  expect(faultsIn(language, english, { draft: true, texts })).toEqual([expect.stringContaining(fault)])
})

test('a file is a draft until a named person confirmed every text', () => {
  const texts = inEnglish('a.who', '<b>{name}</b>')
  expect(faultsIn('fr', english, { draft: false, texts })).toEqual([expect.stringContaining('nobody confirmed')])
})

test('the keys and arguments of the texts are written anew after each change of English', () => {
  const stale = keyFiles(catalogues).filter(([path, content]) => readFileSync(join(root, path), 'utf8') !== content)
  expect(stale.map(([path]) => `${path}: run npm run texts`)).toEqual([])
})
