import { existsSync, readFileSync } from 'node:fs'
import type {
  CargoFinding,
  CargoRuleList,
  CaseDetail,
  ConsignmentDetail,
  UndeclaredContainerList,
} from '@entente/contracts'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openCargoDesk } from '../cargo-desk.fixture.ts'
import { voyageOf } from '../consignments/voyage.ts'
import { awmds, baplie, containerOf, cuscar } from '../voyage-messages.fixture.ts'
import { compareVoyage } from './compare-voyage.ts'
import { mostUndeclared } from './keep-undeclared.ts'
import { mostVoyages, readVoyages } from './read-voyages.ts'

const { node, keys, ask, send, file, now } = await openCargoDesk()
afterAll(() => node.stop())

/** Each test has a voyage and containers of its own. */
let voyages = 0
function nextVoyage() {
  voyages += 1
  const first = voyages * 1000
  return { voyage: `${voyages}W`, of: (n: number) => containerOf(first + n), bill: (n: number) => `LUNE${first + n}` }
}
async function consignmentOf(bill: string): Promise<ConsignmentDetail> {
  const { id } = (await ask('/v1/cargo/consignments/find', 'POST', { key: `sea/LUNE/${bill}` })).body as { id: string }
  return (await ask(`/v1/cargo/consignments/${id}`)).body as ConsignmentDetail
}
/** The findings of rule R9 of a bill, `CODE container`. */
const foundOf = async (bill: string): Promise<string[]> =>
  ((await consignmentOf(bill)).findings as unknown as CargoFinding[])
    .filter(({ rule }) => rule === 'R9')
    .map(({ code, equipment }) => `${code} ${equipment}`)
/** The containers of a voyage that no declaration names, with the state of their consignment and of their case. */
async function undeclaredOf(voyage: string): Promise<[string | undefined, string, string | null][]> {
  const { rows } = await sql<{ key: string; state: string; kase: string | null }>`
    select c.key, c.state, (select k.state from case_file k where k.subject_id = c.id and k.ended_at is null) as kase
    from cargo_consignment c where c.key like ${`stowed/%/${voyage}/%`} order by c.key`.execute(node.db)
  return rows.map(({ key, state, kase }) => [key.split('/').at(-1), state, kase])
}
const stowedId = async (container: string): Promise<string> =>
  (
    await node.db
      .selectFrom('cargo_consignment')
      .select('id')
      .where('key', 'like', `stowed/%/${container}`)
      .executeTakeFirstOrThrow()
  ).id

test('nothing is found before manifest and plan are both there', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(baplie([{ id: of(1) }, { id: of(2) }], { voyage }))
  expect(await undeclaredOf(voyage)).toEqual([])
  const other = nextVoyage()
  await file(cuscar([{ id: other.bill(1), containers: [{ id: other.of(1) }] }], { voyage: other.voyage }))
  expect(await foundOf(other.bill(1))).toEqual([])
  await file(cuscar([{ id: bill(1), containers: [{ id: of(1) }] }], { voyage }))
  expect(await undeclaredOf(voyage)).toEqual([[of(2), 'partial', 'open']])
})

test.each(['manifest first', 'plan first'])('containers are compared, %s', async (order) => {
  const { voyage, of, bill } = nextVoyage()
  const manifest = cuscar(
    [
      { id: bill(1), containers: [{ id: of(1) }] },
      { id: bill(2), containers: [{ id: of(2) }] },
      { id: bill(3), containers: [{ id: of(3), full: true, kg: null }] },
      { id: bill(4), containers: [{ id: of(4), kg: 9_000 }] },
    ],
    { voyage },
  )
  const plan = baplie(
    [{ id: of(1), vgm: 14_200 }, { id: of(3), full: false }, { id: of(4), vgm: 19_500 }, { id: of(5) }],
    { voyage },
  )
  const both = [manifest, plan]
  for (const bytes of order === 'manifest first' ? both : both.toReversed()) await file(bytes)
  expect(await foundOf(bill(1))).toEqual([])
  expect(await foundOf(bill(2))).toEqual([`EQUIPMENT_NOT_STOWED ${of(2)}`])
  expect(await foundOf(bill(3))).toEqual([`EMPTY_DECLARED_FULL ${of(3)}`])
  expect(await foundOf(bill(4))).toEqual([`GROSS_VS_VGM ${of(4)}`])
  expect(await undeclaredOf(voyage)).toEqual([[of(5), 'partial', 'open']])
})

test('an ASYCUDA manifest is compared too, by the name of the ship', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(awmds([{ id: bill(1), containers: [{ id: of(1), kg: 12_000 }, { id: of(2) }] }], { voyage }))
  await file(baplie([{ id: of(1), vgm: 15_500 }, { id: of(3) }], { voyage, imo: null }))
  expect(await foundOf(bill(1))).toEqual([`EQUIPMENT_NOT_STOWED ${of(2)}`, `GROSS_VS_VGM ${of(1)}`].sort(byContainer))
  expect(await undeclaredOf(voyage)).toEqual([[of(3), 'partial', 'open']])
})
const byContainer = (one: string, other: string) => ((one.split(' ')[1] ?? '') < (other.split(' ')[1] ?? '') ? -1 : 1)

test('the case says which container it is, and its rule is in the list as one in force', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(cuscar([{ id: bill(1), containers: [{ id: of(1) }] }], { voyage }))
  const plan = await file(baplie([{ id: of(1) }, { id: of(2), vgm: 21_000 }], { voyage }))
  const id = await stowedId(of(2))
  const detail = (await ask(`/v1/cargo/consignments/${id}`)).body as ConsignmentDetail
  expect(detail).toMatchObject({
    ...{ level: 'declaration', mode: 'sea', status: 'in-review', key: `stowed/9074729/${voyage}/${of(2)}` },
    consignment: { id: of(2), equipmentIds: [of(2)], grossKg: 21_000, portOfDischarge: 'NOOSL' },
    findings: [{ code: 'EQUIPMENT_UNDECLARED', equipment: of(2), rule: 'R9', messageId: null }],
    equipment: [{ id: of(2), messageId: plan, format: 'baplie', vgmKg: 21_000 }],
  })
  const kase = (await ask(`/v1/cases/${detail.caseId}`)).body as CaseDetail
  expect(kase.hits.map(({ rule }) => rule?.title)).toEqual(['No declaration names the container'])
  const { items } = (await ask('/v1/cargo/rules')).body as CargoRuleList
  const rule = items.find(({ builtIn }) => builtIn === 'undeclared-equipment')
  expect(rule).toMatchObject({ state: 'active', effect: 'case', active: { version: 1 } })
  expect(rule?.hits).toBeGreaterThan(0)
})

test('a filer sees nothing of its containers in doubt', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(cuscar([{ id: bill(1), containers: [{ id: of(1) }] }], { voyage }))
  const plan = await file(baplie([{ id: of(1) }, { id: of(2) }], { voyage }))
  const key = `stowed/9074729/${voyage}/${of(2)}`
  const asFiler = (path: string, body?: object) =>
    fetch(`${node.url}${path}`, {
      ...{ method: body === undefined ? 'GET' : 'POST', body: body === undefined ? null : JSON.stringify(body) },
      headers: { authorization: `Bearer ${keys.carrier}`, ...(body && { 'content-type': 'application/json' }) },
    })
  const listed = await (await asFiler(`/v1/cargo/messages/${plan}/consignments`)).json()
  expect(listed).toMatchObject({ items: [] })
  expect((await asFiler('/v1/cargo/consignments/find', { key })).status).toBe(404)
  const reading = (await (await asFiler(`/v1/cargo/messages/${plan}/reading`)).json()) as {
    messages: { consignments: unknown[]; equipment: unknown[] }[]
  }
  expect(reading.messages.map((one) => [one.consignments.length, one.equipment.length])).toEqual([[0, 2]])
  const answers = (await (await asFiler('/v1/cargo/answers?after=0')).json()) as {
    items: { consignment: { key: string } }[]
  }
  expect(answers.items.map(({ consignment }) => consignment.key).filter((one) => one.includes('stowed'))).toEqual([])
  // Officers find it at the message that has it.
  const { items } = (await ask(`/v1/cargo/messages/${plan}/consignments`)).body as { items: { key: string }[] }
  expect(items.map((one) => one.key)).toEqual([key])
})

test('a declaration ends the case of a container that nobody took, and its cancellation opens it again', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(cuscar([{ id: bill(1), containers: [{ id: of(1) }] }], { voyage }))
  await file(baplie([{ id: of(1) }, { id: of(2) }], { voyage }))
  const late = [{ id: bill(2), containers: [{ id: of(2) }] }]
  await file(cuscar(late, { voyage, reference: 'M2', minute: 5 }))
  expect(await undeclaredOf(voyage)).toEqual([[of(2), 'cancelled', 'closed']])
  await file(cuscar(late, { voyage, reference: 'M3', minute: 6, code: 1 }))
  expect(await undeclaredOf(voyage)).toEqual([[of(2), 'partial', 'open']])
})

test('a case that an officer reviews stays open until a person closes it', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(cuscar([{ id: bill(1), containers: [{ id: of(1) }] }], { voyage }))
  await file(baplie([{ id: of(1) }, { id: of(2) }], { voyage }))
  const { caseId } = (await ask(`/v1/cargo/consignments/${await stowedId(of(2))}`)).body as ConsignmentDetail
  await node.db
    .updateTable('case_file')
    .set({ state: 'in-review' })
    .where('id', '=', caseId as string)
    .execute()
  await file(cuscar([{ id: bill(2), containers: [{ id: of(2) }] }], { voyage, reference: 'M2', minute: 5 }))
  expect(await undeclaredOf(voyage)).toEqual([[of(2), 'cancelled', 'in-review']])
})

test('a corrected manifest and a corrected plan are compared anew', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(cuscar([{ id: bill(1), containers: [{ id: of(1) }] }], { voyage }))
  await file(baplie([{ id: of(2) }], { voyage }))
  expect(await foundOf(bill(1))).toEqual([`EQUIPMENT_NOT_STOWED ${of(1)}`])
  // The manifest names the right container now.
  await file(cuscar([{ id: bill(1), containers: [{ id: of(2) }] }], { voyage, reference: 'M2', code: 5, minute: 5 }))
  expect([await foundOf(bill(1)), await undeclaredOf(voyage)]).toEqual([[], [[of(2), 'cancelled', 'closed']]])
  // A new plan without it; an older plan that comes late changes nothing.
  await file(baplie([{ id: of(3) }], { voyage, reference: 'P2', minute: 7 }))
  await file(baplie([{ id: of(2) }, { id: of(4) }], { voyage, reference: 'P0', minute: 0 }))
  expect(await foundOf(bill(1))).toEqual([`EQUIPMENT_NOT_STOWED ${of(2)}`])
  expect((await undeclaredOf(voyage)).filter(([, state]) => state === 'partial')).toEqual([[of(3), 'partial', 'open']])
  // Without a plan there is nothing to compare.
  await file(baplie([{ id: of(3) }], { voyage, reference: 'P3', code: 1, minute: 9 }))
  expect(await foundOf(bill(1))).toEqual([])
  expect((await undeclaredOf(voyage)).filter(([, state]) => state === 'partial')).toEqual([])
})

test('only ports of both sides count', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(
    cuscar(
      [
        { id: bill(1), containers: [{ id: of(1) }] },
        { id: bill(2), containers: [{ id: of(2), from: 'GRPIR' }] },
      ],
      { voyage },
    ),
  )
  await file(baplie([{ id: of(1) }, { id: of(3), to: 'SEGOT' }], { voyage }))
  // The plan does not speak of the later port of loading, nor the manifest of the other port of discharge.
  expect([await foundOf(bill(2)), await undeclaredOf(voyage)]).toEqual([[], []])
  await file(baplie([{ id: of(1) }], { voyage, reference: 'P2', leaves: 'GRPIR', minute: 6 }))
  expect(await foundOf(bill(2))).toEqual([`EQUIPMENT_NOT_STOWED ${of(2)}`])
})

test('another ship with the same voyage number is another voyage', async () => {
  const { voyage, of, bill } = nextVoyage()
  await file(cuscar([{ id: bill(1), containers: [{ id: of(1) }] }], { voyage }))
  await file(baplie([{ id: of(2) }], { voyage, imo: '9321483', ship: 'GRAY HERON' }))
  expect([await foundOf(bill(1)), await undeclaredOf(voyage)]).toEqual([[], []])
})

test('messages sent twice, at once or in an interrupted job change nothing', async () => {
  const { voyage, of, bill } = nextVoyage()
  const manifest = cuscar([{ id: bill(1), containers: [{ id: of(1) }, { id: of(2) }] }], { voyage })
  const plan = baplie([{ id: of(1) }, { id: of(3) }], { voyage })
  await Promise.all([send(manifest), send(plan), send(plan, keys.forwarder)])
  await node.whenIdle()
  const state = async () => ({
    found: await foundOf(bill(1)),
    undeclared: await undeclaredOf(voyage),
    versions: await sql`select c.key, c.version from cargo_consignment c where c.key like ${`%/${voyage}/%`} order by 1`
      .execute(node.db)
      .then(({ rows }) => rows),
    hits: await sql`select count(*)::int from hit where withdrawn_at is null`.execute(node.db).then(({ rows }) => rows),
  })
  const before = await state()
  expect(before.found).toEqual([`EQUIPMENT_NOT_STOWED ${of(2)}`])
  expect(before.undeclared).toEqual([[of(3), 'partial', 'open']])
  await file(manifest)
  await file(plan)
  const { rows } = await sql<{ id: string }>`select distinct voyage_id as id from cargo_consignment
    where key like ${`%/${bill(1)}`}`.execute(node.db)
  const deps = { store: node.store, member: { id: 'norland.example', name: 'Norland' } }
  for (const { id } of rows) await Promise.all([1, 2].map(() => compareVoyage(deps, { voyageId: id })))
  await node.whenIdle()
  expect(await state()).toEqual(before)
})

test('a missing manifest fills no queue: few containers have cases, and supervisors get an alarm', async () => {
  const { voyage, of, bill } = nextVoyage()
  const manifest = await file(cuscar([{ id: bill(1), containers: [{ id: of(0) }] }], { voyage }))
  const others = Array.from({ length: mostUndeclared + 5 }, (_, n) => ({ id: of(n + 1) }))
  const plan = await file(baplie([{ id: of(0) }, ...others], { voyage }))
  expect((await undeclaredOf(voyage)).filter(([, , kase]) => kase === 'open')).toHaveLength(mostUndeclared)
  const alarm = await node.db
    .selectFrom('alarm')
    .select(['ref', 'detail'])
    .where('code', '=', 'cargo-equipment-undeclared')
    .executeTakeFirstOrThrow()
  const sender = await node.db
    .selectFrom('message')
    .select('sender_id')
    .where('id', '=', plan)
    .executeTakeFirstOrThrow()
  expect(alarm).toEqual({
    ref: `sender:${sender.sender_id}`,
    detail: { value: others.length, limit: mostUndeclared, message: plan },
  })
  // Officers read all of them at the plan and at the manifest, page by page.
  const listOf = async (search: string) => (await ask(`/v1/cargo/messages/${search}`)).body as UndeclaredContainerList
  const first = await listOf(`${plan}/undeclared?limit=22`)
  const rest = await listOf(`${plan}/undeclared?limit=22&next=${first.next}`)
  const listed = [...first.items, ...rest.items]
  expect([first.total, first.items.length, rest.next]).toEqual([others.length, 22, null])
  expect(listed.map(({ container }) => container)).toEqual(others.map(({ id }) => id).sort())
  expect(listed.filter(({ consignmentId }) => consignmentId !== null)).toHaveLength(mostUndeclared)
  expect(listed[0]).toMatchObject({ filled: true, grossKg: 14_200, portOfDischarge: 'NOOSL', planId: plan })
  expect((await listOf(`${manifest}/undeclared?limit=1`)).total).toBe(others.length)
  // The second manifest leaves one container undeclared, and closes all other cases.
  const declared = others.slice(0, -1).map((one, n) => ({ id: bill(n + 2), containers: [one] }))
  await file(cuscar(declared, { voyage, reference: 'M2', minute: 5 }))
  const left = (await undeclaredOf(voyage)).filter(([, state]) => state === 'partial')
  expect(left).toEqual([[others.at(-1)?.id, 'partial', 'open']])
  const { items } = await listOf(`${plan}/undeclared`)
  expect(items.map(({ container, consignmentId }) => [container, consignmentId !== null])).toEqual([
    [others.at(-1)?.id, true],
  ])
})

test('voyages with invented names of one ship are cut, and the own one remains', async () => {
  const { voyage } = nextVoyage()
  const made = Array.from({ length: mostVoyages + 50 }, (_, n) =>
    voyageOf({ mode: 'sea', reference: voyage, id: `SIGN${n}`, name: 'GRAY HERON', imo: null }),
  ).filter((one) => one !== null)
  await node.db.insertInto('cargo_voyage').values(made).execute()
  const own = made.at(-1) as (typeof made)[number]
  const { voyages: found } = await node.db.transaction().execute((db) => readVoyages({ db, now: now() }, own))
  expect([found.size, found.has(own.id)]).toEqual([mostVoyages, true])
})

test('a manifest that is being read in parts waits for its end', async () => {
  const { voyage, of, bill } = nextVoyage()
  // Above 64 kB a message is read in parts, in transactions of their own.
  const many = Array.from({ length: 700 }, (_, n) => ({ id: bill(n), containers: [{ id: of(n) }], goods: 'CHAIRS' }))
  await file(
    baplie(
      many.map(({ containers: [one] }) => ({ id: one?.id ?? '' })),
      { voyage },
    ),
  )
  await file(cuscar(many, { voyage }))
  expect(await undeclaredOf(voyage)).toEqual([])
  expect(await foundOf(bill(3))).toEqual([])
})

// The folder has sample messages. It is not part of the repository.
const folder = new URL('../../../../../../../shared/data/cargo/', import.meta.url)
const present = existsSync(new URL('d07-awmds-synthetic.xml', folder))
if (!present) console.warn('skipped: the sample messages about goods are not beside this checkout')

test.skipIf(!present)('the containers of a sample manifest are compared with an invented plan', async () => {
  await file(readFileSync(new URL('d07-awmds-synthetic.xml', folder)))
  await file(readFileSync(new URL('d04-baplie.edi', folder)))
  const { voyage, of } = { voyage: 'V0106N', of: nextVoyage().of }
  const [known, port] = ['CSQU3054383', { from: 'CNSHA', to: 'FJSUV' }]
  await file(
    baplie(
      [
        { id: known, ...port },
        { id: of(1), ...port },
      ],
      { voyage, ship: 'EXAMPLE', imo: null, leaves: 'CNSHA' },
    ),
  )
  const { rows } = await sql<{ key: string; code: string; container: string }>`
    select c.key, f.code, f.container from cargo_equipment_finding f join cargo_consignment c on c.id = f.consignment_id
    join cargo_voyage v on v.id = c.voyage_id where v.label like '%/V0106N' order by 2`.execute(node.db)
  expect(rows.map(({ code, container }) => [code, container])).toEqual([
    ['EQUIPMENT_NOT_STOWED', 'MSKU7351771'],
    ['EQUIPMENT_UNDECLARED', of(1)],
  ])
})
