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
  ['people and keys', 20],
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

test('every requirement and pitfall of people and keys has a row with a test, or says that it is missing', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('|'))
  const hasTest = (name: string, of: readonly string[]) =>
    of.some((row) => new RegExp(`\\b${name}\\b`).test(row.split('|')[1] ?? '') && /\.test\.ts|not yet/.test(row))
  const names = Array.from({ length: 10 }, (_, place) => `K${place + 1}`)
  expect(names.filter((name) => !hasTest(name, rows))).toEqual([])
  const pitfalls = (page.split('\n\n').find((part) => part.startsWith('| pitfall |')) ?? '')
    .replaceAll(/P(\d+) to P(\d+)/g, (_, from, to) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, place) => `P${Number(from) + place}`).join(', '),
    )
    .split('\n')
  const all = Array.from({ length: 14 }, (_, place) => `P${place + 1}`)
  expect(all.filter((name) => !hasTest(name, pitfalls))).toEqual([])
})
