import { randomUUID } from 'node:crypto'
import type { Actor, CasePerson } from '@entente/contracts'
import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { propose } from '../../../pipeline/decide/propose.ts'
import { reviewSettings } from '../../../pipeline/decide/settings.ts'
import { matchSubjects } from '../../../pipeline/match/match-subjects.ts'
import { copyReading } from '../../../pipeline/review/copy-reading.ts'
import { listCases } from '../../../pipeline/review/list-cases.ts'
import { readPerson } from '../../../pipeline/review/read-person.ts'
import { viewCase } from '../../../pipeline/review/view-case.ts'
import { assignCase, writeNote } from '../../../pipeline/review/work-on-cases.ts'
import { type ListedPerson, type ListOptions, paxlst } from '../edifact.fixture.ts'
import { type InteractiveStage, openInteractiveStage } from '../interactive/interactive-stage.fixture.ts'
import { samePerson } from './same-person.ts'

let stage: InteractiveStage
let analyst: Actor
let colleague: Actor
let supervisor: Actor
let secondSupervisor: Actor
beforeAll(async () => {
  stage = await openInteractiveStage()
  analyst = await stage.person('Ines Analyst', 'analyst')
  colleague = await stage.person('Carl Colleague', 'analyst')
  supervisor = await stage.person('Sara Supervisor', 'supervisor')
  secondSupervisor = await stage.person('Sven Supervisor', 'supervisor')
})
afterAll(() => stage.close())

const access = (actor: Actor, purpose: 'border-control' | 'aviation-security' = 'border-control') =>
  stage.deps.store.for(actor, { purpose, caseId: null })
const personOf = (caseId: string, actor = analyst): Promise<CasePerson | null> =>
  readPerson(access(actor), stage.deps.gateways, caseId)
const outbound: ListOptions = { flight: '7N0482', from: 'TUN', to: 'OSL' }
const inbound: ListOptions = {
  ...{ flight: '7N0483', from: 'OSL', to: 'TUN', departs: '2611281850', arrives: '2611282240' },
}
const third: ListOptions = {
  ...{ flight: '7N0990', from: 'TUN', to: 'ALG', departs: '2611270900', arrives: '2611271010' },
}

/** Makes a name of syllables that no other number has. */
function nameOf(n: number): { surname: string; given: string } {
  const first = ['BRA', 'KEL', 'MOV', 'SUD', 'TIR', 'VAN', 'ZOL', 'GRU', 'HEB', 'LOM']
  const last = ['DOVIC', 'HAUGEN', 'MARSK', 'RENTO', 'SVELDT']
  const surname = `${first[n % 10]}${last[Math.floor(n / 10) % 5]}${first[(n * 3 + 1) % 10]}`
  return { surname, given: `${first[(n * 7 + 2) % 10]}O${last[(n + 2) % 5]}`.slice(0, 8) }
}
const listed = (n: number, document: string, more: Partial<ListedPerson> = {}): ListedPerson => ({
  ...nameOf(n),
  ...{ birth: '810517', document, issuer: 'NLD', ...more },
})

/** Sends a list and compares its people. Returns their cases in the order of the list. */
async function casesOf(people: readonly ListedPerson[], options: ListOptions): Promise<string[]> {
  const taken = await stage.take(paxlst(people, options))
  const subjectIds = taken.people.map(({ travellerId }) => travellerId)
  await matchSubjects(stage.match, { gateway: 'travel', subjectIds })
  const rows = await stage.db
    .selectFrom('case_file')
    .select(['id', 'subject_id'])
    .where('subject_id', 'in', subjectIds)
    .execute()
  return subjectIds.map((id) => rows.find((row) => row.subject_id === id)?.id as string)
}

/** Makes a person with a case on the outbound and on the return flight. */
async function bothWays(n: number): Promise<[out: string, back: string]> {
  const { surname, given } = nameOf(n)
  await stage.watch(surname, given, `P${n}00`)
  const [out] = await casesOf([listed(n, `P${n}00`)], { ...outbound, at: `261124:07${n}` })
  const [back] = await casesOf([listed(n, `P${n}00`)], { ...inbound, at: `261124:08${n}` })
  return [out as string, back as string]
}

test('outbound and return of 20 people are joined, 20 namesakes with other documents are not', async () => {
  const numbers = Array.from({ length: 20 }, (_, n) => n)
  for (const n of numbers) await stage.watch(nameOf(n).surname, nameOf(n).given, `K1000${n}`)
  const out = await casesOf(
    numbers.map((n) => listed(n, `K1000${n}`)),
    outbound,
  )
  const back = await casesOf(
    numbers.map((n) => listed(n, `K1000${n}`)),
    inbound,
  )
  const namesakes = await casesOf(
    numbers.map((n) => listed(n, `Q7700${n}`)),
    third,
  )
  for (const n of numbers) {
    const person = await personOf(out[n] as string)
    expect(person).toMatchObject({ certainty: 'same', because: 'document-and-birth-date', hidden: 0, maybe: 1 })
    expect(person?.open.map(({ caseId }) => caseId)).toEqual([back[n]])
    expect(person?.open[0]?.label).toBe('7N 483 OSL-TUN')
    const namesake = await personOf(namesakes[n] as string)
    expect(namesake).toMatchObject({ certainty: 'maybe', because: 'name-and-birth-date' })
    expect(new Set(namesake?.open.map(({ caseId }) => caseId))).toEqual(new Set([out[n], back[n]]))
  }
})

test('a document number of another issuer joins nobody', async () => {
  const [out, back] = await bothWays(41)
  const { subject_id: id } = await stage.db
    .selectFrom('case_file')
    .select('subject_id')
    .where('id', '=', back)
    .executeTakeFirstOrThrow()
  expect(await personOf(out)).toMatchObject({ certainty: 'same' })
  // The first 16 bytes are the number, the last 16 the number with its issuer.
  await stage.db
    .updateTable('statement')
    .set({
      document_keys: sql`array(select substring(k for 16) || decode(repeat('00', 16), 'hex') from unnest(document_keys) k)`,
    })
    .where('traveller_id', '=', id)
    .execute()
  expect(await personOf(out)).toMatchObject({ certainty: 'maybe' })
})

test('name, birth date and booking join people whose lists name no document', async () => {
  await stage.watch('Ostrander', 'Mathilde', 'OO1')
  const person = { surname: 'OSTRANDER', given: 'MATHILDE', birth: '810517', locator: 'BK7700' }
  const [first] = await casesOf([person], { ...outbound, at: '261124:0911' })
  const [second] = await casesOf([person], { ...inbound, at: '261124:0912' })
  const found = await personOf(first as string)
  expect(found).toMatchObject({ certainty: 'same', because: 'booking' })
  expect(found?.open.map(({ caseId }) => caseId)).toEqual([second])
})

test('two records of one flight are never one person', async () => {
  const [out, back] = await bothWays(42)
  expect(await personOf(out)).toMatchObject({ certainty: 'same' })
  await stage.db
    .updateTable('traveller')
    .set((eb) => ({
      flight_id: eb
        .selectFrom('traveller as t')
        .innerJoin('case_file as c', 'c.subject_id', 't.id')
        .select('t.flight_id')
        .where('c.id', '=', out),
    }))
    .where('id', 'in', (eb) => eb.selectFrom('case_file').select('subject_id').where('id', '=', back))
    .execute()
  expect(await personOf(out)).toBeNull()
})

test('cases that the reader may not open are counted and not named', async () => {
  const [out, back] = await bothWays(30)
  await assignCase(access(colleague), back, colleague.person)
  expect(await personOf(out)).toMatchObject({ open: [], decided: [], hidden: 1 })
  expect(JSON.stringify(await personOf(out))).not.toContain(back)
  expect((await personOf(out, supervisor))?.open).toHaveLength(1)
})

test('cases of another purpose, and deleted ones, are not counted', async () => {
  const [out, back] = await bothWays(31)
  await stage.db
    .updateTable('case_file')
    .set({ purposes: ['aviation-security'] })
    .where('id', '=', back)
    .execute()
  expect(await personOf(out)).toBeNull()
  const deleted = { purposes: ['border-control'], delete_at: stage.clock.now }
  await stage.db.updateTable('case_file').set(deleted).where('id', '=', back).execute()
  expect(await personOf(out)).toBeNull()
})

test('masked data joins nobody', async () => {
  const [out, back] = await bothWays(32)
  const { subject_id: id } = await stage.db
    .selectFrom('case_file')
    .select('subject_id')
    .where('id', '=', back)
    .executeTakeFirstOrThrow()
  const masked = { mask_at: stage.clock.now }
  await stage.db.updateTable('selector_index').set(masked).where('owner_id', '=', id).execute()
  await stage.db.updateTable('statement').set(masked).where('traveller_id', '=', id).execute()
  expect(await personOf(out)).toBeNull()
})

test('decisions show outcome and day, and never a person', async () => {
  const [out, back] = await bothWays(33)
  await stage.clear(out, colleague)
  const person = await personOf(back)
  expect(person?.decided).toMatchObject([{ caseId: out, outcome: 'no-action', act: 'ok-to-board' }])
  expect(JSON.stringify(person)).not.toMatch(new RegExp(`Colleague|${colleague.person}|${colleague.account}`))
})

const adverse = (hits: string[]) => ({
  ...{ outcome: 'adverse' as const, act: 'do-not-board', reasons: ['same-document'], hits },
  ...{ text: 'The passport is the one named.', alternativesConsidered: [], details: null },
})
async function ask(caseId: string, actor: Actor): Promise<void> {
  const hits = await stage.db.selectFrom('hit').select('id').where('case_id', '=', caseId).execute()
  for (let beat = 0; beat < 6; beat += 1) {
    await viewCase(access(actor), caseId)
    stage.later(5)
  }
  const deps = { review: reviewSettings, gateways: stage.deps.gateways }
  await propose(access(actor), deps, caseId, adverse(hits.map(({ id }) => id)))
}

test('a second person sees that others were decided, and no outcome until they answered', async () => {
  const [out, back] = await bothWays(34)
  await stage.refuse(out, analyst, supervisor)
  await ask(back, analyst)
  const asked = await personOf(back, secondSupervisor)
  expect(asked?.decided).toMatchObject([{ caseId: out, outcome: null, act: null }])
  expect(asked?.refusedOn).toBeNull()
  expect(JSON.stringify(asked)).not.toContain('do-not-board')
  const row = async (actor: Actor) =>
    (await listCases(access(actor), stage.deps.gateways, {})).items.find(({ id }) => id === back)
  expect((await row(secondSupervisor))?.person).toEqual({ open: 0, decided: 1, refusedOn: null })
  await writeNote(access(secondSupervisor), back, 'I answered on the telephone.')
  expect((await personOf(back, secondSupervisor))?.decided).toMatchObject([{ outcome: 'adverse' }])
  expect((await row(secondSupervisor))?.person?.refusedOn).toBe('7N 482 TUN-OSL')
})

test('a person refused on the outbound flight is marked on the return flight', async () => {
  const [out, back] = await bothWays(35)
  await stage.refuse(out, colleague, supervisor)
  await assignCase(access(analyst), back, analyst.person)
  // The colleague's case may not be opened, but the team may know that the person was refused.
  const { items } = await listCases(access(analyst), stage.deps.gateways, { with: 'me' })
  expect(items.find(({ id }) => id === back)?.person).toEqual({ open: 0, decided: 1, refusedOn: '7N 482 TUN-OSL' })
  expect((await personOf(back))?.refusedOn).toBe('7N 482 TUN-OSL')
})

test('the own reading is copied as a note with its source, without outcome and reasons', async () => {
  const [out, back] = await bothWays(36)
  await writeNote(access(colleague), out, 'A note of somebody else.')
  await writeNote(access(analyst), out, 'Seen before with another seat.')
  const [hit] = await stage.db.selectFrom('hit').select('id').where('case_id', '=', out).execute()
  await ask(out, analyst)
  const made = await copyReading(access(analyst), stage.deps.gateways, out, {
    ...{ to: back, opened: [hit?.id as string], weighed: ['This stands nowhere in the case.'] },
  })
  expect(made.text).toMatch(/^Copied from C-\d+\.\nSeen before with another seat\.\nEvidence opened: \S/)
  expect(made.text).not.toMatch(/somebody else|stands nowhere|passport is the one|do-not-board|same-document/)
  const note = await stage.db.selectFrom('case_note').selectAll().where('case_id', '=', back).executeTakeFirstOrThrow()
  expect(JSON.parse(note.b.toString())).toMatchObject({ copiedFrom: out })
  const log = await stage.db
    .selectFrom('audit.entry')
    .select(['type', 'ref', 'details'])
    .where('type', '=', 'reading.copy')
    .execute()
  expect(log.map(({ ref, details }) => [ref, JSON.parse(details.toString())])).toEqual([[`case:${out}`, { to: back }]])
  // The reading time of the other case starts anew.
  expect(await stage.db.selectFrom('case_view').selectAll().where('case_id', '=', back).execute()).toEqual([])
})

test('a copy is refused to a case of another person, of a colleague, or without anything to copy', async () => {
  const [out, back] = await bothWays(37)
  const [other] = await bothWays(38)
  const copy = (to: string, actor = analyst) =>
    copyReading(access(actor), stage.deps.gateways, out, { to }).then(
      () => 'copied',
      ({ code, fields }) =>
        [
          code,
          ...(fields?.clauses ?? []).flatMap((c: { id: string; result: string }) => (c.result === 'fail' ? c.id : [])),
        ].join(' '),
    )
  expect(await copy(back)).toBe('reading-empty')
  await writeNote(access(analyst), out, 'My own note.')
  expect(await copy(other)).toBe('reading-other-person')
  expect(await copy(out)).toBe('reading-other-person')
  expect(await copy(randomUUID())).toBe('not-found')
  await assignCase(access(colleague), back, colleague.person)
  expect(await copy(back)).toBe('refused assignment')
  await stage.clear(back, colleague)
  expect(await copy(back, supervisor)).toBe('case-decided')
})

test('copies in opposite directions at the same time do not deadlock', async () => {
  const [out, back] = await bothWays(39)
  await writeNote(access(analyst), out, 'One.')
  await writeNote(access(analyst), back, 'Two.')
  const both = Array.from({ length: 6 }, (_, n) =>
    copyReading(access(analyst), stage.deps.gateways, n % 2 === 0 ? out : back, { to: n % 2 === 0 ? back : out }),
  )
  expect(await Promise.all(both)).toHaveLength(6)
})

test('a page of the queue counts persons, and ten thousand cases cost no scan', async () => {
  const [out] = await bothWays(40)
  await stage.db.executeQuery(
    CompiledQuery.raw(`insert into case_file (id, gateway, team, regime, purposes, received_at, delete_at, subject_id, opened_at, state, strength, compared_fields, band, b)
    select gen_random_uuid(), 'travel', 'travel', regime, purposes, received_at, delete_at, gen_random_uuid(), opened_at, 'open', 1, 1, 'slight', b
    from case_file, generate_series(1, 10000) where id = '${out}'`),
  )
  await stage.db.executeQuery(CompiledQuery.raw('set enable_seqscan = off'))
  const { subject_id: subject } = await stage.db
    .selectFrom('case_file')
    .select('subject_id')
    .where('id', '=', out)
    .executeTakeFirstOrThrow()
  const plan = await stage.act(async (tx) => {
    const { sql, parameters } = (await samePerson(tx, [subject])).compile(tx.db)
    const found = await tx.db.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`explain (analyze, format text) ${sql}`, [...parameters]),
    )
    return found.rows.map((line) => line['QUERY PLAN']).join('\n')
  })
  expect(plan).toMatch(/statement_name_birth/)
  const read = [...plan.matchAll(/actual time=\S+ rows=([\d.]+) loops=(\d+)/g)].map(
    (one) => Number(one[1]) * Number(one[2]),
  )
  expect(Math.max(...read)).toBeLessThan(300)
})
