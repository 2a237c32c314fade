import { expect, test } from 'vitest'
import { guessSignals } from './try-content-page.tsx'

const kinds = (pasted: string) => guessSignals(pasted)?.map(({ type }) => type) ?? null

test.each([
  ['a'.repeat(64), ['pdq', 'sha256']],
  [` ${'0F'.repeat(16)}\n`, ['md5']],
  ['b'.repeat(40), ['sha1']],
  [`T1${'C'.repeat(70)}`, ['tlsh']],
  ['https://example.org/a?b=1', ['url']],
  ['hxxps://example[.]org/a', ['url']],
  ['example.org', ['url']],
  ['exämple.org/seite', ['url']],
  ['Join us at example.org tonight', ['text']],
  ['f'.repeat(63), ['text']],
])('the pasted text %s is compared as %j', (pasted, expected) => {
  expect(kinds(pasted)).toEqual(expected)
})
test('a text of blanks is not compared', () => {
  expect(guessSignals(' \n\t')).toBeNull()
})
