import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { TravelReading } from '@entente/contracts'
import { expect, test } from 'vitest'
import { readTravel } from './read-travel.ts'

// The folder has sample messages and recorded facts about them. It is not part of the repository.
const FOLDER = new URL('../../../../shared/data/travel/', import.meta.url)
const present = existsSync(new URL('expected.json', FOLDER))
if (!present) console.warn('skipped: the recorded sample messages are not beside this checkout')

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
interface Recorded {
  files: Record<
    string,
    { sha256: string; expect: string; expected: { findingCodes?: string[]; [key: string]: Json | undefined } }
  >
}
const record = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const OPEN = new Set(['contacts', 'addresses'])
const ORDERED = new Set(['flights', 'legs', 'messages'])

/** Lists the paths of all facts that differ from the reading. Lists of people are compared without regard to order. */
function misses(expected: Json, actual: Json | undefined, path: string): string[] {
  if (Array.isArray(expected)) return missesInList(expected, Array.isArray(actual) ? actual : [], path)
  if (!record(expected))
    return expected === (actual ?? null) ? [] : [`${path}: ${JSON.stringify(expected)} != ${JSON.stringify(actual)}`]
  if (!record(actual)) return [`${path}: missing`]
  return Object.entries(expected).flatMap(([key, value]) => misses(value, actual[key], `${path}.${key}`))
}

function missesInList(expected: Json[], given: Json[], path: string): string[] {
  const name = path.slice(path.lastIndexOf('.') + 1)
  const actual =
    name === 'seats' ? given.filter((seat) => record(seat) && !String(seat.source).endsWith(' text')) : [...given]
  const found: string[] = []
  if (actual.length > expected.length && !OPEN.has(name))
    found.push(`${path}: ${actual.length} entries instead of ${expected.length}`)
  expected.forEach((entry, index) => {
    if (ORDERED.has(name)) {
      found.push(...misses(entry, actual[index], `${path}[${index}]`))
      return
    }
    // The order does not matter: take the entry with the fewest differences, and use each entry only once.
    let best: string[] | null = null
    let at = -1
    for (let i = 0; i < actual.length; i++) {
      const missed = misses(entry, actual[i], `${path}[${index}]`)
      if (best === null || missed.length < best.length) [best, at] = [missed, i]
      if (best.length === 0) break
    }
    found.push(...(best ?? [`${path}[${index}]: missing`]))
    if (at >= 0) actual.splice(at, 1)
  })
  return found
}

test.skipIf(!present)('every recorded person and fact of the sample messages is read, and no more', () => {
  const recorded = JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8')) as Recorded
  const folder = new URL('messages/', FOLDER)
  const bySha = new Map<string, Uint8Array>()
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(new URL(name, folder))
    bySha.set(createHash('sha256').update(bytes).digest('hex'), bytes)
  }
  expect(Object.keys(recorded.files).length).toBeGreaterThan(20)
  for (const [name, { sha256, expected }] of Object.entries(recorded.files)) {
    const reading: TravelReading = readTravel(bySha.get(sha256)!)
    const { findingCodes = [], ...facts } = expected
    expect(misses(facts as Json, reading as unknown as Json, name)).toEqual([])
    const codes = new Set(reading.findings.map(({ code }) => code))
    for (const code of findingCodes)
      expect(
        code.split('|').some((one) => codes.has(one)),
        `${name} ${code}`,
      ).toBe(true)
  }
})

test.skipIf(!present)('the history of the sample messages is kept, and nobody in it is a current traveller', () => {
  let filesWithHistory = 0
  for (const file of readdirSync(new URL('messages/', FOLDER))) {
    const bytes = readFileSync(new URL(`messages/${file}`, FOLDER))
    const histories = readTravel(bytes).messages.flatMap((message) =>
      message.type === 'PNRGOV' ? message.reservations.map(({ history }) => history) : [],
    )
    const names = histories.map((history) => history.names.length + (history.otherSegments.TIF ?? 0))
    const legs = histories.map((history) => history.legs.length)
    expect({ TIF: sum(names), TVL: sum(legs) }, file).toEqual(segmentsOfHistory(bytes))
    expect(
      histories.flatMap((history) => [...history.names, ...history.legs]).every(({ action }) => action !== null),
    ).toBe(true)
    if (sum(names) + sum(legs) > 0) filesWithHistory++
  }
  expect(filesWithHistory).toBeGreaterThan(2)
})

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

/** Counts the names and flights after ABI, without the reader. */
function segmentsOfHistory(bytes: Uint8Array): { TIF: number; TVL: number } {
  const count = { TIF: 0, TVL: 0 }
  let inHistory = false
  for (const [, tag] of new TextDecoder('latin1')
    .decode(bytes)
    .matchAll(/(?<=['*~\s])(ABI|SRC|UNH|TIF|TVL)(?=[+'*~])/g)) {
    if (tag === 'ABI') inHistory = true
    else if (tag === 'SRC' || tag === 'UNH') inHistory = false
    else if (inHistory) count[tag as 'TIF' | 'TVL']++
  }
  return count
}
