import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './imports.ts'

interface Row {
  /** The rule, as one sentence. */
  rule: string
  file: string
  before: string
  after: string
  /** One or several test files. One of their tests fails if `before` is replaced by `after`. */
  test: string | string[]
}

// `npm run mutation` breaks each rule once and expects a test to fail. This test only checks that the rows match the present code.
const rows = JSON.parse(readFileSync(join(root, 'tests/broken-rules.json'), 'utf8')) as Row[]

test('each row has a unique sentence, a change that breaks the rule, and a test', () => {
  expect(rows.length).toBeGreaterThanOrEqual(30)
  expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length)
  for (const row of rows) {
    expect(Object.keys(row).sort(), row.rule).toEqual(['after', 'before', 'file', 'rule', 'test'])
    expect(row.rule).toMatch(/^[A-Z].{10,}\.$/)
    expect(row.after, row.rule).not.toBe(row.before)
    expect([row.test].flat().length, row.rule).toBeGreaterThan(0)
  }
})

test('the text that a row replaces occurs exactly once in its file', () => {
  const found = rows.filter(({ file, before }) => {
    const path = join(root, file)
    return !existsSync(path) || readFileSync(path, 'utf8').split(before).length !== 2
  })
  expect(found.map(({ rule, file }) => `${file}: ${rule}`)).toEqual([])
})

test('the test files that a row names exist', () => {
  const named = rows.flatMap(({ test: files }) => files)
  expect(named.filter((file) => !/\.test\.tsx?$/.test(file) || !existsSync(join(root, file)))).toEqual([])
})
