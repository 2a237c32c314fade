import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './imports.ts'

interface Row {
  /** One sentence. */
  rule: string
  file: string
  before: string
  after: string
  /** The test file, or files, of which a test fails while `after` stands in the place of `before`. */
  test: string | string[]
}

// `npm run mutation` breaks each rule once and expects a test to fail. Here only that the rows fit the code as it is.
const rows = JSON.parse(readFileSync(join(root, 'tests/broken-rules.json'), 'utf8')) as Row[]

test('a row of broken rules has a sentence of its own, a break, and at least one test', () => {
  expect(rows.length).toBeGreaterThanOrEqual(30)
  expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length)
  for (const row of rows) {
    expect(Object.keys(row).sort(), row.rule).toEqual(['after', 'before', 'file', 'rule', 'test'])
    expect(row.rule).toMatch(/^[A-Z].{10,}\.$/)
    expect(row.after, row.rule).not.toBe(row.before)
    expect([row.test].flat().length, row.rule).toBeGreaterThan(0)
  }
})

test('the text that a row breaks stands exactly once in its file', () => {
  const found = rows.filter(({ file, before }) => {
    const path = join(root, file)
    return !existsSync(path) || readFileSync(path, 'utf8').split(before).length !== 2
  })
  expect(found.map(({ rule, file }) => `${file}: ${rule}`)).toEqual([])
})

test('the test files of a row exist', () => {
  const named = rows.flatMap(({ test: files }) => files)
  expect(named.filter((file) => !/\.test\.tsx?$/.test(file) || !existsSync(join(root, file)))).toEqual([])
})
