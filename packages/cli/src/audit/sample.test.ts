import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sample, SampleList } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'

// A Tuesday.
let now = new Date('2026-11-24T09:00:00Z')
let node: TestNode
let owner: pg.Client
let folder: string
const at = (name: string) => join(folder, name)
const check = (...words: string[]) => entente(['audit', 'sample', '--from-export', at('log'), ...words], { env: {} })
const tick = async () => {
  await owner.query("select graphile_worker.add_job('sample')")
  await node.whenIdle()
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'entente-sample-'))
  node = await startTestNode({ clock: () => now })
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  await owner.query(`insert into decided_case (decision_id, case_id, gateway, at, adverse, minor)
    select gen_random_uuid(), gen_random_uuid(), 'travel', '2026-11-25', n < 3, n < 3 from generate_series(1, 1500) n`)
  now = new Date('2026-11-28T00:00:30Z')
  await tick()
  const { call } = await node.signIn('oversight-1')
  const { key } = (await call('POST', '/v1/me/keys', { label: 'sample' })).body as { key: string }
  await node.auditLog.sequence()
  await entente(['audit', 'export', '--openings', '--out', at('log')], {
    env: { ENTENTE_URL: node.url, ENTENTE_KEY: key },
  })
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('S9: an exported log alone gives the sample that the node shows', async () => {
  const { call } = await node.signIn('oversight-1')
  const purpose = { 'entente-purpose': 'human-rights-review' }
  const { week, weeks, cases } = (await call('GET', '/v1/oversight/sample', undefined, purpose)).body as Sample
  expect(week).toBe('2026-11-23')
  expect(weeks.find((each) => each.week === week)).toMatchObject({ late: false, lost: false, listed: 1500 })
  const good = await check('--json')
  expect([good.stderr, good.status]).toEqual(['', 0])
  const [checked] = (JSON.parse(good.stdout) as { weeks: { week: string; sample: string[]; faults: string[] }[] }).weeks
  expect(checked).toMatchObject({ week, listed: 1500, faults: [] })
  expect([...(checked?.sample ?? [])].sort()).toEqual(cases.map(({ caseId }) => caseId as string).sort())
  const list = (next?: string) =>
    `/v1/oversight/sample/${week}/list?limit=1000${next === undefined ? '' : `&next=${next}`}`
  const first = (await call('GET', list())).body as SampleList
  const second = (await call('GET', list(first.next as string))).body as SampleList
  expect([first.items.length, second.items.length, second.next]).toEqual([1000, 500, null])
})

test('details that were changed, and an export without openings, are refused', async () => {
  const file = at('log/openings.jsonl')
  const lines = readFileSync(file, 'utf8')
  writeFileSync(file, lines.replace('"listed":1500', '"listed":1499'))
  const changed = await check()
  expect([changed.status, changed.stderr.split(':')[0]]).toEqual([2, 'opening'])
  writeFileSync(file, '')
  const closed = await check()
  expect([closed.status, closed.stderr.split(':')[0]]).toEqual([2, 'openings-missing'])
  writeFileSync(file, lines)
})

test('bad weeks and readings are refused in words', async () => {
  const { call } = await node.signIn('oversight-1')
  const purpose = { 'entente-purpose': 'human-rights-review' }
  const path = '/v1/oversight/sample'
  expect((await call('GET', `${path}?week=monday`, undefined, purpose)).body).toMatchObject({ code: 'body-invalid' })
  expect((await call('GET', `${path}?week=2020-01-06`, undefined, purpose)).body).toMatchObject({ code: 'not-found' })
  const { cases } = (await call('GET', path, undefined, purpose)).body as Sample
  const read = (body: unknown) => call('POST', `${path}/${cases[0]?.id}/reading`, body, purpose)
  expect((await read({ verdict: 'maybe', text: 'Looks right to me.' })).body).toMatchObject({ code: 'body-invalid' })
  expect((await read({ verdict: 'agree', text: 'ok' })).body).toMatchObject({ code: 'body-invalid' })
  // These invented ids have no case, as after its deletion.
  expect((await read({ verdict: 'agree', text: 'Looks right to me.' })).body).toMatchObject({ code: 'deleted' })
})
