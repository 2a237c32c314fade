import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCargo } from './read-cargo.ts'

// The folder has sample messages and recorded facts about them. It is not part of the repository. Beside it, lawful-messages.test.ts reads
// invented messages of the same families.
const FOLDER = new URL('../../../../../shared/data/cargo/', import.meta.url)
const present = existsSync(new URL('expected.json', FOLDER))
if (!present) console.warn('skipped: the recorded cargo messages are not beside this checkout')

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
interface RecordedFile {
  file: string
  sha256: string[]
  expect: Json
  mustFlag: { code: string; about?: string }[]
  mustNotFlag: { code: string; about?: string }[]
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const identities = ['id', 'role', 'seq', 'consignmentId', 'equipmentId']

/** Lists the facts that the reading does not have. An expected object is compared with the most similar one that is left. */
function misses(expected: Json, actual: Json | undefined, path: string): string[] {
  if (isObject(expected)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      misses(value, isObject(actual) ? actual[key] : undefined, `${path}.${key}`),
    )
  }
  if (Array.isArray(expected) && expected.some(isObject)) {
    const left = Array.isArray(actual) ? [...actual] : []
    return expected.flatMap((entry, at) => {
      const ranked = left
        .map((one) => ({ one, wrong: misses(entry, one, `${path}[${at}]`) }))
        .sort((a, b) => shared(entry, b.one) - shared(entry, a.one) || a.wrong.length - b.wrong.length)
      const [best] = ranked
      if (best === undefined) return [`${path}[${at}]: missing`]
      left.splice(left.indexOf(best.one), 1)
      return best.wrong
    })
  }
  if (typeof expected === 'number' && typeof actual === 'number' && Math.abs(expected - actual) <= 0.0015) return []
  return JSON.stringify(expected) === JSON.stringify(actual ?? null) ? [] : [`${path}: ${JSON.stringify(actual)}`]
}

const shared = (expected: Json, actual: Json): number =>
  isObject(expected) && isObject(actual)
    ? identities.filter((key) => key in expected && expected[key] === actual[key]).length
    : 0

test.skipIf(!present)('every recorded fact and finding of the cargo messages is read, and no forbidden one', () => {
  const { files } = JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8')) as { files: RecordedFile[] }
  expect(files.length).toBeGreaterThan(10)
  for (const { file, sha256, expect: facts, mustFlag, mustNotFlag } of files) {
    const bytes = readFileSync(new URL(file, FOLDER))
    expect(sha256, file).toContain(createHash('sha256').update(bytes).digest('hex'))
    const reading = readCargo(bytes, { file })
    expect(misses(facts, JSON.parse(JSON.stringify(reading)), file)).toEqual([])
    const isRaised = ({ code, about = '' }: { code: string; about?: string }) =>
      reading.findings.some((finding) => finding.code === code && JSON.stringify(finding).includes(about))
    expect([file, mustFlag.filter((one) => !isRaised(one)), mustNotFlag.filter(isRaised)]).toEqual([file, [], []])
  }
})
