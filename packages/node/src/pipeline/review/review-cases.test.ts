import { type Actor, CaseDetail, CaseList } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, personValue, type World } from '../case-world.fixture.ts'
import { confirm } from '../decide/confirm.ts'
import { propose } from '../decide/propose.ts'
import { reopen } from '../decide/reopen.ts'
import { reviewSettings } from '../decide/settings.ts'
import { matchSubjects } from '../match/index.ts'
import { recordFeedback } from '../report/index.ts'
import { assignCase } from './assign-case.ts'
import { giveFeedback } from './give-feedback.ts'
import { handOver } from './hand-over-case.ts'
import { listCases } from './list-cases.ts'
import { listPeople } from './list-people.ts'
import { printCase } from './print-case.ts'
import { readCase } from './read-case.ts'
import { viewCase } from './view-case.ts'
import { writeNote } from './write-note.ts'

let database: TestDatabase
let world: World
let analyst: Actor
let colleague: Actor
let supervisor: Actor
let oversight: Actor
const names = ['Adelheid', 'Bertrand', 'Celestine']
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  analyst = await world.person('A. Analyst', 'analyst')
  colleague = await world.person('C. Colleague', 'analyst')
  supervisor = await world.person('S. Supervisor', 'supervisor')
  oversight = await world.person('O. Oversight', 'oversight')
  for (const given of names)
    await world.signal({ value: personValue('Sperrfechter', given, { birthDates: ['1980-02-03'] }) })
  await world.index.load()
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

async function newCase(
  given = 'Adelheid',
  more: { otherScript?: string } = {},
): Promise<{ id: string; hits: string[]; subjectId: string }> {
  const subjectId = await world.traveller({
    surname: 'SPERRFECHTER',
    given: given.toUpperCase(),
    birthDate: '1980-02-03',
    ...more,
  })
  await matchSubjects(world.match, { travellerIds: [subjectId] })
  const { id } = await world.caseOf(subjectId)
  const hits = await world.db
    .selectFrom('hit')
    .select('id')
    .where('case_id', '=', id)
    .orderBy('score', 'desc')
    .execute()
  return { id, subjectId, hits: hits.map((hit) => hit.id) }
}
async function look(actor: Actor, id: string, seconds = 25): Promise<void> {
  for (let passed = 0; passed <= seconds; passed += 5) {
    await viewCase(world.door(actor), id)
    world.pass(5)
  }
}
const deps = () => ({ gateway: world.gateway, audit: world.audit, member: world.member, review: reviewSettings })
const list = async (actor: Actor, query: Parameters<typeof listCases>[2] = {}) =>
  CaseList.parse(
    await listCases(
      world.door(actor, actor.role === 'oversight' ? 'human-rights-review' : 'border-control'),
      world.gateway,
      query,
    ),
  )
const read = async (actor: Actor, id: string) =>
  CaseDetail.parse(
    await readCase(
      deps(),
      world.door(actor, actor.role === 'oversight' ? 'human-rights-review' : 'border-control'),
      id,
    ),
  )
const adverse = (hits: string[]) => ({
  outcome: 'adverse' as const,
  act: 'do-not-board',
  reasons: ['same-person-evidence'],
  text: 'These are my very own words.',
  hits: hits.slice(0, 1),
  alternativesConsidered: ['A namesake'],
  details: null,
})
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code,
  )

test('a row of the queue says who, why, how closely, whose signal, and carries no evidence', async () => {
  const { id } = await newCase()
  const row = (await list(analyst)).items.find((item) => item.id === id)
  expect(row).toMatchObject({
    subject: { label: 'SPERRFECHTER, ADELHEID' },
    state: 'open',
    assignedName: null,
    signalFrom: { name: 'Norland Border Agency', tlp: 'amber' },
    secondWanted: false,
  })
  expect(row?.reference).toMatch(/^C-\d+$/)
  expect(row?.rank.because[0]?.length).toBeGreaterThan(10)
  expect(row?.hits[0]).toMatchObject({ evidence: [], comparison: [] })
})

test('the order is due soon, second person wanted, today, later; and in each by deadline, then by how closely the sides agree', async () => {
  const fresh = await openWorld((await createTestDatabase()).connection('entente_app'))
  const reader = await fresh.person('Reader', 'supervisor')
  const due = async (minutes: number | null, state: string, rank: number) => {
    const subjectId = await fresh.traveller({ surname: 'X', given: 'Y' })
    const label = `${minutes} ${state} ${rank}`
    await fresh
      .door({ ...reader, role: 'system' }, 'border-control')
      .act({ action: 'record.write', type: 'case.open' }, async (tx) => {
        const id = crypto.randomUUID()
        const body = {
          subject: {
            id: subjectId,
            gateway: 'travel',
            recordId: subjectId,
            recordVersion: 1,
            role: 'passenger',
            label,
            selectors: [],
          },
          because: ['x'],
          otherExplanations: ['x'],
          otherScript: null,
          signalFrom: { name: 'N', tlp: 'amber' },
        }
        await tx.db
          .insertInto('case_file')
          .values({
            id,
            gateway: 'travel',
            team: 'travel',
            regime: 'icao',
            purposes: ['border-control'],
            received_at: tx.now,
            mask_at: null,
            delete_at: new Date('2030-01-01'),
            subject_id: subjectId,
            flight_id: null,
            opened_at: tx.now,
            due_at: minutes === null ? null : new Date(tx.now.getTime() + minutes * 60_000),
            state,
            rank_value: rank,
            band: 'close',
            assigned_to: null,
            ...tx.seal(id, body),
          })
          .execute()
      })
    return label
  }
  const inOrder = [
    await due(-5, 'open', 0.5),
    await due(29, 'open', 0.6),
    await due(29, 'in-review', 0.5),
    await due(90, 'awaiting-second', 0.5),
    await due(null, 'awaiting-second', 0.9),
    await due(60, 'open', 0.7),
    await due(6000, 'open', 0.9),
    await due(null, 'open', 0.95),
    await due(null, 'open', 0.55),
  ]
  const labels = async (limit?: number) => {
    const seen: string[] = []
    let next: string | undefined
    do {
      const page = await listCases(fresh.door(reader), fresh.gateway, {
        ...(limit ? { limit } : {}),
        ...(next ? { next } : {}),
      })
      seen.push(...page.items.map((item) => item.subject.label))
      next = page.next ?? undefined
    } while (next !== undefined)
    return seen
  }
  expect(await labels()).toEqual(inOrder)
  expect(await labels(2)).toEqual(inOrder)
  const ids = (await listCases(fresh.door(reader), fresh.gateway, {})).items.map((item) => item.id)
  const middle = await readCase(
    { ...deps(), gateway: fresh.gateway, audit: fresh.audit },
    fresh.door(reader),
    ids[4] ?? '',
  )
  expect([middle.previous, middle.following]).toEqual([ids[3], ids[5]])
  expect((await listCases(fresh.door(reader), fresh.gateway, { due: '30m' })).items).toHaveLength(3)
  expect(await codeOf(listCases(fresh.door(reader), fresh.gateway, { next: 'bogus' }))).toBe('body-invalid')
  await fresh.close()
})

test('an analyst sees nobody’s cases and their own, a supervisor the team’s, another team and another purpose none', async () => {
  const { id } = await newCase()
  await assignCase(world.door(colleague), id, colleague.person)
  const sees = async (actor: Actor, purpose: 'border-control' | 'terrorism-investigation' = 'border-control') =>
    (await listCases(world.door(actor, purpose), world.gateway, {})).items.some((item) => item.id === id)
  expect(await sees(analyst)).toBe(false)
  expect(await sees(colleague)).toBe(true)
  expect(await sees(supervisor)).toBe(true)
  expect(await sees({ ...supervisor, teams: ['cargo'] })).toBe(false)
  expect(await sees(supervisor, 'terrorism-investigation')).toBe(false)
  expect((await list(oversight)).items.some((item) => item.id === id)).toBe(true)
  expect(await codeOf(read(analyst, id))).toBe('refused')
  expect((await list(colleague, { with: 'me' })).items.map((item) => item.id)).toContain(id)
  expect((await list(supervisor, { with: 'none' })).items.map((item) => item.id)).not.toContain(id)
})

test('a case shows both sides, what speaks for and against, what else could explain it, and how often such hits were right', async () => {
  const { id } = await newCase('Bertrand')
  const page = await read(analyst, id)
  expect(page.hits[0]?.evidence.some((line) => (line.weight ?? 0) > 0)).toBe(true)
  expect(page.hits[0]?.comparison.length).toBeGreaterThan(1)
  expect(page.otherExplanations.length).toBeGreaterThanOrEqual(1)
  expect(page.signals[0]).toMatchObject({ kind: 'person', tlp: 'amber' })
  expect(page.track[0]).toMatchObject({ source: 'norland.example', kind: 'name', months: 12 })
  expect(page.view).toEqual({ activeSeconds: 0, floorAdverse: 20, floorOther: 8 })
  expect(page.may).toEqual({ propose: true, confirm: false, reopen: false, because: null })
})

test('of hits on one source, kind and band the track counts the latest word on each in twelve months', async () => {
  const { id, hits } = await newCase('Celestine')
  const before = (await read(analyst, id)).track.find((line) => line.kind === 'name')
  await look(analyst, id)
  const done = await propose(world.door(analyst), reviewSettings, id, {
    outcome: 'no-action',
    act: 'ok-to-board',
    reasons: ['different-person'],
    text: '',
    hits,
    alternativesConsidered: [],
    details: null,
  })
  await recordFeedback(world, { decisionId: done.decision?.id ?? '' })
  const track = async () => (await read(analyst, id)).track.find((line) => line.kind === 'name')
  expect(await track()).toMatchObject({ reviewed: (before?.reviewed ?? 0) + 1, mistaken: (before?.mistaken ?? 0) + 1 })
  world.pass(1)
  await giveFeedback(world.door(analyst), 'norland.example', id, { hitId: hits[0] ?? '', outcome: 'not-useful' })
  expect(await track()).toMatchObject({ reviewed: (before?.reviewed ?? 0) + 1, mistaken: before?.mistaken ?? 0 })
})

test('feedback before the decision is refused', async () => {
  const { id, hits } = await newCase()
  expect(
    await codeOf(
      giveFeedback(world.door(analyst), 'norland.example', id, { hitId: hits[0] ?? '', outcome: 'mistaken' }),
    ),
  ).toBe('case-not-decided')
})

test('who may still confirm sees what is asked, not who asked or why; after their own answer both opinions stand side by side', async () => {
  const { id, hits } = await newCase()
  await assignCase(world.door(analyst), id, analyst.person)
  await writeNote(world.door(analyst), id, 'I am sure that this is him.')
  await look(analyst, id)
  await propose(world.door(analyst), reviewSettings, id, adverse(hits))
  const closed = await read(supervisor, id)
  expect(closed).toMatchObject({
    proposal: null,
    confirmations: [],
    actAsked: 'do-not-board',
    assignedTo: null,
    assignedName: null,
    secondWanted: true,
    notes: [],
    may: { confirm: true, propose: false },
  })
  expect(JSON.stringify(closed)).not.toMatch(/A\. Analyst|my very own words|I am sure/)
  expect(JSON.stringify(closed)).not.toContain(analyst.person)
  const row = (await list(supervisor)).items.find((item) => item.id === id)
  expect(row).toMatchObject({ secondWanted: true, assignedTo: null, assignedName: null })

  const own = await read(analyst, id)
  expect(own.proposal).toMatchObject({
    byName: 'A. Analyst',
    text: 'These are my very own words.',
    alternativesConsidered: ['A namesake'],
  })
  expect(own.may).toMatchObject({
    propose: false,
    confirm: false,
    because: 'You proposed this. Someone else must confirm.',
  })

  await look(supervisor, id)
  await confirm(world.door(supervisor), reviewSettings, id, {
    agree: true,
    reasons: ['same-person-evidence'],
    text: 'And these are the words of mine.',
  })
  const open = await read(supervisor, id)
  expect(open.proposal?.byName).toBe('A. Analyst')
  expect(open.confirmations).toMatchObject([
    { agree: true, byName: 'S. Supervisor', text: 'And these are the words of mine.' },
  ])
  expect(open.decision).toMatchObject({ adverse: true })
  expect(open.may).toMatchObject({ reopen: true })
})

test('who wrote in a case reads the proposal, and is told why they cannot confirm it', async () => {
  const { id, hits } = await newCase()
  await writeNote(world.door(supervisor), id, 'The carrier called about this one.')
  await look(analyst, id)
  await propose(world.door(analyst), reviewSettings, id, adverse(hits))
  const page = await read(supervisor, id)
  expect(page.may.because).toBe('You wrote in this case, so you cannot be its second person.')
  expect(page).toMatchObject({ secondWanted: false, proposal: { byName: 'A. Analyst' } })
})

test('what happened is told in sentences, names and all, oldest first', async () => {
  const { id, hits } = await newCase()
  await assignCase(world.door(analyst), id, analyst.person)
  await look(analyst, id)
  await writeNote(world.door(analyst), id, 'Seat changed twice.')
  await printCase(world.door(analyst), id, 'For the shift file of tonight.')
  await propose(world.door(analyst), reviewSettings, id, {
    outcome: 'further-check',
    act: 'further-check',
    reasons: ['time-short'],
    text: '',
    hits,
    alternativesConsidered: [],
    details: null,
  })
  await reopen(world.door(analyst), id, { reason: 'The carrier sent the passport again.' })
  const { history } = await read(analyst, id)
  expect(history.map((line) => line.text)).toEqual([
    `The node opened this case: ${hits.length} ${hits.length === 1 ? 'hit' : 'hits'}.`,
    'A. Analyst took the case.',
    'A. Analyst looked at the case for the first time.',
    'A. Analyst added a note.',
    'A. Analyst printed the case.',
    'A. Analyst decided: further check at the desk.',
    'A. Analyst reopened the case.',
  ])
  expect(history[0]).toMatchObject({ person: false })
})

test('active seconds count at most the time passed, a pause at most one beat, and thirty open tabs once', async () => {
  const reader = await world.person('Reader', 'analyst')
  const { id } = await newCase()
  const beat = async (caseId = id) => (await viewCase(world.door(reader), caseId)).activeSeconds
  expect(await beat()).toBe(0)
  world.pass(5)
  expect(await beat()).toBe(5)
  expect(await beat()).toBe(5)
  world.pass(2)
  expect(await beat()).toBe(7)
  world.pass(3600)
  expect(await beat()).toBe(13)
  const tabs = await Promise.all(Array.from({ length: 3 }, () => newCase()))
  for (const tab of tabs) await beat(tab.id)
  let total = 0
  world.pass(5)
  for (const tab of tabs) total += await beat(tab.id)
  expect(total).toBe(5)
})

test('only the first look is logged, and it puts the case under review', async () => {
  const { id, subjectId } = await newCase()
  await look(analyst, id)
  const entries = await world.db
    .selectFrom('audit.entry')
    .select('id')
    .where('ref', '=', `case:${id}`)
    .where('type', '=', 'case.view')
    .execute()
  expect(entries).toHaveLength(1)
  expect((await world.caseOf(subjectId)).state).toBe('in-review')
})

test('a case is taken, given back and handed over to a colleague of its team, with a line why', async () => {
  const { id, subjectId } = await newCase()
  await assignCase(world.door(analyst), id, analyst.person)
  expect((await world.caseOf(subjectId)).assigned_to).toBe(analyst.person)
  expect(await codeOf(assignCase(world.door(colleague), id, colleague.person))).toBe('refused')
  expect(await codeOf(assignCase(world.door(analyst), id, colleague.person))).toBe('role')
  expect(await codeOf(handOver(world.door(analyst), id, { to: oversight.person, text: 'x' }))).toBe('body-invalid')
  await handOver(world.door(analyst), id, { to: colleague.person, text: 'I know the family.' })
  expect((await read(colleague, id)).notes).toMatchObject([{ text: 'I know the family.', byName: 'A. Analyst' }])
  await assignCase(world.door(colleague), id, null)
  expect((await world.caseOf(subjectId)).assigned_to).toBeNull()
  expect((await listPeople(world.door(analyst))).map((person) => person.name)).toEqual(
    expect.arrayContaining(['A. Analyst', 'C. Colleague', 'S. Supervisor']),
  )
})

test('a reason for printing stands in the log', async () => {
  const { id } = await newCase()
  await printCase(world.door(supervisor), id, 'For the court file 17.')
  const entry = await world.db
    .selectFrom('audit.entry')
    .select('details')
    .where('ref', '=', `case:${id}`)
    .where('type', '=', 'case.print')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(entry.details.toString())).toEqual({ reason: 'For the court file 17.' })
})

test('oversight reads everything of a case and can do nothing with it', async () => {
  const { id } = await newCase()
  expect(await read(oversight, id)).toMatchObject({ may: { propose: false, confirm: false, reopen: false } })
  const door = world.door(oversight, 'human-rights-review')
  expect(await codeOf(viewCase(door, id))).toBe('role')
  expect(await codeOf(writeNote(door, id, 'x'))).toBe('role')
})

test('once its record is masked a case keeps its decision and reasons, not the name', async () => {
  const { id, hits, subjectId } = await newCase()
  await look(analyst, id)
  await propose(world.door(analyst), reviewSettings, id, {
    outcome: 'no-action',
    act: 'ok-to-board',
    reasons: ['different-person'],
    text: 'A different face altogether.',
    hits,
    alternativesConsidered: [],
    details: null,
  })
  await world.db.updateTable('case_file').set({ mask_at: world.clock() }).where('subject_id', '=', subjectId).execute()
  const page = await read(supervisor, id)
  expect(page.decision).toMatchObject({ act: 'ok-to-board', reasons: ['different-person'] })
  expect(JSON.stringify({ ...page, signals: [] })).not.toMatch(/SPERRFECHTER|different face/i)
})

test('past its clock a case is not served', async () => {
  const { id, subjectId } = await newCase()
  await world.db
    .updateTable('case_file')
    .set({ delete_at: world.clock() })
    .where('subject_id', '=', subjectId)
    .execute()
  expect(await codeOf(read(supervisor, id))).toBe('refused')
  expect((await list(supervisor)).items.some((item) => item.id === id)).toBe(false)
})
