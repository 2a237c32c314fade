import type {
  CargoEquipment,
  CargoFinding,
  CargoHeadingList,
  CargoLines,
  CargoSightingList,
  ConsignmentDetail,
  ConsignmentPlace,
} from '@entente/contracts'
import { createFilings } from '@entente/testkit'
import { afterAll, expect, test } from 'vitest'
import { openCargoDesk } from './cargo-desk.fixture.ts'
import { awbOf, xfwb, xfzb } from './cargo-messages.fixture.ts'
import { refreshPeers } from './features/refresh-peers.ts'

const { node, keys, ask, file, now } = await openCargoDesk()
afterAll(() => node.stop())

const find = async (key: string): Promise<string> =>
  ((await ask('/v1/cargo/consignments/find', 'POST', { key })).body as { id: string }).id
const read = async (id: string) => (await ask(`/v1/cargo/consignments/${id}`)).body as ConsignmentDetail

test('a finding names its message, whose lines show it at its byte', async () => {
  const awb = awbOf(5_000_001)
  const messageId = await file(xfwb({ awb, goods: 'PARTS' }))
  const { findings } = await read(await find(`air/${awb}`))
  const vague = (findings as unknown as (CargoFinding & { messageId: string })[]).find(
    ({ code }) => code === 'VAGUE_DESCRIPTION',
  )
  expect(vague).toMatchObject({ messageId, position: { byte: expect.any(Number) } })
  const { byte } = vague?.position ?? { byte: 0 }
  const lines = (await ask(`/v1/cargo/messages/${messageId}/lines?byte=${byte}&limit=4`)).body as CargoLines
  const line = lines.items.find(({ from, to }) => byte >= from && byte < to)
  expect(line?.text).toContain('PARTS')
  expect(line?.findings.map(({ code }) => code)).toContain('VAGUE_DESCRIPTION')
  expect(lines.items.map(({ number }) => number)).toEqual([1, 2, 3, 4].map((n) => n + lines.first))
})

test('a value leads to its byte in the newest message in force that states it', async () => {
  const awb = awbOf(5_000_002)
  const carrier = xfwb({ awb, consolidation: true, goods: 'CONSOLIDATION' })
  await file(carrier)
  const houses = xfzb(awb, [{ id: 'P1' }, { id: 'P2', goods: 'IRON GATES' }])
  const filed = await file(houses, keys.forwarder)
  const id = await find(`air/${awb}/P2`)
  const placeOf = async (at: string) =>
    (await ask(`/v1/cargo/consignments/${id}/place?at=${encodeURIComponent(at)}`)).body as ConsignmentPlace
  const place = await placeOf('/description')
  expect(place).toMatchObject({ at: '/description', messageId: filed })
  expect(houses.subarray(place.byte ?? 0, (place.byte ?? 0) + 10).toString()).toBe('IRON GATES')
  expect(await placeOf('/onward/to')).toEqual({ at: '/onward/to', messageId: null, byte: null })
})

test('parties count the other consignments that have them, and since when', async () => {
  const parties = { consignor: 'Fern Looms Ltd', consignee: 'Aune Weaving AS' }
  const first = awbOf(5_000_003)
  const day = now().toISOString().slice(0, 10)
  await file(xfwb({ awb: first, ...parties }))
  const seen = async (awb: string) => {
    const id = await find(`air/${awb}`)
    const { items } = (await ask(`/v1/cargo/consignments/${id}/sightings`)).body as CargoSightingList
    return items.find(({ kind }) => kind === 'pair')
  }
  expect(await seen(first)).toEqual({ kind: 'pair', code: null, consignments: 0, filers: 0, since: null })
  for (const serial of [5_000_004, 5_000_005]) await file(xfwb({ awb: awbOf(serial), ...parties }))
  const known = { kind: 'pair', code: null, consignments: 2, filers: 1, since: day }
  expect(await seen(awbOf(5_000_005))).toEqual(known)
  // The hourly job moves single sightings into monthly counters, and nothing is counted twice.
  await refreshPeers({ store: node.store, member: { id: 'norland.example', name: 'Norland' } })
  expect(await seen(awbOf(5_000_005))).toEqual(known)
})

test('a party counts under its other role on other consignments, and never under its own consignment', async () => {
  const seen = async (awb: string) => {
    const { items } = (await ask(`/v1/cargo/consignments/${await find(`air/${awb}`)}/sightings`))
      .body as CargoSightingList
    return items.flatMap(({ kind, consignments }) => (/As/.test(kind) ? [[kind, consignments]] : []))
  }
  const [bought, sold, both] = [5_000_007, 5_000_008, 5_000_009].map(awbOf) as [string, string, string]
  const trader = 'Fell Brook Trading'
  await file(xfwb({ awb: bought, consignee: trader }))
  expect(await seen(bought)).toEqual([])
  await file(xfwb({ awb: sold, consignor: trader, from: 'NO', consignee: 'Dale Foods AS' }))
  expect(await seen(sold)).toEqual([['consignorAsConsignee', 1]])
  expect(await seen(bought)).toEqual([['consigneeAsConsignor', 1]])
  await file(xfwb({ awb: both, consignor: 'Own Goods Ltd', from: 'NO', consignee: 'Own Goods Ltd' }))
  expect(await seen(both)).toEqual([])
})

test('a description suggests headings where its code is another one', async () => {
  const suggested = async (serial: number, goods: string) => {
    const awb = awbOf(serial)
    await file(xfwb({ awb, goods }))
    return (await ask(`/v1/cargo/consignments/${await find(`air/${awb}`)}/headings`)).body as CargoHeadingList
  }
  // The code of the waybill is that of seats.
  expect((await suggested(5_000_010, 'GARDEN CHAIRS')).items).toEqual([])
  const { items } = await suggested(5_000_011, 'PISTOL PARTS')
  expect(items.map(({ at, headings }) => [at, headings.length])).toEqual([['/items/0', 3]])
  expect(items[0]?.headings).toContainEqual({ code: '9305', text: expect.stringMatching(/^Arms; parts|parts/i) })
})

test('an answer says whether its filer pulled it', async () => {
  const awb = awbOf(5_000_006)
  await file(xfwb({ awb }))
  const id = await find(`air/${awb}`)
  const states = async () => (await read(id)).answers.map(({ event, result, state }) => [event, result, state])
  expect(await states()).toEqual([['assessed', 'AC', 'waiting']])
  await fetch(`${node.url}/v1/cargo/answers?after=0`, { headers: { authorization: `Bearer ${keys.carrier}` } })
  expect(await states()).toEqual([['assessed', 'AC', 'pulled']])
})

test('a container shows what its bill states beside the stowage plan of the same voyage', async () => {
  const plan = { seed: 3, start: now(), flights: 0, voyages: 3, lorries: 0, shipments: 2, faults: 0 }
  const voyages = createFilings(plan).filter(({ format }) => ['cuscar', 'awmds', 'baplie'].includes(format))
  const ids = new Map<string, string>()
  for (const { format, bytes } of voyages) ids.set(await file(bytes), format)
  const { items } = (await ask('/v1/cargo/consignments?mode=sea')).body as { items: { id: string }[] }
  const { equipment, consignment, filings } = await read(items[0]?.id ?? '')
  const stated = equipment as unknown as (CargoEquipment & { messageId: string; format: string })[]
  const own = stated.filter(({ id }) =>
    (consignment as unknown as { equipmentIds: string[] }).equipmentIds.includes(id),
  )
  expect(own.map(({ format }) => format).sort()).toEqual(stated.map(({ format }) => format).sort())
  // The other voyages have plans too.
  const plans = new Set(stated.map(({ messageId }) => messageId).filter((id) => ids.get(id) === 'baplie'))
  expect(plans.size).toBe(1)
  expect(stated.map(({ messageId }) => messageId)).toContain(filings[0]?.messageId)
  expect(stated.find(({ format }) => format === 'baplie')?.stow).toMatch(/^\d{6,7}$/)
  // No page view opens a message of megabytes: the answer says that equipment may be missing.
  const [bill] = filings.map(({ messageId }) => messageId)
  const sized = (bytes: number) =>
    node.db
      .updateTable('message')
      .set({ bytes })
      .where('id', '=', bill ?? '')
      .execute()
  const size = await node.db
    .selectFrom('message')
    .select('bytes')
    .where('id', '=', bill ?? '')
    .executeTakeFirstOrThrow()
  const cut = async () => {
    const detail = await read(items[0]?.id ?? '')
    const named = (detail.equipment as unknown as typeof stated).map(({ messageId }) => messageId)
    return [detail.equipmentIsCut, named.includes(bill ?? '')]
  }
  expect(await cut()).toEqual([false, true])
  await sized(9 * 1024 * 1024)
  expect(await cut()).toEqual([true, false])
  await sized(size.bytes)
})
