import type { ConsignmentDetail } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { createFilings, createRandom, type Filing, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveTeams } from '../../pipeline/case-people.fixture.ts'

// Invented carriers, forwarders and declarants file a day's flights, voyages and lorries in every format.
const filings = createFilings({
  ...{ seed: 7, start: new Date(), flights: 2, voyages: 2, lorries: 2, shipments: 4, faults: 0 },
})
let node: TestNode
const keys = new Map<string, string>()
beforeAll(async () => {
  node = await startTestNode()
  await giveTeams(node, ['cargo'])
  for (const name of new Set(filings.map(({ filer }) => filer))) {
    const filer = { FORWARDER: 'forwarder', DECLARANT: 'declarant' }[name] ?? 'carrier'
    const id = await createSender(node.db, { name, gateway: 'cargo', settings: { filer } })
    keys.set(name, (await createSenderKey(node.db, id)).key)
  }
  await node.halt()
  await node.resume()
})
afterAll(() => node?.stop())

async function send({ filer, bytes }: Filing) {
  const answer = await fetch(`${node.url}/v1/cargo/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.get(filer)}` },
    body: new Uint8Array(bytes),
  })
  return { status: answer.status, ...((await answer.json()) as { id: string; duplicate: boolean }) }
}

test('filings that arrive in any order become the consignments that were planned, and a replay changes nothing', async () => {
  const arriving = createRandom('order').shuffled(filings)
  for (const filing of arriving) expect(await send(filing)).toMatchObject({ status: 202, duplicate: false })
  await node.whenIdle()
  const analyst = await node.signIn('analyst')
  const ask = async (method: string, path: string, body?: object) =>
    (await analyst.call(method, path, body, { 'entente-purpose': 'customs-security' })).body
  const read = async (key: string) => {
    const { id } = (await ask('POST', '/v1/cargo/consignments/find', { key })) as { id: string }
    return (await ask('GET', `/v1/cargo/consignments/${id}`)) as ConsignmentDetail
  }
  const waybills = filings.filter(({ format }) => format === 'xfwb' || format === 'fwb')
  for (const { contracts } of waybills) {
    const contract = contracts[0]
    if (contract === undefined) throw new Error('a waybill is about one contract')
    const detail = await read(`air/${contract.id}`)
    expect(detail.consignment).toMatchObject({ pieces: contract.pieces, origin: contract.from.code })
    const houses = filings
      .filter(
        ({ format, bytes }) => (format === 'xfzb' || format === 'fhl') && Buffer.from(bytes).includes(contract.id),
      )
      .flatMap((each) => each.contracts.map(({ id }) => id))
    expect(detail.houses.map(({ key }) => key.split('/').at(-1)).sort()).toEqual(houses.sort())
  }
  const versions = new Map<string, number>()
  for (const { contracts } of waybills)
    for (const { id } of contracts) versions.set(id, (await read(`air/${id}`)).version)
  for (const filing of filings) expect(await send(filing)).toMatchObject({ status: 202, duplicate: true })
  await node.whenIdle()
  for (const [id, version] of versions) expect((await read(`air/${id}`)).version).toBe(version)
})
