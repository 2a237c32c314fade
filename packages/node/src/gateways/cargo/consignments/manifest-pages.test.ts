import type { CargoFinding, ConsignmentDetail } from '@entente/contracts'
import { afterAll, expect, test } from 'vitest'
import { openCargoDesk } from '../cargo-desk.fixture.ts'
import { awbOf } from '../cargo-messages.fixture.ts'

const { node, ask, send, file } = await openCargoDesk()
afterAll(() => node.stop())

/** A page of an invented flight manifest. A line is `awb`, the pieces on it and those of the shipment. */
const page = (number: number, lines: readonly [string, number, number][], last: 'CONT' | 'LAST', flight = 'ZZ412') =>
  `FFM/8\n${number}/${flight}/25NOV0915/IST/LNZZZ\nOSL//25NOV1020\n${lines
    .map(([awb, pieces, total]) => `${awb}ISTOSL/S${pieces}K${pieces * 10}T${total}/GARDEN CHAIRS`)
    .join('\n')}\n${last}\n`
/** The codes of rules R5 and R13 of a waybill, with what they expect. */
async function foundOf(awb: string): Promise<[string, unknown][]> {
  const { id } = (await ask('/v1/cargo/consignments/find', 'POST', { key: `air/${awb}` })).body as { id: string }
  const { findings } = (await ask(`/v1/cargo/consignments/${id}`)).body as ConsignmentDetail
  return (findings as unknown as CargoFinding[])
    .filter(({ rule }) => rule === 'R5' || rule === 'R13')
    .map(({ code, expected }) => [code, expected])
}
const comparedOf = async (awb: string): Promise<readonly string[]> => {
  const { id } = (await ask('/v1/cargo/consignments/find', 'POST', { key: `air/${awb}` })).body as { id: string }
  const { items } = (await ask(`/v1/cargo/consignments/${id}/assessments`)).body as { items: { id: string }[] }
  return items.map((one) => one.id)
}

test('a missing page is found on all pages, and pieces are judged once it came', async () => {
  const [split, part, other] = [1, 2, 3].map((n) => awbOf(8_000_000 + n)) as [string, string, string]
  await file(
    page(
      1,
      [
        [split, 4, 9],
        [part, 4, 9],
      ],
      'CONT',
    ),
  )
  expect(await foundOf(split)).toEqual([['MANIFEST_CONTINUES', 2]])
  await file(page(3, [[other, 2, 2]], 'LAST'))
  expect([await foundOf(part), await foundOf(other)]).toEqual([
    [['MANIFEST_CONTINUES', 2]],
    [['MANIFEST_CONTINUES', 2]],
  ])
  await file(page(2, [[split, 5, 9]], 'CONT'))
  expect([await foundOf(split), await foundOf(other)]).toEqual([[], []])
  // The second page says nothing about these goods, and still decides about them.
  expect(await foundOf(part)).toEqual([['PART_SHIPMENT', 9]])
})

test('pages of another flight, and a page sent twice, change nothing', async () => {
  const awb = awbOf(8_000_011)
  const first = page(1, [[awb, 4, 9]], 'CONT', 'ZZ500')
  await file(first)
  const before = await comparedOf(awb)
  await file(page(2, [[awbOf(8_000_012), 1, 1]], 'LAST', 'ZZ501'))
  await file(first)
  expect(await foundOf(awb)).toEqual([['MANIFEST_CONTINUES', 2]])
  expect(await comparedOf(awb)).toEqual(before)
})

test('pages that come at the same time are all seen', async () => {
  const lines = [1, 2, 3, 4].map((n): [string, number, number] => [awbOf(8_000_020 + n), 3, 3])
  await Promise.all(
    lines.map((line, at) => send(page(at + 1, [line], at < lines.length - 1 ? 'CONT' : 'LAST', 'ZZ600'))),
  )
  await node.whenIdle()
  for (const [awb] of lines) expect(await foundOf(awb)).toEqual([])
})
