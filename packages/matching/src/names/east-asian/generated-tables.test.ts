import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../tables/generated')
const files = readdirSync(folder).sort()
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

// Only a table's script may change the table. Whenever it does, its hash here must be updated.
const hashes: Readonly<Record<string, string>> = {
  'han-variants.json': '3483fb1f8ed0b3c5',
  'hangul-readings.json': '68709622ac2703d2',
  'japanese-given-names.json': '47d928e0fab82def',
  'japanese-surnames.json': '2bcebb674ae0da80',
  'jyutping-readings.json': '88b4f83406010fc3',
  'on-kun-readings.json': 'beb5e83bfa96565e',
  'pinyin-readings.json': 'c8c0d0a3a382ce7a',
}

test.each(files)('the table %s is as its script wrote it, with source and licence', (name) => {
  const text = read(name)
  expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe(hashes[name])
  const { source, licence, generatedBy } = JSON.parse(text)
  expect(source).toMatch(/Debian package \S+ \S+$/)
  expect(licence).toContain('NOTICE')
  expect(generatedBy).toContain('npm run tables -w @entente/matching')
})
test('all generated tables together take less than 3 MB compressed', () => {
  const bytes = files.reduce((sum, name) => sum + gzipSync(read(name)).length, 0)
  expect(files).toHaveLength(Object.keys(hashes).length)
  expect(bytes).toBeLessThan(3_000_000)
})
test('the package has the notices that the licences require', () => {
  const notice = readFileSync(join(import.meta.dirname, '../../../NOTICE'), 'utf8')
  expect(notice).toContain('Unicode, Inc. All rights reserved')
  expect(notice).toContain('Nara Institute of Science and Technology (NAIST)')
  expect(notice).toContain('ICOT Free Software')
})
