import type { CargoConsignment, CargoFormat, CargoHeader } from '@entente/contracts'
import { expect, test } from 'vitest'
import { filedOf, partyOf } from '../consignment.fixture.ts'
import { boundFilings, mostOfFiler } from './bound-filings.ts'
import { addLeftOut, mergeFilings, mostLeftOut, type OrderedFiling } from './merge-filings.ts'

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
