import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTextOverrides } from './text-overrides.ts'

const places = {
  'shell.product': {},
  'queue.overdue': { count: { kind: 'number' as const } },
  'log.who': { name: { kind: 'plain' as const }, strong: { kind: 'tag' as const } },
}
const folder = mkdtempSync(join(tmpdir(), 'texts-'))
let files = 0
function fileWith(content: unknown): string {
  files += 1
  const path = join(folder, `${files}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const six = '{count, plural, zero {صفر} one {حالة} two {حالتان} few {# حالات} many {# حالة} other {# حالة}}'

test('the texts of a member are read by language and key', () => {
  const texts = { fr: { 'shell.product': 'Entente du Nord' }, ar: { 'queue.overdue': six } }
  expect(readTextOverrides(fileWith(texts), places)).toEqual(texts)
})

test.each([
  ['{', 'is no JSON'],
  [{ de: { 'shell.product': 'x' } }, 'de'],
  [{ fr: { 'shell.prodcut': 'x' } }, 'fr shell.prodcut: there is no text with this key'],
  [{ fr: { 'queue.overdue': 'en retard' } }, 'fr queue.overdue: lacks the argument {count}'],
  [{ fr: { 'shell.product': '{nom}' } }, 'fr shell.product: has the argument {nom}'],
  [{ en: { 'shell.product': '<b>Entente</b>' } }, 'en shell.product: differs from the English text in the tag <b>'],
  [{ en: { 'log.who': '{name}' } }, 'en log.who: differs from the English text in the tag <strong>'],
  [
    { ru: { 'queue.overdue': '{count, plural, one {#} other {#}}' } },
    'ru queue.overdue: lacks the plural form count few',
  ],
  [{ en: { 'shell.product': 'a {' } }, 'en shell.product: is no ICU message'],
  [{ en: { 'shell.product': 'a\u202eb' } }, 'en shell.product: contains a control character'],
  [{ en: { 'shell.product': 'x'.repeat(2001) } }, 'en shell.product'],
  [' '.repeat(600_000), 'has 600000 bytes; at most 524288 are read'],
])('the start is refused with a file of texts %#: %s', (content, words) => {
  expect(() => readTextOverrides(fileWith(content), places)).toThrow(words)
})

test('the start is refused if the file is missing or the desk is not built', () => {
  expect(() => readTextOverrides(join(folder, 'none.json'), places)).toThrow('none.json does not exist')
  expect(() => readTextOverrides(fileWith({}), null)).toThrow('the desk is not built')
})
