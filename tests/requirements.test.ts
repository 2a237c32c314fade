import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './imports.ts'

const page = readFileSync(join(root, 'docs/requirements.md'), 'utf8')
const paths = [...new Set([...page.matchAll(/`([a-z]+\/[^`\s]+)`/g)].map((match) => match[1] ?? ''))]

test('every path that the table of requirements names exists', () => {
  expect(paths.length).toBeGreaterThan(80)
  expect(paths.filter((path) => !existsSync(join(root, 'packages', path)))).toEqual([])
})

test.each([
  ['travel', 23],
  ['matching', 25],
  ['cargo', 35],
  ['exchange', 26],
  ['safeguards', 26],
])('the table of bad input of %s covers every row number', (subject, rows) => {
  const table = page.split('\n\n').find((part) => part.startsWith(`| ${subject} | input |`)) ?? ''
  const named = new Set<number>()
  for (const [, cell = ''] of table.matchAll(/^\| ([\d, to]+) \|/gm)) {
    for (const part of cell.split(', ')) {
      const [from = 0, to = from] = part.split(' to ').map(Number)
      for (let row = from; row <= to; row++) named.add(row)
    }
  }
  expect([...named].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, place) => place + 1))
})
