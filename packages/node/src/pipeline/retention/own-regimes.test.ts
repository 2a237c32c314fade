import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { signerOf } from '../../safeguards/access/acts/sign.fixture.ts'
import { loadRegimes } from '../../safeguards/retention/load-regimes.ts'
import { regimes, releasedRegimes, useRegimes } from '../../safeguards/retention/regimes.ts'

const purpose = { 'entente-purpose': 'terrorism-prevention' }
let node: TestNode
let administrator: SignedIn
let analyst: SignedIn
let supervisor: SignedIn
let second: Awaited<ReturnType<typeof signerOf>>
let folder: string
const restore = useRegimes(releasedRegimes.map((regime) => ({ regime, from: new Date(regime.validFrom) })))
beforeAll(async () => {
  node = await startTestNode()
  folder = join(node.dataRoot, 'regimes')
  mkdirSync(folder, { recursive: true })
  administrator = await node.signIn('administrator')
  analyst = await node.signIn('analyst')
  supervisor = await node.signIn('supervisor')
  second = await signerOf(node, 'officer')
})
afterAll(async () => {
  await node?.stop()
  restore()
})

const { icao } = regimes
const law = {
  ...{
    ...icao,
    id: 'norland-pnr',
    legalReference: 'Norland Border Act, section 4',
    maskAfter: 'P3M',
    deleteAfter: 'P1Y',
  },
  ...{ keepBeyondMask: 'objective-evidence', purposes: ['terrorism-prevention', 'border-control'] },
}
const put = (name: string, value: unknown) =>
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))
const load = () => administrator.call('POST', '/v1/retention/regimes')
const versionsOf = async (id: string) =>
  (await node.db.selectFrom('regime_version').select(['id', 'version']).where('id', '=', id).execute()).length

test("an operator's own regime is loaded from the folder, and its data gets its clocks", async () => {
  put('norland.json', law)
  expect(await load()).toMatchObject({ status: 200, body: { loaded: ['norland-pnr@1'] } })
  expect(await load()).toMatchObject({ status: 200, body: { loaded: [] } })
  const { body } = await analyst.call('GET', '/v1/retention/regimes')
  expect((body as { id: string }[]).map(({ id }) => id)).toContain('norland-pnr')
})

test.each<[string, unknown, RegExp]>([
  ['contradicts itself', { ...law, maskAfter: 'P2Y' }, /deleteAfter/],
  ['has an unknown field', { ...law, keepForever: true }, /keepForever/],
  ['has a group that no gateway has', { ...law, maskedFields: ['shoe-size'] }, /maskedFields/],
  [
    'is longer under its old version',
    { ...law, deleteAfter: 'P2Y' },
    /norland-pnr was in force and differs in deleteAfter/,
  ],
  ['changes a regime of the release', { ...icao, deleteAfter: 'P9Y' }, /icao was in force/],
  ['is no JSON', '{', /no JSON/],
  ['is too large', `"${'x'.repeat(70_000)}"`, /larger than/],
])('a file is refused that %s, and the former law stays', async (_name, value, what) => {
  // A regime whose file is gone stays in force for the data that came under it.
  rmSync(join(folder, 'norland.json'), { force: true })
  put('wrong.json', value)
  const before = JSON.stringify(regimes)
  const { status, body } = await load()
  expect([status, (body as { code: string }).code]).toEqual([422, 'regime-invalid'])
  expect((body as { detail: string }).detail).toMatch(what)
  expect((body as { detail: string }).detail).toMatch(/wrong\.json/)
  expect(JSON.stringify(regimes)).toBe(before)
  // A start ends, which the command reports with exit status 2.
  await expect(loadRegimes(node.db, node.dataRoot, new Date())).rejects.toMatchObject({ code: 'regime-invalid' })
  rmSync(join(folder, 'wrong.json'))
  expect(await versionsOf('norland-pnr')).toBe(1)
})

test('evidence of two people keeps a subject beyond masking, and a hit is no ground', async () => {
  const settings = { regimes: { PAXLST: 'norland-pnr' }, purposes: { PAXLST: ['terrorism-prevention'] } }
  expect(await administrator.call('PATCH', `/v1/senders/${node.sender.id}`, settings)).toMatchObject({ status: 200 })
  const list = paxlst([{ surname: 'VORKMARK', given: 'NILS', birth: '840312', document: 'K4471906B' }])
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    ...{
      method: 'POST',
      body: list,
      headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
    },
  })
  expect(sent.status).toBe(202)
  await node.whenIdle()
  const row = () =>
    node.db.selectFrom('traveller').selectAll().where('regime', '=', 'norland-pnr').executeTakeFirstOrThrow()
  const { id, mask_at, delete_at } = await row()
  expect(delete_at).toEqual(mask_at)
  const post = (who: SignedIn, path: string, body?: unknown) =>
    who.call('POST', `/v1/records/${id}/${path}`, body, purpose)
  expect(await post(analyst, 'evidence', { ground: 'hit', reference: 'Case 7' })).toMatchObject({
    ...{ status: 422, body: { code: 'evidence-ground' } },
  })
  const given = { ground: 'criminal-investigation', reference: 'File 7 of the prosecutor' }
  const own = await post(supervisor, 'evidence', given)
  expect(own.status).toBe(201)
  expect(await post(supervisor, `evidence/${(own.body as { id: string }).id}/approve`)).toMatchObject({
    ...{ status: 409, body: { code: 'same-person' } },
  })
  expect((await row()).delete_at).toEqual(mask_at)
  const other = await post(analyst, 'evidence', given)
  expect(await post(supervisor, `evidence/${(other.body as { id: string }).id}/approve`)).toMatchObject({ status: 200 })
  const kept = await row()
  expect(kept.delete_at.getUTCFullYear()).toBe(kept.received_at.getUTCFullYear() + 1)
  const { body } = await analyst.call('GET', `/v1/records/${id}/retention`, undefined, purpose)
  expect(body).toMatchObject({
    regime: 'norland-pnr',
    version: 1,
    deleteAt: kept.delete_at.toISOString(),
    state: 'open',
  })
})

test('S14: a legal hold of a record needs an end within twelve months and a second person', async () => {
  const { id: recordId } = await node.db.selectFrom('traveller').select('id').executeTakeFirstOrThrow()
  const ask = { recordId, reason: 'A court asked for the record.', basis: 'File 7' }
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString()
  for (const until of [null, days(400), days(-1)])
    expect(await supervisor.call('POST', '/v1/legal-holds', { ...ask, until })).toMatchObject({
      ...{ status: 422, body: { code: 'hold-until' } },
    })
  const asked = await supervisor.call('POST', '/v1/legal-holds', { ...ask, until: days(90) })
  expect(asked).toMatchObject({ status: 201, body: { state: 'asked' } })
  const path = `/v1/legal-holds/${(asked.body as { id: string }).id}`
  expect(await supervisor.call('POST', `${path}/approve`)).toMatchObject({ status: 409, body: { code: 'same-person' } })
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  const { session } = second
  expect(await session.call('POST', `${path}/approve`)).toMatchObject({ body: { code: 'signature-needed' } })
  const about = path.replace('/v1/legal-holds/', 'record-hold:')
  const signed = await second.sign({ type: 'record-hold.approve', about, body: {} })
  const approved = await session.call('POST', `${path}/approve`, { signed })
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  expect(approved).toMatchObject({ status: 200, body: { state: 'in-force' } })
  expect(await session.call('POST', '/v1/legal-holds', { ...ask, until: days(90) })).toMatchObject({ status: 409 })
  expect(await session.call('POST', `${path}/lift`)).toMatchObject({ status: 200, body: { state: 'ended' } })
})
