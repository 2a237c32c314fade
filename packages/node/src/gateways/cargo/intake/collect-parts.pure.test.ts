import type { CargoConsignment, CargoEquipment, CargoFinding, CargoLoad, CargoMessageHead } from '@entente/contracts'
import { expect, test } from 'vitest'
import { type CargoPart, PartCollector } from './collect-parts.ts'

const head = { format: 'baplie', header: {}, conveyance: null } as unknown as CargoMessageHead
const consignment = (id: string) => ({ id }) as CargoConsignment
const container = (id: number) => ({ id: `${id}` }) as CargoEquipment
const load = (id: string) => ({ consignmentId: id }) as CargoLoad
const finding = (id: string | null) => ({ code: 'SUM', severity: 'info', consignment: id }) as CargoFinding

function collected(work: (sink: PartCollector['sink']) => void): { full: CargoPart[]; all: CargoPart[] } {
  const collector = new PartCollector()
  collector.sink.messageBegin?.(0, head)
  work(collector.sink)
  const full: CargoPart[] = []
  while (collector.isFull) full.push(collector.take())
  const all = [...full]
  while (!collector.isEmpty) all.push(collector.take())
  return { full, all }
}
const rejectedIn = (parts: readonly CargoPart[]) =>
  parts.flatMap(({ filings }) => filings.map(({ content }) => content.rejected))
const numbers = (length: number) => Array.from({ length }, (_, at) => at)

test('a stowage plan that is larger than one part is cut, although it has no consignment', () => {
  const { full, all } = collected((sink) => {
    for (const at of numbers(7_000)) {
      sink.equipment?.(container(at), 0)
      sink.load?.(load(`${at}`), 0)
      sink.finding?.(finding(null))
    }
  })
  expect(full).toHaveLength(4)
  const sizes = all.map(({ content }) => content.equipment.length + content.loads.length + content.findings.length)
  expect(sizes).toEqual([5_000, 5_000, 5_000, 5_000, 1_000])
  expect(all.flatMap(({ content }) => content.equipment.map(({ value }) => value.id))).toEqual(
    numbers(7_000).map(String),
  )
})

test('a cut between a consignment and its loads does not part them', () => {
  const { all } = collected((sink) => {
    sink.consignment?.(consignment('A'), 0)
    for (const at of numbers(6_000)) sink.equipment?.(container(at), 0)
    sink.load?.(load('A'), 0)
    sink.finding?.(finding('A'))
  })
  expect(all.map(({ filings }) => filings.length)).toEqual([0, 1])
  expect(all[1]?.filings[0]?.content).toMatchObject({ loads: [load('A')], findings: [finding('A')] })
})

test('the loads after the last consignment of a part go with it', () => {
  const { all } = collected((sink) => {
    for (const at of numbers(501)) {
      sink.consignment?.(consignment(`${at}`), 0)
      sink.load?.(load(`${at}`), 0)
    }
  })
  expect(all.map(({ filings }) => filings.length)).toEqual([500, 1])
  expect(all.flatMap(({ filings }) => filings).every(({ content }) => content.loads.length === 1)).toBe(true)
  expect(all.flatMap(({ filings }) => filings.map(({ ordinal }) => ordinal))).toEqual(numbers(501))
})

test('loads that wait for no consignment are not kept without end', () => {
  const { full } = collected((sink) => {
    sink.consignment?.(consignment('A'), 0)
    for (const at of numbers(30_000)) sink.load?.(load(`${at}`), 0)
  })
  expect(full.map(({ filings }) => filings.length)).toEqual([0, 0, 0, 0, 1, 0])
})

test('a filing has the codes of all its findings, also of those that are not kept', () => {
  const { all } = collected((sink) => {
    sink.finding?.(finding('A'))
    sink.findingCode?.('OTHER', 'A', false)
    sink.findingCode?.('OTHER', 'B', true)
    sink.consignment?.(consignment('A'), 0)
    sink.consignment?.(consignment('B'), 0)
    sink.consignment?.(consignment('C'), 0)
  })
  const codes = all.flatMap(({ filings }) => filings.map(({ content }) => content.findingCodes))
  expect(codes).toEqual([['OTHER', 'SUM'], ['OTHER'], []])
  expect(rejectedIn(all)).toEqual([undefined, ['OTHER'], undefined])
})

test('a bill must be corrected although many codes before it waited in vain', () => {
  const { all } = collected((sink) => {
    for (const at of numbers(20_001)) sink.findingCode?.('VAGUE', `gone ${at}`, true)
    sink.consignment?.(consignment('A'), 0)
    sink.messageBegin?.(1, head)
    sink.findingCode?.('VAGUE', 'C', true)
    sink.consignment?.(consignment('B'), 1)
    sink.consignment?.(consignment('C'), 1)
  })
  expect(rejectedIn(all)).toEqual([['VAGUE'], undefined, ['VAGUE']])
})
