import { randomUUID } from 'node:crypto'
import type { CargoModel, CargoModelDetail, CargoModelList, CargoRates } from '@entente/contracts'
import { createSender } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveTeams } from '../../../pipeline/case-people.fixture.ts'
import { noStops, StopSet } from '../../../safeguards/stops-in-force/stop-set.ts'
import { featuresVersion } from '../features/make-features.ts'
import { numberNames } from '../features/model-inputs.ts'
import { measureDrift } from './measure-drift.ts'
import { modelInForce } from './model-in-force.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let owner: pg.Client
let call: (name: string) => Promise<SignedIn['call']>
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  await giveTeams(node, ['cargo'])
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  call = async (name) => {
    const signedIn = await node.signIn(name)
    return (method, path, body) => signedIn.call(method, path, body, { 'entente-purpose': 'customs-security' })
  }
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
})

/** Stores results of inspections, of which one in `every` has a finding. Risky goods come from HKG. */
async function inspect(count: number, every: number, from = 0): Promise<void> {
  const filer = await createSender(node.db, { name: `Lune carrier ${from}`, gateway: 'cargo' })
  const zeros = `[${numberNames.map(() => 0).join()}]`
  await owner.query('alter table cargo_inspection disable trigger user')
  await owner.query(
    `with made as (
      insert into cargo_consignment (id, key, generation, level, state, consolidation, version, filer, first_received_at, changed_at, regime, purposes, team, received_at, delete_at)
      select gen_random_uuid(), 'air/test/' || ($3 + n), 1, 'master', 'complete', false, 1, $1, at, at, 'cargo-own', '{customs-security}', 'cargo', at, at + interval '3 years'
      from generate_series(1, $2::int) n cross join lateral (select $4::timestamptz - interval '60 days' + n * interval '1 minute' as at) t
      returning id, key, first_received_at as at
    ), numbered as (select *, row_number() over (order by key) as n from made),
    observed as (
      insert into cargo_observation (consignment_id, version, filer, first_at, at, sighted, features_version, inputs, drop_at, delete_at)
      select id, 1, $1, at, at, '{}', $5, json_build_object('codes', array['air', '', 'master', '', o, 'OSL', '', '61', '6105', '610510', '610510|' || o, ''],
        'numbers', $6::json), at + interval '1 year', at + interval '3 years'
      from numbered cross join lateral (select case when n % $7::int = 0 then 'HKG' else 'IST' end as o) p
    )
    insert into cargo_inspection (id, consignment_id, consignment_version, ordered_at, lane, state, outcome, result_id, closed_at, regime, purposes, team, received_at, delete_at, b)
    select gen_random_uuid(), id, 1, at, 'red', 'open', null, null, null, 'cargo-own', '{customs-security}', 'inspection', at, at + interval '3 years', '' from numbered`,
    [filer, count, from, now, featuresVersion, zeros, every],
  )
  await owner.query(
    `alter table cargo_inspection drop constraint if exists cargo_inspection_result_id_fkey;
    update cargo_inspection i set state = 'closed', outcome = case when o.inputs->'codes'->>4 = 'HKG' then 'found' else 'nothing-found' end,
      result_id = gen_random_uuid(), closed_at = o.at + interval '1 day' from cargo_observation o where o.consignment_id = i.consignment_id and i.state = 'open';
    insert into cargo_inspection_reason (inspection_id, consignment_id, kind, ref, version, ordered, at)
      select id, consignment_id, 'random', '', 0, true, ordered_at from cargo_inspection on conflict do nothing`,
  )
}
const models = async () => (await (await call('analyst'))('GET', '/v1/cargo/models')).body as CargoModelList
const train = async (kind: string) => (await call('analyst'))('POST', '/v1/cargo/models', { kind })
const active = () => node.db.selectFrom('cargo_model').select(['id', 'hash']).where('state', '=', 'active').execute()

test('without results there is no model and no score', async () => {
  expect(await models()).toMatchObject({ items: [], labelled: { rows: 0, positives: 0 } })
  expect(await train('hit-rate-table')).toMatchObject({ status: 422, body: { code: 'training-data-too-small' } })
  expect(await modelInForce({ db: node.db as never, stops: noStops })).toBeNull()
})

test('the table of hit rates is the first model, and a second person brings it into force', async () => {
  await inspect(40, 8)
  const asked = await train('hit-rate-table')
  expect(asked).toMatchObject({ status: 202, body: { state: 'training', kind: 'hit-rate-table' } })
  await node.whenIdle()
  const [model] = (await models()).items as [CargoModel]
  expect(model).toMatchObject({
    state: 'trained',
    trained: { rows: 32 },
    report: { measured: { rows: 8, drawnRows: 8 }, inForce: null },
  })
  const promote = async (name: string) => (await call(name))('POST', `/v1/cargo/models/${model.id}/promote`)
  expect(await promote('analyst')).toMatchObject({ status: 403 })
  expect(await promote('supervisor')).toMatchObject({ status: 200, body: { state: 'active' } })
  const db = node.db as never
  expect(await modelInForce({ db, stops: noStops })).not.toBeNull()
  const [other, own] = [randomUUID(), model.id].map((id) => new StopSet([{ type: 'model', id }]))
  expect([
    await modelInForce({ db, stops: other as StopSet }),
    await modelInForce({ db, stops: own as StopSet }),
  ]).toEqual([expect.anything(), null])
  expect(await promote('supervisor')).toMatchObject({ status: 409, body: { code: 'model-state' } })
  expect(await active()).toEqual([{ id: model.id, hash: model.hash }])
  // The database itself refuses changed bytes and an author who promotes.
  await expect(
    owner.query("update cargo_model set bytes = '\\x01', hash = encode(sha256('\\x01'), 'hex')"),
  ).rejects.toThrow('does not change')
})

test('with 40 findings trees are refused, and the model in force stays', async () => {
  await inspect(1000, 29, 1000)
  const { labelled } = await models()
  expect(labelled).toMatchObject({ rows: 1040, positives: 39 })
  const before = await active()
  expect(await train('boosted-trees')).toMatchObject({ status: 422, body: { code: 'training-data-too-small' } })
  expect(await active()).toEqual(before)
})

test('a challenger is trained in a thread and shown beside the model in force; its author cannot promote it', async () => {
  await inspect(400, 4, 3000)
  expect(await train('boosted-trees')).toMatchObject({ status: 202 })
  expect(await train('boosted-trees')).toMatchObject({ status: 409, body: { code: 'model-state' } })
  await node.whenIdle()
  const { items } = await models()
  const [challenger, table] = (['boosted-trees', 'hit-rate-table'] as const).map((kind) =>
    items.find((model) => model.kind === kind),
  ) as [CargoModel, CargoModel]
  expect(challenger).toMatchObject({
    state: 'trained',
    report: { challenger: { modelId: challenger.id }, inForce: { modelId: table.id } },
  })
  // A supervisor who was the author is refused by the node, and by the database if the node forgets it.
  const person = await node.db
    .selectFrom('account')
    .select(['id', 'person_id'])
    .where('name', '=', 'supervisor')
    .executeTakeFirstOrThrow()
  await owner.query('alter table cargo_model disable trigger user')
  await owner.query('update cargo_model set author_id = $1 where id = $2', [person.person_id, challenger.id])
  await owner.query('alter table cargo_model enable trigger user')
  const supervisor = await call('supervisor')
  expect(await supervisor('POST', `/v1/cargo/models/${challenger.id}/promote`)).toMatchObject({
    status: 409,
    body: { code: 'same-person' },
  })
  const detail = (await supervisor('GET', `/v1/cargo/models/${challenger.id}`)).body as CargoModelDetail
  expect(detail).toMatchObject({ may: { promote: false, retire: false, because: 'same-person' }, drift: [] })
  // Findings of the invented results depend on the origin, so trees compare it.
  expect(detail.importance.map(({ feature }) => feature)).toEqual(expect.arrayContaining(['origin']))
  expect(detail.importance.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  expect((await supervisor('GET', `/v1/cargo/models/${table.id}`)).body).toMatchObject({
    ...{ importance: [{ feature: 'hs6|origin', share: 1 }], may: { promote: false, retire: true } },
  })
  const promoted = "update cargo_model set state = 'active', approver_id = $1, approver_account_id = $2 where id = $3"
  const retire = (body: object) => supervisor('POST', `/v1/cargo/models/${table.id}/retire`, body)
  expect((await retire({})).status).toBe(422)
  expect(await retire({ reason: 'It drifts.' })).toMatchObject({
    status: 200,
    body: { state: 'retired', retirement: 'It drifts.', retirer: expect.any(String) },
  })
  expect(await modelInForce({ db: node.db as never, stops: noStops })).toBeNull()
  expect((await retire({ reason: 'Again.' })).status).toBe(409)
  await expect(owner.query(promoted, [person.person_id, person.id, challenger.id])).rejects.toThrow('cannot promote')
  // The account of a supervisor does not stand for another person.
  const another = await node.db
    .selectFrom('account')
    .select('person_id')
    .where('name', '=', 'officer')
    .executeTakeFirst()
  await expect(owner.query(promoted, [another?.person_id, person.id, challenger.id])).rejects.toThrow('another person')
})

test('rates name filers and results, and drift is measured each day', async () => {
  await measureDrift({ store: node.store, member: { id: 'norland.example', name: 'Norland' } })
  const rates = (await (await call('supervisor'))('GET', '/v1/cargo/rates')).body as CargoRates
  expect(rates).toMatchObject({ filers: [], drift: null })
})
