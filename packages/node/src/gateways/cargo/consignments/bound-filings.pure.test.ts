import type { CargoConsignment, CargoFinding, CargoFormat, CargoHeader } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDefective } from '../classes/rejected-codes.ts'
import { filedOf, partyOf } from '../consignment.fixture.ts'
import { boundFilings, mostOfFiler } from './bound-filings.ts'
import { correctedIn } from './corrected-in.ts'
import { addLeftOut, inForceOf, mergeFilings, mostLeftOut, type OrderedFiling } from './merge-filings.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 5, 1, 8, minutes))
function filing(
  minutes: number,
  change: Partial<CargoConsignment>,
  given: { format?: CargoFormat; header?: Partial<CargoHeader>; filer?: string; message?: string } = {},
): OrderedFiling {
  const { format = 'cuscar', header = {}, filer = 'line', message = `message-${minutes}` } = given
  return {
    ...{ id: `${filer}-${minutes}`, filer, foreign: false, messageId: message, format, receivedAt: at(minutes) },
    ...{ preparedAt: at(minutes), position: String(minutes).padStart(6, '0') },
    content: filedOf(change, header),
  }
}
const idsOf = (filings: readonly OrderedFiling[]) => filings.map(({ id }) => id)

test('the filings of one filer are bounded, and those of another one stay', () => {
  const repeated = Array.from({ length: 1000 }, (_, minute) => filing(minute, {}))
  const other = filing(2, { description: 'PUMPS' }, { filer: 'forwarder' })
  const { merged, retired, leftOut } = boundFilings([...repeated, other])
  expect(merged.length).toBeLessThanOrEqual(mostOfFiler + 1)
  expect(idsOf(merged)).toContain(other.id)
  // The newest is in force, and all others are superseded.
  expect([idsOf(merged).includes('line-999'), leftOut]).toEqual([true, []])
  expect(merged.length + retired.length).toBe(1001)
  const { inForce } = mergeFilings(merged)
  expect([...inForce].sort()).toEqual(['forwarder-2', 'line-999'])
})

test('a cancelled document does not return when the filings are bounded', () => {
  const amend = { header: { function: 'amendment' } } as const
  const first = [filing(0, { description: 'PUMPS' }), filing(1, {}, { header: { function: 'cancellation' } })]
  const chain = [filing(2, { description: 'VALVES' })]
  for (let minute = 3; minute < 400; minute++) chain.push(filing(minute, { pieces: minute }, amend))
  const { merged, leftOut } = boundFilings([...first, ...chain])
  const { merged: version, inForce } = mergeFilings(merged, addLeftOut(null, leftOut))
  expect(version.consignment).toMatchObject({ description: 'VALVES', pieces: 399 })
  expect([inForce.has('line-0'), inForce.has('line-2'), leftOut.length > 0]).toEqual([false, true, true])
  const all = boundFilings([...first, ...chain, filing(500, {}, { header: { function: 'cancellation' } })])
  expect(mergeFilings(all.merged).inForce.size).toBe(0)
})

test('parties and codes of filings in force above the limit still count, up to a limit', () => {
  const many = Array.from({ length: 300 }, (_, minute) =>
    filing(
      minute,
      { parties: [partyOf('consignee', `Mill ${minute}`)], hsCodes: [String(840_000 + minute)] },
      { message: 'm' },
    ),
  )
  const { merged, leftOut } = boundFilings(many)
  const sum = addLeftOut(null, leftOut)
  const { consignment } = mergeFilings(merged, sum).merged
  expect(new Set(consignment.parties.map(({ name }) => name)).size).toBe(300)
  expect(consignment.hsCodes).toHaveLength(300)
  // The next merge meets what was left out before, and counts it once.
  expect(addLeftOut(sum, leftOut)).toEqual(sum)
  const more = Array.from({ length: 2 * mostLeftOut }, (_, minute) =>
    filing(minute, { parties: [partyOf('consignee', `Kiln ${minute}`)] }),
  )
  expect(addLeftOut(sum, more)?.parties).toHaveLength(mostLeftOut)
})

const consignee = [partyOf('consignee', 'Lune Mill')]
/** The parts of an amendment, each with a defect of it. */
const kinds = {
  plain: { change: { pieces: 7 }, code: null },
  vague: { change: { description: 'GOODS' }, code: 'VAGUE_DESCRIPTION' },
  described: { change: { description: 'OAK CHAIRS' }, code: null },
  nameless: { change: { parties: [partyOf('consignee', '')] }, code: 'PARTY_INCOMPLETE' },
  named: { change: { parties: consignee }, code: null },
  notified: { change: { parties: [partyOf('notify', 'Lune Port')] }, code: null },
  malformed: { change: { hsCodes: ['9'] }, code: 'HS_MALFORMED' },
  misnumbered: { change: { pieces: 7 }, code: 'AWB_CHECK_DIGIT' },
  coded: { change: { hsCodes: ['940171'] }, code: null },
} satisfies Record<string, { change: Partial<CargoConsignment>; code: string | null }>
const rare = Object.keys(kinds).filter((kind) => kind !== 'plain') as (keyof typeof kinds)[]
const hasDefect = (chain: readonly OrderedFiling[]): boolean => {
  const inForce = inForceOf(chain)
  const corrected = new Set(inForce.flatMap(correctedIn))
  return inForce.flat().some(({ id, content }) => isDefective(content) && !corrected.has(id))
}

test('the bound neither drops a defect that nobody corrected nor the correction of another one', () => {
  const placed = fc.array(fc.tuple(fc.nat(mostOfFiler + 60), fc.constantFrom(...rare)), { maxLength: 8 })
  const check = (at: readonly (readonly [number, keyof typeof kinds])[]) => {
    const kindAt = new Map(at)
    const chain = Array.from({ length: mostOfFiler + 60 }, (_, minute) => {
      const { change, code } = kinds[kindAt.get(minute) ?? 'plain']
      const made = filing(minute, change, minute === 0 ? {} : { header: { function: 'amendment' } })
      const party = code === 'PARTY_INCOMPLETE' ? 'consignee' : null
      const findings = code === null ? [] : [{ code, item: null, party, reject: true } as CargoFinding]
      return { ...made, content: { ...made.content, findings } }
    })
    const { merged } = boundFilings(chain)
    expect([merged.length, hasDefect(merged)]).toEqual([mostOfFiler, hasDefect(chain)])
  }
  check([
    [0, 'vague'],
    [1, 'described'],
    [2, 'misnumbered'],
  ])
  fc.assert(fc.property(placed, check), { numRuns: 60 })
})
