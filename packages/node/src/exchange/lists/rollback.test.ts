import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { csv, importBytes, makeList } from './list-stage.fixture.ts'

let node: TestNode
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
})
afterAll(() => node.stop())

const rollBack = (list: string, to: number) =>
  officer.call('POST', `/v1/lists/${list}/rollback`, { to, reason: 'The file was the wrong one.' })

test("a rollback's version counts restored, changed, unchanged and withdrawn signals", async () => {
  const list = await makeList(officer, 'counts')
  await importBytes(officer, list, csv(['A1,Nils Vork', 'A2,Amine Benhamdan', 'A3,Sefa Tuilagi']))
  await importBytes(
    officer,
    list,
    csv(['A1,Nils Vork', 'A2,Amine Benhamdane', 'A4,Osric Pell', 'A5,Greta Holm', 'A6,Ivo Kranz']),
  )
  expect(await rollBack(list, 1)).toMatchObject({ status: 200, body: { from: 2, to: 1, finished: true } })
  const { versions } = (await officer.call('GET', `/v1/lists/${list}`)).body as { versions: { counts: unknown }[] }
  expect(versions[0]?.counts).toEqual({ read: 3, created: 1, updated: 1, unchanged: 1, withdrawn: 3 })
})

test('a rollback reports how many cases it closed, whichever worker ran the comparison', async () => {
  const surnames = ['Merlevede', 'Tormundsen', 'Ostrovar']
  for (const [flight, surname] of surnames.entries()) {
    const list = await makeList(officer, `closed ${surname}`)
    await importBytes(officer, list, csv([`A1,Katrien ${surname},,1980-02-03`]))
    const person = {
      surname: surname.toUpperCase(),
      given: 'KATRIEN',
      birth: '19800203',
      document: `QX555014${flight}`,
    }
    const sent = await fetch(`${node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
      body: paxlst([{ ...person, issuer: 'BEL' }]),
    })
    expect(sent.status).toBeLessThan(300)
    await node.whenIdle()
    const done = await rollBack(list, 0)
    expect(done.body).toMatchObject({ casesClosed: 1, hitsReevaluated: 1, decisionsReopened: 0, finished: true })
    const { rematch } = done.body as { rematch: string }
    expect((await officer.call('GET', `/v1/rematches/${rematch}`)).body).toMatchObject({
      cause: 'list-rolled-back',
      list,
      signals: 1,
      casesClosed: 1,
      finishedAt: expect.any(String),
    })
  }
})

test('a rollback is answered without its comparison if the node is stopping', async () => {
  const stopping = await startTestNode()
  const by = await stopping.signIn('officer')
  const list = await makeList(by, 'stopped')
  await importBytes(by, list, csv(['A1,Nils Vork']))
  await stopping.whenIdle()
  const { default: pg } = await import('pg')
  const client = new pg.Client(stopping.database.connection('entente_owner'))
  await client.connect()
  // Another worker has locked the queue, so that no comparison can start.
  await client.query(
    "update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'another' where queue_name = 'rematch'",
  )
  const rolledBack = by.call('POST', `/v1/lists/${list}/rollback`, { to: 0, reason: 'The file was the wrong one.' })
  const asked = () => client.query("select from rematch where cause = 'list-rolled-back'")
  await expect.poll(async () => (await asked()).rowCount).toBe(1)
  await client.end()
  await stopping.stop()
  expect(await rolledBack).toMatchObject({ status: 200, body: { from: 1, to: 0, finished: false } })
})
