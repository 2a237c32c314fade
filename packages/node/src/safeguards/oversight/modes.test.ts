import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personDraft } from '../../exchange/peers/signals.fixture.ts'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'

const canary = 'ZEBULONIA'
const reason = 'A drill of all modes.'
let node: TestNode
let owner: pg.Client
let oversight: SignedIn
let supervisor: SignedIn
let caseId: string
beforeAll(async () => {
  node = await startTestNode()
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  const officer = await node.signIn('officer')
  const named = { 'entente-purpose': 'border-control' }
  await officer.call('POST', '/v1/signals', personDraft('Okwuosa', 'Chinedu', []), named)
  const person = {
    surname: 'OKWUOSA',
    given: `CHINEDU ${canary}`,
    birth: '19810517',
    document: 'QX5550142',
    issuer: 'NGA',
  }
  await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
    body: paxlst([person]),
  })
  await node.whenIdle()
  caseId = (await node.db.selectFrom('case_file').select('id').executeTakeFirstOrThrow()).id
  oversight = await node.signIn('oversight-1')
  supervisor = await node.signIn('supervisor')
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
})

const read = (who: SignedIn, path: string) =>
  who.call('GET', path, undefined, {
    'entente-purpose': who === oversight ? 'human-rights-review' : 'border-control',
  })
const paths = () => [
  ...['/v1/cases?with=all', `/v1/cases/${caseId}`, '/v1/oversight/sample', '/v1/oversight/rates', '/v1/unmask'],
  ...['/v1/audit/entries', '/v1/alarms', '/v1/kill', '/v1/accounts', '/v1/retention/proofs', '/v1/agreements'],
]
const statuses = async (who: SignedIn) => {
  const found: [string, number][] = []
  for (const path of paths()) found.push([path, (await read(who, path)).status])
  return found
}

test('S6: oversight reads everything while all matching is stopped', async () => {
  const stopped = await supervisor.call('POST', '/v1/kill', { scope: { type: 'all', id: null }, reason })
  expect(stopped.status).toBe(201)
  expect(await statuses(oversight)).toEqual(paths().map((path) => [path, 200]))
  expect(JSON.stringify((await read(oversight, `/v1/cases/${caseId}`)).body)).toContain(canary)
})

test('S6, P8: with a full disk the log cannot be written, so nobody reads, and afterwards oversight reads again', async () => {
  await owner.query(`create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
  await owner.query('create trigger no_room before insert on audit.entry for each row execute function no_room()')
  for (const who of [oversight, supervisor]) {
    const answer = await read(who, `/v1/cases/${caseId}`)
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'audit-unavailable' }])
    expect(JSON.stringify(answer.body)).not.toContain(canary)
  }
  expect((await read(oversight, '/v1/audit/entries')).body).toMatchObject({ code: 'audit-unavailable' })
  // The published part of the log is read without an entry.
  expect((await fetch(`${node.url}/health`)).status).toBe(200)
  await owner.query('drop trigger no_room on audit.entry')
  expect(await statuses(oversight)).toEqual(paths().map((path) => [path, 200]))
})
