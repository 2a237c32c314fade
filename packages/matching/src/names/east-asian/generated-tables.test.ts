import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../tables/generated')
const files = readdirSync(folder).sort()
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

// A table changes only by its script: then its hash here changes with it.
const hashes: Readonly<Record<string, string>> = {
  'han-variants.ts': 'b509796e8ac01345',
  'hangul-readings.ts': '800a9d8cf686c0e6',
  'japanese-given-names.ts': '79841417d088b052',
  'japanese-surnames.ts': '040c5775f1eb03a0',
  'jyutping-readings.ts': 'a0d1a73240640815',
  'on-kun-readings.ts': 'b9cf1a0b9e734eef',
  'pinyin-readings.ts': '4461e12e0c73e153',
}

test.each(files)('%s is what its script wrote, and says where it comes from', (name) => {
  const text = read(name)
  expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe(hashes[name])
  expect(text).toMatch(/Source: .*Debian package \S+ \S+\. Licence: .*NOTICE/)
  expect(text).toContain('npm run tables -w @entente/matching')
})
test('all generated tables together stay under 3 MB compressed', () => {
  const bytes = files.reduce((sum, name) => sum + gzipSync(read(name)).length, 0)
  expect(files).toHaveLength(Object.keys(hashes).length)
  expect(bytes).toBeLessThan(3_000_000)
})
test('the notices that the licences ask for are shipped', () => {
  const notice = readFileSync(join(import.meta.dirname, '../../../NOTICE'), 'utf8')
  expect(notice).toContain('Unicode, Inc. All rights reserved')
  expect(notice).toContain('Nara Institute of Science and Technology (NAIST)')
  expect(notice).toContain('ICOT Free Software')
})
