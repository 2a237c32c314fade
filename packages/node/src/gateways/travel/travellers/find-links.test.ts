import { type Actor, CaseLinks } from '@entente/contracts'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchSubjects } from '../../../pipeline/match/match-subjects.ts'
import { readLinks } from '../../../pipeline/review/read-links.ts'
import { assignCase } from '../../../pipeline/review/work-on-cases.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type BookedPerson, type Booking, paxlst, pnrgov } from '../edifact.fixture.ts'
import { type InteractiveStage, openInteractiveStage } from '../interactive/interactive-stage.fixture.ts'
import { sharedDetails } from './shared-details.ts'

let analyst: Actor
let stage: InteractiveStage
afterAll(() => stage.close())
beforeAll(async () => {
  stage = await openInteractiveStage()
  analyst = await stage.person('Ines', 'analyst')
})

const access = (actor: Actor, purpose: 'border-control' | 'aviation-security' = 'border-control') =>
  stage.deps.store.for(actor, { purpose, caseId: null })
const linksOf = async (caseId: string, actor = analyst) =>
  CaseLinks.parse(await readLinks(access(actor), stage.deps.gateways, caseId))
const phoneOf = (number: string): string => `SSR+CTCM:HK:1:7N:::::${number}`
let messages = 0
async function book(bookings: readonly Booking[], flight = '7N+482'): Promise<string[]> {
  messages += 1
  const taken = await stage.take(pnrgov(bookings, { flight, at: `261123:${1000 + messages}`, access: `A${messages}` }))
  return taken.people.map(({ travellerId }) => travellerId)
}
const one = (surname: string, given: string, more: Partial<BookedPerson> = {}): BookedPerson => ({
  surname,
  given,
  ...more,
})
const labels = (links: CaseLinks): string[] => links.nodes.map(({ kind, label }) => `${kind} ${label}`).toSorted()

/** Makes a case about a person with a passport, who booked with this phone. */
async function caseWith(surname: string, locator: string, phone: string, others: readonly BookedPerson[] = []) {
  const document = `D${locator}1`
  await stage.watch(surname, 'OMAR', document)
  const ids = await book([
    { locator, people: [one(surname, 'OMAR', { document, birth: '17MAY81' }), ...others], extra: phoneOf(phone) },
  ])
  await matchSubjects(stage.match, { gateway: 'travel', subjectIds: ids })
  const row = await stage.db
    .selectFrom('case_file')
    .select('id')
    .where('subject_id', 'in', ids)
    .executeTakeFirstOrThrow()
  return { caseId: row.id, ids, document }
}

test('people who share a phone are linked by it, once for each person, and never to themselves', async () => {
  const { caseId } = await caseWith('BRENNHOLT', 'AAA111', '4790000111', [one('BRENNHOLT', 'LEILA')])
  await book([{ locator: 'BBB222', people: [one('TRABELOU', 'KARIM')], extra: phoneOf('4790000111') }], '7N+600')
  await book([{ locator: 'BBB223', people: [one('TRABELOU', 'KARIM')], extra: phoneOf('4790000111') }], '7N+601')
  const links = await linksOf(caseId)
  expect(links.nodes[0]).toMatchObject({ kind: 'person', label: 'BRENNHOLT, OMAR', caseId, href: null })
  expect(labels(links).filter((label) => label.startsWith('person BRENN'))).toHaveLength(2)
  const phone = links.nodes.find(({ kind }) => kind === 'phone')
  expect(phone?.label).toMatch(/^\S+ ··· 111$/)
  // The companion has the booking's phone too, but is linked by the booking alone.
  const companion = links.nodes.find(({ label }) => label === 'BRENNHOLT, LEILA')
  const booking = links.nodes.find(({ kind }) => kind === 'booking')
  const endsOf = (id: string | undefined) => links.edges.flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : []))
  expect(endsOf(companion?.id)).toEqual([booking?.id])
  expect(booking).toMatchObject({ label: 'AAA111', people: 2 })
  expect(links).toMatchObject({ more: 0, complete: true })
  expect(links.edges.filter(({ kind }) => kind === 'hit')).toHaveLength(1)
})

test('a record of the same person is one node, joined by the document', async () => {
  const { caseId, document } = await caseWith('SAMEVOLD', 'CCC333', '4790000333')
  const back = await stage.take(
    paxlst([{ surname: 'SAMEVOLD', given: 'OMAR', birth: '810517', document, issuer: 'NLD' }], {
      ...{ flight: '7N0483', from: 'OSL', to: 'TUN', departs: '2611281850', arrives: '2611282240' },
    }),
  )
  await matchSubjects(stage.match, { gateway: 'travel', subjectIds: back.people.map(({ travellerId }) => travellerId) })
  const links = await linksOf(caseId)
  expect(links.nodes.filter(({ kind }) => kind === 'case')).toMatchObject([{ where: '7N 483', day: '2026-11-28' }])
  expect(links.edges.filter(({ kind }) => kind === 'same')).toHaveLength(2)
  expect(links.nodes.filter(({ kind }) => kind === 'person')).toHaveLength(1)
})

test('the people of linked people are found too, and no further', async () => {
  const { caseId } = await caseWith('CHAINROD', 'DDD444', '4790000444')
  const two = (a: string, b: string): string => `${phoneOf(a)}'${phoneOf(b)}`
  await book([{ locator: 'EEE551', people: [one('FIRSTER', 'ADA')], extra: two('4790000444', '4790000445') }], '7N+610')
  await book([{ locator: 'EEE552', people: [one('SECONDO', 'BIA')], extra: two('4790000445', '4790000446') }], '7N+611')
  await book([{ locator: 'EEE553', people: [one('THIRDOR', 'CIA')], extra: two('4790000446', '4790000447') }], '7N+612')
  const found = labels(await linksOf(caseId))
  expect(found).toContain('person FIRSTER, ADA')
  expect(found).toContain('person SECONDO, BIA')
  expect(found).not.toContain('person THIRDOR, CIA')
})

test('a phone of more than 20 bookings is one node with a number of people', async () => {
  const { caseId } = await caseWith('AGENTSEN', 'FFF666', '4790000666')
  const clients = await book(
    Array.from({ length: 22 }, (_, n) => ({
      ...{ locator: `G${1000 + n}`, people: [one(`CLIENT${'ABCDEFGHIJKLMNOPQRSTUV'[n]}`, 'UMA')] },
      extra: phoneOf('4790000666'),
    })),
    '7N+620',
  )
  const links = await linksOf(caseId)
  expect(links.nodes.filter(({ kind }) => kind === 'people')).toMatchObject([{ people: 22, morePeople: false }])
  expect(labels(links).join()).not.toContain('CLIENT')
  const away = { purposes: ['aviation-security'] }
  await stage.db
    .updateTable('traveller')
    .set(away)
    .where('id', '=', clients[0] as string)
    .execute()
  const counted = (await linksOf(caseId)).nodes.find(({ kind }) => kind === 'people')
  expect(counted?.people, 'a record of another purpose is not counted').toBe(21)
})

test('records of another purpose, team or retention are neither shown nor counted', async () => {
  const { caseId } = await caseWith('RIGHTLEY', 'HHH777', '4790000777')
  const [hidden] = await book(
    [{ locator: 'III881', people: [one('OTHERBY', 'PIA')], extra: phoneOf('4790000777') }],
    '7N+630',
  )
  const update = (set: Record<string, unknown>) =>
    stage.db
      .updateTable('traveller')
      .set(set)
      .where('id', '=', hidden as string)
      .execute()
  const row = await stage.db
    .selectFrom('traveller')
    .select(['purposes', 'team', 'delete_at'])
    .where('id', '=', hidden as string)
    .executeTakeFirstOrThrow()
  expect(labels(await linksOf(caseId))).toContain('person OTHERBY, PIA')
  for (const set of [{ purposes: ['aviation-security'] }, { team: 'content' }, { delete_at: stage.clock.now }]) {
    await update({ ...row, ...set })
    expect(labels(await linksOf(caseId)), JSON.stringify(set)).not.toContain('person OTHERBY, PIA')
  }
  await update(row)
  await stage.db
    .updateTable('selector_index')
    .set({ mask_at: stage.clock.now })
    .where('owner_id', '=', hidden as string)
    .execute()
  expect(labels(await linksOf(caseId)), 'masked').not.toContain('person OTHERBY, PIA')
})

test('people of flights more than 30 days away are left out', async () => {
  const { caseId } = await caseWith('FARAWAYD', 'JJJ999', '4790000999')
  const [other] = await book(
    [{ locator: 'KKK991', people: [one('DISTANTE', 'EVA')], extra: phoneOf('4790000999') }],
    '7N+640',
  )
  expect(labels(await linksOf(caseId))).toContain('person DISTANTE, EVA')
  const { flight_id: flight } = await stage.db
    .selectFrom('traveller')
    .select('flight_id')
    .where('id', '=', other as string)
    .executeTakeFirstOrThrow()
  await stage.db
    .updateTable('flight')
    .set({ departs_at: new Date('2026-10-20T00:00:00Z') })
    .where('id', '=', flight)
    .execute()
  expect(labels(await linksOf(caseId))).not.toContain('person DISTANTE, EVA')
})

test('a case that a colleague has is not named at a linked person', async () => {
  const { caseId } = await caseWith('FIRSTCAS', 'LLL112', '4790000112')
  const { caseId: other } = await caseWith('SECONDCA', 'MMM112', '4790000112')
  const nodeOf = async () => (await linksOf(caseId)).nodes.find(({ label }) => label === 'SECONDCA, OMAR')
  expect(await nodeOf()).toMatchObject({ caseId: other })
  const colleague = await stage.person('Carl', 'analyst')
  await assignCase(access(colleague), other, colleague.person)
  expect(await nodeOf()).toMatchObject({ caseId: null, reference: null })
})

test('all that is read is one entry of the log, which counts the opened records', async () => {
  const { caseId } = await caseWith('LOGGERTH', 'NNN113', '4790000113')
  await book([{ locator: 'OOO113', people: [one('COUNTED', 'ANA')], extra: phoneOf('4790000113') }], '7N+650')
  const entries = () =>
    stage.db
      .selectFrom('audit.entry')
      .select(['type', 'entry', 'details'])
      .where('ref', '=', `case:${caseId}`)
      .execute()
  const before = (await entries()).length
  await linksOf(caseId)
  const added = (await entries()).slice(before)
  expect(added.map(({ type, details }) => [type, JSON.parse(details.toString())])).toEqual([
    ['record.read', { what: 'links' }],
  ])
  expect(JSON.parse(added[0]?.entry ?? '{}').count).toBeGreaterThanOrEqual(2)
})

test('a phone on 50,000 bookings costs a bounded number of rows and statements', async () => {
  const { caseId, ids } = await caseWith('HOSTILES', 'PPP114', '4790000114')
  const key = await stage.db
    .selectFrom('selector_index')
    .selectAll()
    .where('owner_id', '=', ids[0] as string)
    .where('kind', '=', 'phone')
    .executeTakeFirstOrThrow()
  await stage.db.executeQuery(
    CompiledQuery.raw(
      `with made as (
        insert into traveller (id, flight_id, version, state, role, regime, purposes, team, received_at, delete_at, a, b)
        select gen_random_uuid(), flight_id, 1, 'present', role, regime, purposes, team, received_at, delete_at, a, b
        from traveller, generate_series(1, 50000) where id = $1 returning id)
      insert into selector_index (hash, kind, owner_type, owner_id) select $2, 'phone', 'traveller', id from made`,
      [ids[0], key.hash],
    ),
  )
  let statements = 0
  const counted = stage.deps.store.for(analyst, { purpose: 'border-control', caseId: null })
  const links = await readLinks(
    {
      transaction: (intent, work) =>
        counted.transaction(intent, (tx) =>
          work(
            countingTx(tx, () => {
              statements += 1
            }),
          ),
        ),
    },
    stage.deps.gateways,
    caseId,
  )
  expect(statements).toBeGreaterThan(5)
  expect(statements).toBeLessThanOrEqual(12)
  expect(links.nodes.find(({ kind }) => kind === 'people')).toMatchObject({ morePeople: true })
  const window = { from: new Date(0), to: new Date('2030-01-01'), without: [] }
  const rows = await stage.act(async (tx) => {
    let asked: { sql: string; parameters: readonly unknown[] } | null = null
    await sharedDetails(
      countingTx(tx, (query) => {
        asked = query
      }),
      ids,
      window,
    )
    const { sql, parameters } = asked as unknown as { sql: string; parameters: readonly unknown[] }
    const plan = await tx.db.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`explain (analyze) ${sql}`, [...parameters]),
    )
    return plan.rows.flatMap((line) => {
      const read = /actual time=\S+ rows=([\d.]+) loops=(\d+)/.exec(line['QUERY PLAN'])
      return read ? [Number(read[1]) * Number(read[2])] : []
    })
  })
  expect(Math.max(...rows)).toBeLessThanOrEqual(2000)
})

/** Calls `note` for each statement of a transaction. */
function countingTx(tx: Tx, note: (query: { sql: string; parameters: readonly unknown[] }) => void): Tx {
  // A copy of the connection with its own executor.
  const db = tx.db.withoutPlugins()
  const executor = db.getExecutor()
  const execute = executor.executeQuery.bind(executor)
  executor.executeQuery = (query, ...rest) => {
    note(query)
    return execute(query, ...rest)
  }
  const get = (target: Tx, name: string | symbol): unknown => {
    const value = Reflect.get(target, name)
    return typeof value === 'function' ? value.bind(target) : value
  }
  return new Proxy(tx, { get: (target, name) => (name === 'db' ? db : get(target, name)) })
}
