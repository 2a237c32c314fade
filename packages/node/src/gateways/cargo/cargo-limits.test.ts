import { existsSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import type { CargoLines, CargoReading, ConsignmentDetail, FiledConsignmentList } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { giveTeams } from '../../pipeline/case-people.fixture.ts'
import { rawFolder } from '../../pipeline/raw/raw-files.ts'
import { awbOf, watchCompany, xffm, xfwb, xfzb } from './cargo-messages.fixture.ts'
import { mostOfFiler } from './consignments/bound-filings.ts'

// The cost and the limits of filings far above the usual load.

const now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let key: string
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const id = await createSender(node.db, { name: 'Lune carrier', gateway: 'cargo', settings: { filer: 'carrier' } })
  ;({ key } = await createSenderKey(node.db, id))
  await giveTeams(node, ['cargo'])
  await watchCompany(node, () => now)
})
afterAll(() => node?.stop())

async function call(method: string, path: string, body?: Uint8Array) {
  const response = await fetch(`${node.url}${path}`, {
    ...{ method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/xml' } },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
/** Hands messages in and waits until they were read. Returns their ids. */
async function file(...all: Uint8Array[]): Promise<string[]> {
  const ids: string[] = []
  for (const bytes of all) {
    const { status, body } = await call('POST', '/v1/cargo/messages', bytes)
    expect([status, body.duplicate]).toEqual([202, false])
    ids.push(body.id as string)
  }
  await node.whenIdle()
  return ids
}
async function ask(method: string, path: string, body?: object) {
  const { call: as }: SignedIn = await node.signIn('analyst')
  return (await as(method, path, body, { 'entente-purpose': 'customs-security' })).body
}
async function detailOf(named: string): Promise<ConsignmentDetail> {
  const { id } = (await ask('POST', '/v1/cargo/consignments/find', { key: named })) as { id: string }
  return (await ask('GET', `/v1/cargo/consignments/${id}`)) as ConsignmentDetail
}
/** The most rows of filings that one statement returned while `work` ran. */
async function mostFilingsRead(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const { calls, results } = spy.mock
  spy.mockRestore()
  let most = 0
  for (const [place, [query]] of calls.entries()) {
    if (!/"?cargo_filing"? as "?f"?/.test(String((query as { text?: string }).text ?? query))) continue
    const result = (await (results[place]?.value as unknown)) as { rows?: unknown[] } | undefined
    most = Math.max(most, result?.rows?.length ?? 0)
  }
  return most
}
const namesOf = ({ consignment }: ConsignmentDetail) =>
  (consignment.parties as { name: string }[]).map(({ name }) => name)

test('a key that one file repeats thousands of times is merged in bounded steps, and no party is lost', async () => {
  const awb = awbOf(3_000_001)
  const houses = Array.from({ length: 2_000 }, (_, at) => ({ id: 'H-1', consignee: `Kiln ${at % 700}` }))
  let ids: string[] = []
  const most = await mostFilingsRead(async () => {
    ids = await file(xfzb(awb, houses))
  })
  expect(most).toBeLessThanOrEqual(mostOfFiler + 500)
  const detail = await detailOf(`air/${awb}/H-1`)
  expect(detail.filings.length).toBeLessThanOrEqual(mostOfFiler)
  expect(detail.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['FILINGS_LEFT_OUT', 'KEY_REPEATED']))
  expect(new Set(namesOf(detail))).toEqual(new Set(['Board Games Oy', ...houses.map(({ consignee }) => consignee)]))
  // The reading of the message is whole.
  const reading = (await call('GET', `/v1/cargo/messages/${ids[0]}/reading`)).body as unknown as CargoReading
  expect(reading.messages[0]?.consignments.filter(({ id }) => id === 'H-1')).toHaveLength(2_000)
})

test('a key that many messages repeat is merged in bounded steps', async () => {
  const awb = awbOf(3_000_002)
  const first = Array.from({ length: 250 }, (_, at) => xfwb({ awb, pieces: at + 1 }))
  await file(...first)
  const most = await mostFilingsRead(() => file(xfwb({ awb, pieces: 900 })))
  expect(most).toBeLessThanOrEqual(mostOfFiler + 1)
  const detail = await detailOf(`air/${awb}`)
  expect([detail.filings.length <= mostOfFiler, detail.filings.filter(({ inForce }) => inForce)]).toMatchObject([
    true,
    [{}],
  ])
  expect(detail.findings.map(({ code }) => code)).not.toContain('FILINGS_LEFT_OUT')
})

test('the consignments of a message are listed in its order, and its filer sees no state of a case', async () => {
  const waybills = Array.from({ length: 5 }, (_, at) => awbOf(3_100_000 + at))
  const [id] = await file(xffm(waybills, 'ZZ71'))
  const path = `/v1/cargo/messages/${id}/consignments`
  const own = (await call('GET', `${path}?limit=3`)).body as unknown as FiledConsignmentList
  expect(own.items.map(({ key }) => key)).toEqual(waybills.slice(0, 3).map((awb) => `air/${awb}`))
  const rest = (await call('GET', `${path}?limit=3&next=${own.next}`)).body as unknown as FiledConsignmentList
  expect([rest.items.map(({ key }) => key), rest.next]).toEqual([waybills.slice(3).map((awb) => `air/${awb}`), null])
  const [met] = await file(xfwb({ awb: awbOf(3_100_009), consignee: 'Polar Dry Goods Trading' }))
  const watched = `/v1/cargo/messages/${met}/consignments`
  const seen = (await ask('GET', watched)) as FiledConsignmentList
  const shown = (await call('GET', watched)).body as unknown as FiledConsignmentList
  expect([seen.items[0]?.status, shown.items[0]?.status]).toEqual(['in-review', 'complete'])
})

test('a message is shown as received, by lines with their findings, and as bytes', async () => {
  const bytes = xfwb({ awb: '999-12345678', goods: 'GENERAL CARGO' })
  const [id] = await file(bytes)
  const { kind, items, next } = (await ask('GET', `/v1/cargo/messages/${id}/lines?limit=500`)) as CargoLines
  expect([kind, next]).toEqual(['lines', null])
  expect(items.map(({ text }) => text)).toEqual(
    bytes
      .toString()
      .split('\n')
      .map((line) => line.trim()),
  )
  const found = items.flatMap(({ text, findings }) => findings.map(({ code }) => [code, text] as const))
  expect(found.find(([code]) => code === 'AWB_CHECK_DIGIT')?.[1]).toContain('999-12345678')
  expect(await ask('GET', `/v1/cargo/messages/${id}/raw`)).toBe(bytes.toString())
  // Bytes and lines are not for filers.
  expect((await call('GET', `/v1/cargo/messages/${id}/lines`)).status).toBe(403)
})

test('a reading of many parts leaves one log entry', async () => {
  const [id] = await file(
    xffm(
      Array.from({ length: 1100 }, (_, at) => awbOf(3_200_000 + at)),
      'ZZ72',
    ),
  )
  const entries = async () =>
    (await sql`select from audit.entry where type = 'record.read' and ref = ${`message:${id}`}`.execute(node.db)).rows
      .length
  const before = await entries()
  await call('GET', `/v1/cargo/messages/${id}/reading`)
  expect((await entries()) - before).toBe(1)
})

test('a body that breaks off or says that it is too large leaves nothing', async () => {
  const stored = async () => (await node.db.selectFrom('message').select('id').execute()).length
  const folder = rawFolder(node.dataRoot)
  const files = () => (existsSync(folder) ? readdirSync(folder) : [])
  const before = [await stored(), files()]
  const headers = { authorization: `Bearer ${key}` }
  const options = { method: 'POST', headers: { ...headers, 'content-length': 209_715_201 } }
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sending = request(`${node.url}/v1/cargo/messages`, options, (answer) => {
      resolve(answer.statusCode)
      sending.destroy()
    })
    sending.on('error', reject)
    sending.write('FWB/16')
  })
  expect(status).toBe(413)
  const broken = request(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', headers: { ...headers, 'content-length': 20_000_000 } },
  })
  broken.on('error', () => {})
  broken.write(Buffer.alloc(9_000_000, 'x'))
  await expect.poll(() => files().some((name) => name.endsWith('.arriving'))).toBe(true)
  broken.destroy()
  await expect.poll(() => files()).toEqual(before[1])
  expect(await stored()).toBe(before[0])
})
