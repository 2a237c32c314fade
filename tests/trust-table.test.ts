import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './imports.ts'

test.each(['SECURITY.md', 'docs/oversight.md'])('every test that %s names exists', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  const named = [...text.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, name]) => `/${name}`)
  const all = sourceFiles().map((file) => `/${file}`)
  expect(named.length).toBeGreaterThan(8)
  expect(named.filter((name) => !all.some((file) => file.endsWith(name)))).toEqual([])
})

/** The rows of the table below a heading. */
function rowsBelow(page: string, heading: string): string[][] {
  const text = readFileSync(join(root, page), 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = text.split('\n').filter((line) => line.startsWith('| '))
  return rows.slice(1).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

test('the trust table names peers, TAXII, STIX, MISP, uploads, decoders, fetching and blind questions, each with a test', () => {
  const rows = rowsBelow('SECURITY.md', 'Trust boundaries').map((cells) => cells.join(' '))
  const named = ['other members', 'TAXII', 'STIX', 'MISP', 'uploads', 'decoders', 'fetching', 'blind questions']
  const missing = named.filter((name) => !rows.some((row) => row.includes(name) && row.includes('.test.ts`')))
  expect(missing).toEqual([])
})

test('every line about who can do what has its test, in both pages', () => {
  const lines = rowsBelow('SECURITY.md', 'Who can do what')
  expect(lines.map(([who = '']) => who[0])).toEqual(['a', 'a', 'b', 'c', 'd', 'e', 'f'])
  // A laptop claims nothing, so `doctor` says so.
  const claims = lines.filter(([, , cannot]) => cannot !== '-')
  const insiders = rowsBelow('docs/oversight.md', 'What insiders can do')
  expect(insiders.length).toBeGreaterThan(5)
  const untested = [...claims, ...insiders].filter(([, , , tests]) => tests?.includes('.test.ts`') !== true)
  expect(untested.map(([who]) => who)).toEqual([])
})
