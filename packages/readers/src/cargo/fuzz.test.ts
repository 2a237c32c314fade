import type { CargoReading } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mutateMessage, seededRandom } from '../fuzz/mutate.ts'
import { inventedFfm, inventedFhl, inventedFwb } from './cargo-imp/invented-cargo-imp.fixture.ts'
import { inventedXffm, inventedXfwb, inventedXfzb } from './cargo-xml/invented-cargo-xml.fixture.ts'
import { inventedBaplie2, inventedBaplie3, inventedCuscar } from './edifact/invented-edifact.fixture.ts'
import { awmds, DEC, ENS } from './invented-declarations.fixture.ts'
import { readCargo } from './read-cargo.ts'

const declarations = [ENS, DEC, awmds([{ reference: 'RR1' }, { reference: 'RR2' }])]
const xml = [inventedXfwb(), inventedXfzb(), inventedXffm(), ...declarations]
const others = [inventedCuscar, inventedBaplie2, inventedBaplie3, inventedFwb, inventedFhl, inventedFfm]
const SEEDS = [...xml, ...others].map((text) => Buffer.from(text))

/** Checks the rules that apply to every reading, whatever the input. */
function judge(bytes: Uint8Array, reading: CargoReading): void {
  const { outcome, quarantined, findings, messages } = reading
  const hasError = findings.some(({ severity }) => severity === 'error')
  if (outcome !== 'read' && !hasError) throw new Error(`${outcome} without an error`)
  if ((outcome === 'read') !== (quarantined.length === 0 && messages.length > 0)) throw new Error(`${outcome} is wrong`)
  for (const { from, to } of quarantined) {
    if (!(from >= 0 && to > from && to <= bytes.length)) throw new Error(`range ${from}-${to} of ${bytes.length}`)
  }
  for (const { code, position, literal, at } of findings) {
    if (position !== null && !(position.byte >= 0 && position.byte <= bytes.length)) {
      throw new Error(`${code} at ${position.byte}`)
    }
    if (literal !== null && literal.length > 120) throw new Error(`${code}: literal of ${literal.length}`)
    // What is cut away may have had findings.
    if (at !== null && outcome === 'read' && !exists(reading, at))
      throw new Error(`${code} at ${at}, which is not there`)
  }
  for (const { consignments } of messages) {
    for (const { key } of consignments) if (!key.includes('/')) throw new Error(`${key} is no key`)
  }
}

/** Tells whether a JSON pointer leads to a value, or to a field that may be there. */
function exists(reading: CargoReading, pointer: string): boolean {
  let value: unknown = reading
  for (const name of pointer.split('/').slice(1, -1)) value = (value as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'object' && value !== null
}

const MESSAGES = Number(process.env.ENTENTE_FUZZ ?? 2_000)

test(`${MESSAGES} damaged messages never throw, and every byte is accounted for`, () => {
  const random = seededRandom(20261130)
  const outcomes = new Set<string>()
  for (let turn = 0; turn < MESSAGES; turn++) {
    const bytes = mutateMessage(SEEDS[random(SEEDS.length)] as Uint8Array, random)
    const reading = readCargo(bytes)
    outcomes.add(reading.outcome)
    judge(bytes, reading)
  }
  expect([...outcomes].sort()).toEqual(['partly-read', 'quarantined', 'read'])
})

test('reading arbitrary bytes never throws', () => {
  const starts = ['', '<Waybill>', "UNB+UNOA:2+A+B'UNH+1+CUSCAR:D:95B:UN'", 'FWB/16\n', 'FFM/8\n1/ZZ88/03OCT/IST\n']
  const damaged = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }))
  fc.assert(
    fc.property(damaged, ([start, bytes]) => {
      const whole = Buffer.concat([Buffer.from(start), bytes])
      judge(whole, readCargo(whole))
    }),
    { numRuns: 500, seed: 7 },
  )
})
