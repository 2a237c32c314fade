import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineVersion } from './engine-version.ts'

const sources = join(import.meta.dirname, '..')
const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  )

test('the version of the tables is their hash', () => {
  const hash = createHash('sha256')
  for (const file of files(join(sources, 'tables')).sort()) hash.update(readFileSync(file))
  expect(engineVersion.tables).toBe(hash.digest('hex'))
})
test('every table names its source', () => {
  for (const file of files(join(sources, 'tables')))
    expect(readFileSync(file, 'utf8').slice(0, 600)).toMatch(/Source:|"source": "\w/)
})
test('the version of the code is the version of the package', () => {
  const manifest: { version: string } = JSON.parse(readFileSync(join(sources, '..', 'package.json'), 'utf8'))
  expect(engineVersion.code).toBe(manifest.version)
})
test('the library uses no Node module, environment variable, clock or random number', () => {
  for (const file of files(sources).filter((name) => name.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/.test(name)))
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/from 'node:|process\.|\bBuffer\b|Date\.now|Math\.random/)
})
