import type { CargoConsignment, CargoFormat, CargoHeader, CargoItem } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filedOf, partyOf } from '../consignment.fixture.ts'
import { changedPaths, mergeFilings, type OrderedFiling } from './merge-filings.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 5, 1, 8, minutes))
let filed = 0
function filing(
  filer: string,
  minutes: number,
  change: Partial<CargoConsignment>,
  given: {
    format?: CargoFormat
    header?: Partial<CargoHeader>
    prepared?: Date | null
    position?: string
    message?: string
    foreign?: boolean
  } = {},
): OrderedFiling {
  filed += 1
  const { format = 'xfwb', header = {}, prepared = at(minutes), position = String(filed).padStart(6, '0') } = given
  return {
    ...{
      id: `filing-${position}`,
      filer,
      foreign: given.foreign ?? false,
      messageId: given.message ?? position,
      format,
      receivedAt: at(minutes + 1),
      preparedAt: prepared,
      position,
    },
    content: filedOf(change, header),
  }
}
const textsOf = (filings: OrderedFiling[]) => {
  const { merged, inForce } = mergeFilings(filings)
  return JSON.stringify([merged, [...inForce].sort()])
}

test('any order of the same filings gives the same version', () => {
  const description = fc.constantFrom(null, 'PUMPS', 'VALVES', 'PARTS')
  const formats: CargoFormat[] = ['xfwb', 'fhl', 'xffm', 'cuscar', 'wco-dec']
  const functions = ['original', 'replacement', 'amendment', 'cancellation', 'unknown'] as const
  const one = fc.record({
    filer: fc.constantFrom('carrier', 'forwarder'),
    minutes: fc.integer({ min: 0, max: 3 }),
    format: fc.constantFrom(...formats),
    function: fc.constantFrom(...functions),
    page: fc.constantFrom(null, 1, 2),
    prepared: fc.constantFrom(null, at(0), at(1), at(2)),
    description,
    pieces: fc.constantFrom(null, 1, 2, 9),
    hsCodes: fc.subarray(['840999', '850440', '930690']),
  })
  const many = fc.array(one, { minLength: 1, maxLength: 7 })
  const shuffled = many.chain((all) =>
    fc.record({ all: fc.constant(all), order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }) }),
  )
  fc.assert(
    fc.property(shuffled, ({ all, order }) => {
      const filings = all.map(({ filer, minutes, format, prepared, page, function: what, ...change }, place) => {
        const header = { function: what, page }
        return filing(filer, minutes, change, { format, header, prepared, position: String(place).padStart(4, '0') })
      })
      expect(textsOf(order.map((place) => filings[place] as OrderedFiling))).toBe(textsOf(filings))
    }),
  )
})

test('a later document of a filer replaces its earlier one, whichever arrived first', () => {
  const older = filing('carrier', 1, { description: 'PARTS', pieces: 4 })
  const newer = filing('carrier', 2, { description: 'BRAKE PADS' })
  const { merged, inForce } = mergeFilings([newer, older])
  expect([merged.consignment.description, merged.consignment.pieces]).toEqual(['BRAKE PADS', null])
  expect([...inForce]).toEqual([newer.id])
})

test('an amendment overwrites only what it carries, unless its format carries the whole document', () => {
  const header = { function: 'amendment' } as const
  const original = (format: CargoFormat) => filing('line', 1, { description: 'PUMPS', pieces: 4 }, { format })
  const partial = filing('line', 2, { pieces: 5 }, { format: 'cuscar', header })
  expect(mergeFilings([original('cuscar'), partial]).merged.consignment).toMatchObject({
    ...{ description: 'PUMPS', pieces: 5 },
  })
  const whole = filing('line', 2, { pieces: 5 }, { format: 'ens', header })
  expect(mergeFilings([original('ens'), whole]).merged.consignment).toMatchObject({ description: null, pieces: 5 })
})

test('a cancellation ends what its filer filed before; a later document stands again', () => {
  const original = filing('carrier', 1, { pieces: 4 })
  const cancelled = filing('carrier', 2, {}, { header: { function: 'cancellation' } })
  const again = filing('carrier', 3, { pieces: 6 })
  const ended = mergeFilings([cancelled, original])
  expect([ended.inForce.size, ended.merged.consignment.pieces]).toEqual([0, 4])
  expect([...mergeFilings([original, cancelled, again]).inForce]).toEqual([again.id])
  const other = filing('forwarder', 1, { pieces: 4 })
  expect([...mergeFilings([original, cancelled, other]).inForce]).toEqual([other.id])
})

test('a cancellation or document that says it was prepared later than it came outlasts nothing that came after it', () => {
  const future = new Date('2099-01-01T00:00:00Z')
  const cancelled = filing('carrier', 1, {}, { header: { function: 'cancellation' }, prepared: future })
  const again = filing('carrier', 2, { pieces: 6 })
  expect([...mergeFilings([cancelled, again]).inForce]).toEqual([again.id])
})

const namesOf = (filings: OrderedFiling[]) =>
  mergeFilings(filings).merged.consignment.parties.map(({ role, name }) => `${role} ${name}`)

test('no filer hides the parties of another, those of items included', () => {
  const item = (name: string) => ({ parties: [partyOf('consignee', name)] }) as CargoItem
  const first = { parties: [partyOf('consignee', 'ACORN'), partyOf('notify', 'BIRCH')], items: [item('ELM')] }
  const carrier = filing('carrier', 1, first)
  const forwarder = filing('forwarder', 2, { parties: [partyOf('consignee', 'LUNE')], items: [item('OAK')] })
  const names = ['consignee ACORN', 'notify BIRCH', 'consignee LUNE', 'consignee ELM']
  expect(namesOf([carrier, forwarder])).toEqual(names)
  expect(mergeFilings([carrier, forwarder]).merged.differences).toEqual([
    {
      path: 'parties',
      values: [
        { filer: 'forwarder', value: 'consignee: LUNE' },
        { filer: 'carrier', value: 'consignee: ACORN' },
      ],
    },
  ])
  // A filer may still correct its own parties.
  expect(namesOf([carrier, filing('carrier', 2, { parties: [partyOf('consignee', 'LUNE')] })])).toEqual([
    'consignee LUNE',
  ])
})

test('a filing for a foreign carrier is in force only while nobody else filed, and its parties are compared in any case', () => {
  const own = filing('carrier', 1, { parties: [partyOf('consignee', 'ACORN')] })
  const foreign = filing('stranger', 2, { parties: [partyOf('consignee', 'LUNE')] }, { foreign: true })
  expect([...mergeFilings([own, foreign]).inForce]).toEqual([own.id])
  expect([namesOf([own, foreign]), namesOf([foreign])]).toEqual([
    ['consignee ACORN', 'consignee LUNE'],
    ['consignee LUNE'],
  ])
  expect(mergeFilings([own, foreign]).merged.differences).toEqual([])
})

test('another filer that files again moves no party of the first one', () => {
  const first = filing('carrier', 1, { parties: [partyOf('consignee', 'ACORN')] })
  const other = (minutes: number, name: string) =>
    filing('forwarder', minutes, { parties: [partyOf('consignee', name)] })
  const [second, third] = [other(2, 'LUNE'), other(9, 'TERN')]
  const again = filing('carrier', 12, { parties: [partyOf('consignee', 'ACORN')] })
  for (const [filings, last] of [
    [[first, second], 'LUNE'],
    [[first, second, third], 'TERN'],
    [[again, third, second, first], 'TERN'],
  ] as const)
    expect(mergeFilings(filings).merged.consignment.parties.map(({ name }) => name)).toEqual(['ACORN', last])
})

test('two bills of one message with one key stand beside each other until a later message replaces both', () => {
  const bill = (name: string, minutes: number, message: string) =>
    filing('carrier', minutes, { parties: [partyOf('consignee', name)] }, { message })
  const [one, other] = [bill('ACORN', 1, 'm1'), bill('LUNE', 1, 'm1')]
  expect(namesOf([one, other]).sort()).toEqual(['consignee ACORN', 'consignee LUNE'])
  expect(namesOf([one, other, bill('ELM', 2, 'm2')])).toEqual(['consignee ELM'])
})

test('the newest of several filers gives a single value, and what they state differently is listed', () => {
  const carrier = filing('carrier', 1, { description: 'PUMPS', pieces: 4, origin: 'IST' })
  const forwarder = filing('forwarder', 2, { description: 'PUMPS', pieces: 5, destination: 'OSL' })
  const { merged, inForce } = mergeFilings([carrier, forwarder])
  expect(inForce.size).toBe(2)
  expect(merged.consignment).toMatchObject({ pieces: 5, origin: 'IST', destination: 'OSL' })
  expect(merged.differences).toEqual([
    {
      path: 'pieces',
      values: [
        { filer: 'forwarder', value: '5' },
        { filer: 'carrier', value: '4' },
      ],
    },
  ])
})

test('a manifest adds its loads and never replaces the waybill; its pages and flights stand beside each other', () => {
  const load = (pieces: number) => ({
    ...{ consignmentId: '999-00000011', equipmentId: null, unloadingPlace: null, pieces, totalPieces: 9 },
    ...{ grossKg: null, volumeM3: null, splitCode: 'S' as const, description: null },
  })
  const page = (number: number, pieces: number, minutes: number) => {
    const one = filing('carrier', minutes, { pieces, totalPieces: 9 }, { format: 'ffm', header: { page: number } })
    return { ...one, content: { ...one.content, loads: [load(pieces)] } }
  }
  const waybill = filing('carrier', 1, { description: 'PUMPS', pieces: 9 }, { format: 'fwb' })
  const { merged, inForce } = mergeFilings([waybill, page(1, 4, 2), page(2, 5, 3)])
  expect(merged.consignment).toMatchObject({ description: 'PUMPS', pieces: 9 })
  expect([merged.loads.map(({ pieces }) => pieces), inForce.size]).toEqual([[4, 5], 3])
  const corrected = mergeFilings([waybill, page(1, 4, 2), page(2, 5, 3), page(1, 3, 4)])
  expect(corrected.merged.loads.map(({ pieces }) => pieces)).toEqual([3, 5])
})

test('the changed fields of two versions are named', () => {
  const before = mergeFilings([filing('carrier', 1, { pieces: 4, origin: 'IST' })]).merged
  const after = mergeFilings([filing('carrier', 1, { pieces: 5, origin: 'IST' })]).merged
  expect(changedPaths(before, after)).toEqual(['pieces'])
  expect(changedPaths(null, after)).toEqual([])
})
