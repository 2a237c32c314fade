import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorTable } from '../errors.ts'
import { errorCatalogue } from './error-catalogue.ts'

test('the page of errors in docs/ is made from the table as it is now', () => {
  const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')
  expect(page, 'run: npm run errors').toBe(errorCatalogue())
})

test('the catalogue has every code once, and advice for every status', () => {
  const page = errorCatalogue()
  for (const [code] of Object.entries(errorTable)) expect(page.split(`| \`${code}\` |`), code).toHaveLength(2)
  expect(page).not.toMatch(/^## \d+ $/m)
})
