import { randomUUID } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personValue } from '../case-people.fixture.ts'
import { openWorld, type World } from '../case-world.fixture.ts'
import { matchSubjects, rematchSignals } from '../match/index.ts'
import { assignCase } from '../review/assign-case.ts'
import { giveFeedback } from '../review/give-feedback.ts'
import { handOver } from '../review/hand-over-case.ts'
import { viewCase } from '../review/view-case.ts'
import { writeNote } from '../review/write-note.ts'
import { confirm } from './confirm.ts'
import { Agreement, decide, ViewedProposal } from './decide.ts'
import { propose } from './propose.ts'
import { reopen } from './reopen.ts'

let database: TestDatabase
let world: World
let people: Actor[]
let signalId: string
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  people = [
    await world.person('Analyst', 'analyst'),
    await world.person('Colleague', 'analyst'),
    await world.person('Supervisor', 'supervisor'),
    await world.person('Other supervisor', 'supervisor'),
  ]
  // One human with two accounts: two roles, one person.
  const analyst = people[0] as Actor
  people.push({ ...analyst, account: (people[2] as Actor).account, role: 'supervisor' })
  const signal = await world.signal({ value: personValue('Vantorre', 'Ilse Maria', { birthDates: ['1979-02-11'] }) })
  signalId = signal.id
  await world.index.load()
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const facts = (outcome: 'adverse' | 'further-check') => ({
  id: randomUUID(),
  caseId: randomUUID(),
  person: 'first',
  at: new Date(),
  outcome,
  act: 'x',
  reasons: ['y'],
  text: '',
  activeMs: 30_000,
})

test('an adverse decision does not compile without an agreement, and is refused at run time all the same', () => {
  const given = { ...facts('adverse'), outcome: 'adverse' as const }
  const proposal = ViewedProposal.of(given, { caseId: given.caseId, person: 'first', activeMs: 30_000 })
  // @ts-expect-error an adverse proposal needs an agreement
  expect(() => decide(proposal, null)).toThrow(expect.objectContaining({ code: 'second-person-required' }))
  const view = { caseId: given.caseId, person: 'second', activeMs: 30_000 }
  const answer = {
    id: randomUUID(),
    proposalId: given.id,
    caseId: given.caseId,
    person: 'second',
    at: new Date(),
    agree: true,
  }
  expect(() => Agreement.with(proposal, { ...answer, person: 'first' }, { ...view, person: 'first' })).toThrow(
    expect.objectContaining({ code: 'same-person' }),
  )
  expect(() => Agreement.with(proposal, { ...answer, agree: false }, view)).toThrow(
    expect.objectContaining({ code: 'second-person-required' }),
  )
  expect(() => Agreement.with(proposal, answer, undefined)).toThrow(expect.objectContaining({ code: 'not-viewed' }))
  const elsewhere = { ...facts('adverse'), outcome: 'adverse' as const }
  const another = ViewedProposal.of(elsewhere, { caseId: elsewhere.caseId, person: 'first', activeMs: 30_000 })
  const agreement = Agreement.with(proposal, answer, view)
  expect(() => decide(another, agreement)).toThrow(expect.objectContaining({ code: 'second-person-required' }))
  expect(decide(proposal, agreement)).toMatchObject({ adverse: true, confirmation: { person: 'second' } })
})

/** A small repeatable source of numbers (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const runs = Number(process.env.ENTENTE_TEST_SEQUENCES ?? 12)

test(`no sequence of acts on a case makes an adverse decision without two people (${runs} sequences of 40 acts)`, async () => {
  const settings = { minReviewSecondsAdverse: 5, minReviewSecondsOther: 5, decisionsPerHour: 60 }
  let adverseMade = 0
  for (let seed = 1; seed <= runs; seed += 1) {
    const pick = numbersFrom(seed)
    const subjectId = await world.traveller({ surname: 'VANTORRE', given: 'ILSE MARIA', birthDate: '1979-02-11' })
    await matchSubjects(world.match, { travellerIds: [subjectId] })
    const { id } = await world.caseOf(subjectId)
    const hits = (await world.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()).map(
      (hit) => hit.id,
    )
    const words = { text: 'Own words of more than twenty characters.', hits, alternativesConsidered: [], details: null }
    const reason = 'Own words of more than twenty characters.'
    const look = async (actor: Actor) => {
      await viewCase(world.door(actor), id)
      world.pass(5)
      await viewCase(world.door(actor), id)
    }
    const acts: ((actor: Actor) => Promise<unknown>)[] = [
      look,
      look,
      look,
      look,
      (actor) =>
        propose(world.door(actor), settings, id, {
          outcome: 'adverse',
          act: 'do-not-board',
          reasons: ['same-document'],
          ...words,
        }),
      (actor) =>
        propose(world.door(actor), settings, id, {
          outcome: 'adverse',
          act: 'do-not-board',
          reasons: ['same-document'],
          ...words,
        }),
      (actor) =>
        propose(world.door(actor), settings, id, {
          outcome: 'no-action',
          act: 'ok-to-board',
          reasons: ['different-person'],
          ...words,
        }),
      (actor) => confirm(world.door(actor), settings, id, { agree: true, reasons: ['same-document'], text: reason }),
      (actor) => confirm(world.door(actor), settings, id, { agree: true, reasons: ['same-document'], text: reason }),
      (actor) => confirm(world.door(actor), settings, id, { agree: true, reasons: ['same-document'], text: reason }),
      (actor) => confirm(world.door(actor), settings, id, { agree: true, reasons: ['same-document'], text: reason }),
      (actor) => confirm(world.door(actor), settings, id, { agree: false, reasons: ['time-short'], text: reason }),
      (actor) => reopen(world.door(actor), id, { reason }),
      (actor) => writeNote(world.door(actor), id, reason),
      (actor) => assignCase(world.door(actor), id, pick(2) === 0 ? actor.person : null),
      (actor) => handOver(world.door(actor), id, { to: (people[pick(people.length)] as Actor).person, text: reason }),
      (actor) => giveFeedback(world.door(actor), 'norland.example', id, { hitId: hits[0] ?? '', outcome: 'confirmed' }),
      () => matchSubjects(world.match, { travellerIds: [subjectId] }),
      () => rematchSignals(world.match, { signalIds: [signalId], cause: 'edit' }),
    ]
    for (let step = 0; step < 40; step += 1) {
      world.pass(5)
      const actor = people[pick(people.length)] as Actor
      const act = acts[pick(acts.length)] as (typeof acts)[number]
      await act(actor).catch((error: { code?: string }) => {
        // A refusal is an answer; anything else is a fault of the node.
        if (error.code === undefined || /^[A-Z0-9]{5}$/.test(error.code)) throw error
      })
    }
    const made = await world.db
      .selectFrom('decision as d')
      .leftJoin('confirmation as c', 'c.id', 'd.confirmation_id')
      .select(['d.adverse', 'd.proposed_by', 'd.confirmed_by', 'c.agree', 'c.person_id'])
      .where('d.case_id', '=', id)
      .execute()
    for (const decision of made.filter((row) => row.adverse)) {
      adverseMade += 1
      expect(decision.agree).toBe(true)
      expect(decision.person_id).toBe(decision.confirmed_by)
      expect(decision.confirmed_by).not.toBe(decision.proposed_by)
    }
  }
  // The sequences reach what they are to rule out.
  expect(adverseMade).toBeGreaterThan(0)
})

test('the database refuses what the node would: written past it, an adverse decision needs two people all the same', async () => {
  const [analyst, , supervisor, other] = people as [Actor, Actor, Actor, Actor, Actor]
  const subjectId = await world.traveller({ surname: 'VANTORRE', given: 'ILSE MARIA', birthDate: '1979-02-11' })
  await matchSubjects(world.match, { travellerIds: [subjectId] })
  const { id } = await world.caseOf(subjectId)
  const run = (sql: string, values: unknown[] = []) =>
    world.pool.query(sql, values).then(
      () => 'done',
      (error) => error.code,
    )
  const proposal = randomUUID()
  const propose = `insert into proposal (id, case_id, person_id, account_id, at, outcome, act, adverse, reasons, hits, active_ms, b) values ($1, $2, $3, $4, now(), 'adverse', 'do-not-board', true, '{same-document}', '{}', 0, '')`
  expect(await run(propose, [proposal, id, analyst.person, analyst.account])).toBe('done')
  const decide = `insert into decision (id, case_id, proposal_id, confirmation_id, outcome, act, adverse, reasons, proposed_by, proposed_at, confirmed_by, confirmed_at, active_seconds, b) values (gen_random_uuid(), $1, $2, $3, 'adverse', 'do-not-board', true, '{same-document}', $4, now(), $5, now(), 0, '')`
  const confirmWith = `insert into confirmation (id, proposal_id, case_id, person_id, account_id, at, agree, reasons, b) values ($1, $2, $3, $4, $5, now(), $6, '{same-document}', '')`

  expect(await run(decide, [id, proposal, null, analyst.person, null]), 'no view, nobody else').toBe('EN004')
  await viewCase(world.door(analyst), id)
  expect(await run(decide, [id, proposal, null, analyst.person, null]), 'nobody else').toMatch(/EN005|23514/)
  expect(await run(decide, [id, proposal, null, supervisor.person, other.person]), 'not who proposed').toBe('EN003')
  expect(
    await run(confirmWith, [randomUUID(), proposal, id, analyst.person, supervisor.account, true]),
    'the proposer',
  ).toBe('EN001')
  expect(
    await run(confirmWith, [randomUUID(), proposal, id, supervisor.person, analyst.account, true]),
    'no supervisor',
  ).toBe('EN002')
  const no = randomUUID()
  expect(await run(confirmWith, [no, proposal, id, supervisor.person, supervisor.account, false])).toBe('done')
  expect(await run(decide, [id, proposal, no, analyst.person, supervisor.person]), 'who disagreed').toBe('EN005')
  expect(await run(decide, [id, proposal, no, analyst.person, analyst.person]), 'oneself').toMatch(/EN005|23514/)
  expect(await run('update confirmation set agree = true'), 'a changed mind').toBe('42501')
  expect(await run('update decision set adverse = true'), 'a changed decision').toBe('42501')
  expect(await run('update proposal set person_id = $1', [other.person]), 'a changed proposer').toBe('42501')
  expect(await run('delete from confirmation'), 'forgotten').toBe('42501')
  expect(await run('alter table decision disable trigger all'), 'without rules').toBe('42501')
})
