import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCargo } from './read-cargo.ts'

// The folder has one sample message of each family and recorded facts about it. It is not part of the repository.
const FOLDER = new URL('../../../../../shared/data/cargo/', import.meta.url)
const present = existsSync(new URL('expected.json', FOLDER))
if (!present) console.warn('skipped: the recorded cargo messages are not beside this checkout')

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
interface Recorded {
  file: string
  sha256: string[]
  expect: Json
  mustFlag: { code: string; about?: string }[]
  mustNotFlag: { code: string; about?: string }[]
}

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists the paths of recorded facts that differ from the reading. Objects of a list are told apart by their identity. */
function misses(expected: Json, actual: Json | undefined, path: string): string[] {
  if (Array.isArray(expected)) {
    const given = Array.isArray(actual) ? actual : []
    if (!expected.some(isRecord)) return JSON.stringify(expected) === JSON.stringify(given) ? [] : [path]
    return expected.flatMap((one) => missesOfBest(one, given, path))
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [`${path}: missing`]
    return Object.entries(expected).flatMap(([key, value]) => misses(value, actual[key], `${path}.${key}`))
  }
  const isSame =
    typeof expected === 'number' && typeof actual === 'number'
      ? Math.abs(expected - actual) <= 0.0015
      : expected === (actual ?? null)
  return isSame ? [] : [`${path}: ${JSON.stringify(expected)} != ${JSON.stringify(actual)}`]
}

/** Returns the misses beside the object of the list that fits best. */
function missesOfBest(expected: Json, given: readonly Json[], path: string): string[] {
  const all = given.map((one) => misses(expected, one, path)).sort((a, b) => a.length - b.length)
  return all[0] ?? [`${path}: missing`]
}

test.skipIf(!present)('every recorded fact and finding of the sample messages is read', () => {
  const { files } = JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8')) as { files: Recorded[] }
  expect(files.length).toBeGreaterThan(10)
  for (const { file, sha256, expect: facts, mustFlag, mustNotFlag } of files) {
    const bytes = readFileSync(new URL(file, FOLDER))
    expect(sha256).toContain(createHash('sha256').update(bytes).digest('hex'))
    const reading = readCargo(bytes)
    expect(misses(facts, reading as unknown as Json, file)).toEqual([])
    const raised = ({ code, about = '' }: { code: string; about?: string }) =>
      reading.findings.some((finding) => finding.code === code && JSON.stringify(finding).includes(about))
    expect(
      mustFlag.filter((one) => !raised(one)),
      file,
    ).toEqual([])
    expect(mustNotFlag.filter(raised), file).toEqual([])
  }
})
