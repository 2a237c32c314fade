import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MessagePart } from '../packages/contracts/src/texts/text-faults.ts'
import { unusedParts } from '../packages/desk/leave-out-parts.ts'
import { parse, readCatalogues, readTranslation, translations } from '../scripts/texts/read-catalogues.ts'
import { root, sourceFiles } from './imports.ts'

test('the desk uses no part of Mantine that its build leaves out', () => {
  const parts = Object.entries(unusedParts).flatMap(([component, names]) =>
    names.flatMap((name) => [`${component}.${name}`, component + name]),
  )
  const leftOut = new RegExp(
    `\\b(${parts.join('|').replaceAll('.', '\\.')}|withArrow|FloatingArrow)\\b|type: '(bars|dots)'`,
  )
  const sources = sourceFiles().filter((file) => /^packages\/desk\/src\/.*\.tsx?$/.test(file))
  expect(sources.length).toBeGreaterThan(300)
  expect(sources.filter((file) => leftOut.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

test('the texts of the desk have no format that its build leaves out', () => {
  // In the TYPE of icu-messageformat-parser, 2 is a number, 3 a day and 4 a time.
  const hasFormat = (part: MessagePart & { style?: unknown }): boolean =>
    part.type === 3 ||
    part.type === 4 ||
    (part.type === 2 && part.style != null) ||
    [...Object.values(part.options ?? {}).flatMap(({ value }) => value), ...(part.children ?? [])].some(hasFormat)
  const wrong = readCatalogues().flatMap((catalogue) =>
    (['en', ...translations] as const).flatMap((language) => {
      const texts = language === 'en' ? catalogue.english : textsOf(readTranslation(catalogue, language))
      return Object.entries(texts)
        .filter(([, text]) => parse(text, language).some(hasFormat))
        .map(([key]) => `${language} ${key}`)
    }),
  )
  expect(wrong).toEqual([])
})

const textsOf = (file: ReturnType<typeof readTranslation>): Record<string, string> =>
  Object.fromEntries(Object.entries(file?.texts ?? {}).map(([key, { text }]) => [key, text]))
