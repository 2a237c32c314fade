import { randomUUID } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from '../../safeguards/access/accounts/create-account.ts'
import { personValue } from '../case-people.fixture.ts'
import { openWorld, type World } from '../case-world.fixture.ts'
import { matchSubjects } from '../match/match-subjects.ts'
import { rematchSignals } from '../match/rematch-signals.ts'
import { giveFeedback } from '../review/give-feedback.ts'
import { viewCase } from '../review/view-case.ts'
import { assignCase, handOver, writeNote } from '../review/work-on-cases.ts'
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
  // One human has two accounts with different roles; the node must treat both as one person.
  people.push(await secondAccount(people[0] as Actor))
  const signal = await world.signal({ value: personValue('Vantorre', 'Ilse Maria', { birthDates: ['1979-02-11'] }) })
  signalId = signal.id
  await world.index.load()
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

/** Creates a second account of the same human, as a supervisor. */
async function secondAccount(actor: Actor): Promise<Actor> {
  const account = await createAccount(world.db, {
    name: `second-${randomUUID().slice(0, 8)}`,
    person: { id: actor.person },
    roles: [{ role: 'supervisor', state: 'active' }],
    teams: ['travel'],
    password: 'a long test password',
    mustChangePassword: false,
    grantedBy: null,
    grantedAt: new Date('2026-01-01T00:00:00.000Z'),
  })
  return { ...actor, account, role: 'supervisor' }
}

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

test('an adverse decision without an agreement neither compiles nor runs', () => {
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

/** Returns a repeatable generator of numbers (mulberry32). */
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

test(`random acts never make an adverse decision without two people (${runs} sequences of 40)`, async () => {
  const settings = { minReviewSecondsAdverse: 5, minReviewSecondsOther: 5, decisionsPerHour: 60 }
  let adverseMade = 0
  for (let seed = 1; seed <= runs; seed += 1) {
    const pick = numbersFrom(seed)
    const subjectId = await world.traveller({ surname: 'VANTORRE', given: 'ILSE MARIA', birthDate: '1979-02-11' })
    await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
    const { id } = await world.caseOf(subjectId)
    const hits = (await world.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()).map(
      (hit) => hit.id,
    )
    const words = { text: 'Own words of more than twenty characters.', hits, alternativesConsidered: [], details: null }
    const reason = 'Own words of more than twenty characters.'
    const view = async (actor: Actor) => {
      await viewCase(world.access(actor), id)
      world.pass(5)
      await viewCase(world.access(actor), id)
    }
    const acts: ((actor: Actor) => Promise<unknown>)[] = [
      view,
      view,
      view,
      view,
      (actor) =>
        propose(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          outcome: 'adverse',
          act: 'do-not-board',
          reasons: ['same-document'],
          ...words,
        }),
      (actor) =>
        propose(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          outcome: 'adverse',
          act: 'do-not-board',
          reasons: ['same-document'],
          ...words,
        }),
      (actor) =>
        propose(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          outcome: 'no-action',
          act: 'ok-to-board',
          reasons: ['different-person'],
          ...words,
        }),
      (actor) =>
        confirm(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          agree: true,
          reasons: ['same-document'],
          text: reason,
        }),
      (actor) =>
        confirm(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          agree: true,
          reasons: ['same-document'],
          text: reason,
        }),
      (actor) =>
        confirm(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          agree: true,
          reasons: ['same-document'],
          text: reason,
        }),
      (actor) =>
        confirm(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          agree: true,
          reasons: ['same-document'],
          text: reason,
        }),
      (actor) =>
        confirm(world.access(actor), { review: settings, gateways: world.gateways }, id, {
          agree: false,
          reasons: ['time-short'],
          text: reason,
        }),
      (actor) => reopen(world.access(actor), id, { reason }),
      (actor) => writeNote(world.access(actor), id, reason),
      (actor) => assignCase(world.access(actor), id, pick(2) === 0 ? actor.person : null),
      (actor) => handOver(world.access(actor), id, { to: (people[pick(people.length)] as Actor).person, text: reason }),
      (actor) =>
        giveFeedback(world.access(actor), 'norland.example', id, { hitId: hits[0] ?? '', outcome: 'confirmed' }),
      () => matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] }),
      () => rematchSignals(world.match, { signalIds: [signalId], cause: 'edit' }),
    ]
    for (let step = 0; step < 40; step += 1) {
      world.pass(5)
      const actor = people[pick(people.length)] as Actor
      const act = acts[pick(acts.length)] as (typeof acts)[number]
      await act(actor).catch((error: { code?: string }) => {
        // A refusal is an expected result; any other error is a fault of the node.
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
  // The random sequences did reach adverse decisions, so the test is not empty.
  expect(adverseMade).toBeGreaterThan(0)
})

const run = (sql: string, values: unknown[] = []) =>
  world.pool.query(sql, values).then(
    () => 'done',
    (error) => error.code,
  )
async function newCase(): Promise<string> {
  const subjectId = await world.traveller({ surname: 'VANTORRE', given: 'ILSE MARIA', birthDate: '1979-02-11' })
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
  return (await world.caseOf(subjectId)).id
}
/** Writes that bypass the node, made with the node's own rights in the database. */
const past = {
  propose: (
    id: string,
    caseId: string,
    by: Actor,
    change: { outcome?: string; act?: string; adverse?: boolean } = {},
  ) => {
    const { outcome = 'adverse', act = 'do-not-board', adverse = outcome === 'adverse' } = change
    return run(
      `insert into proposal (id, case_id, person_id, account_id, at, outcome, act, adverse, reasons, hits, active_ms, b)
       values ($1, $2, $3, $4, now(), $5, $6, $7, '{same-document}', '{}', 0, '')`,
      [id, caseId, by.person, by.account, outcome, act, adverse],
    )
  },
  confirm: (id: string, proposal: string, caseId: string, by: { person: string; account: string }, agrees: boolean) =>
    run(
      `insert into confirmation (id, proposal_id, case_id, person_id, account_id, at, agree, reasons, b)
       values ($1, $2, $3, $4, $5, now(), $6, '{same-document}', '')`,
      [id, proposal, caseId, by.person, by.account, agrees],
    ),
  decide: (
    caseId: string,
    proposal: string,
    confirmation: string | null,
    proposer: string,
    second: string | null,
    change: { outcome?: string; act?: string; reasons?: string[] } = {},
  ) => {
    const { outcome = 'adverse', act = 'do-not-board', reasons = ['same-document'] } = change
    return run(
      `insert into decision (id, case_id, proposal_id, confirmation_id, outcome, act, adverse, reasons, proposed_by, proposed_at, confirmed_by, confirmed_at,
         active_seconds, b) values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, now(), $9::uuid, case when $9::uuid is null then null else now() end, 0, '')`,
      [caseId, proposal, confirmation, outcome, act, outcome === 'adverse', reasons, proposer, second],
    )
  },
}

test('the database itself requires two people for an adverse decision', async () => {
  const [analyst, , supervisor, other] = people as [Actor, Actor, Actor, Actor, Actor]
  const id = await newCase()
  const proposal = randomUUID()
  expect(await past.propose(proposal, id, analyst)).toBe('done')
  expect(await past.decide(id, proposal, null, analyst.person, null), 'no view, nobody else').toBe('EN004')
  await viewCase(world.access(analyst), id)
  expect(await past.decide(id, proposal, null, analyst.person, null), 'nobody else').toMatch(/EN005|23514/)
  expect(await past.decide(id, proposal, null, supervisor.person, other.person), 'not who proposed').toBe('EN003')
  expect(await past.confirm(randomUUID(), proposal, id, analyst, true), 'the proposer').toBe('EN001')
  expect(await past.confirm(randomUUID(), proposal, id, supervisor, true), 'a person without a view').toBe('EN004')
  await viewCase(world.access(supervisor), id)
  const no = randomUUID()
  expect(await past.confirm(no, proposal, id, supervisor, false)).toBe('done')
  expect(await past.decide(id, proposal, no, analyst.person, supervisor.person), 'who disagreed').toBe('EN005')
  expect(await past.decide(id, proposal, no, analyst.person, analyst.person), 'oneself').toMatch(/EN005|23514/)
  expect(await run('update confirmation set agree = true'), 'a changed mind').toBe('42501')
  expect(await run('update decision set adverse = true'), 'a changed decision').toBe('42501')
  expect(await run('update proposal set person_id = $1', [other.person]), 'a changed proposer').toBe('42501')
  expect(await run('delete from confirmation'), 'forgotten').toBe('42501')
  expect(await run('alter table decision disable trigger all'), 'without rules').toBe('42501')
})

test('the database compares people, not accounts or names', async () => {
  const [analyst, colleague, supervisor] = people as [Actor, Actor, Actor]
  const second = people[4] as Actor
  const id = await newCase()
  const proposal = randomUUID()
  expect(await past.propose(randomUUID(), id, { ...analyst, person: colleague.person }), 'in a colleague’s name').toBe(
    'EN009',
  )
  expect(await past.propose(proposal, id, analyst)).toBe('done')
  for (const actor of [analyst, supervisor, colleague]) await viewCase(world.access(actor), id)
  expect(await past.confirm(randomUUID(), proposal, id, second, true), 'the other account').toBe('EN001')
  const borrowed = { person: supervisor.person, account: second.account }
  expect(await past.confirm(randomUUID(), proposal, id, borrowed, true), 'in a supervisor’s name').toBe('EN009')
  expect(await past.confirm(randomUUID(), proposal, id, colleague, true), 'no supervisor').toBe('EN002')
  expect(await run('update account set person_id = $1 where id = $2', [colleague.person, second.account])).toBe('42501')
})

test('the database ties a decision to the proposed and confirmed case, act and reasons', async () => {
  const [analyst, , supervisor] = people as [Actor, Actor, Actor]
  const [id, elsewhere] = [await newCase(), await newCase()]
  for (const actor of [analyst, supervisor]) for (const one of [id, elsewhere]) await viewCase(world.access(actor), one)
  const proposal = randomUUID()
  expect(await past.propose(proposal, id, analyst)).toBe('done')
  const yes = randomUUID()
  expect(await past.confirm(yes, proposal, elsewhere, supervisor, true), 'on another case').toBe('EN003')
  expect(await past.confirm(yes, proposal, id, supervisor, true)).toBe('done')
  const decided = (change: Parameters<typeof past.decide>[5]) =>
    past.decide(id, proposal, yes, analyst.person, supervisor.person, change)
  expect(await decided({ act: 'detain' }), 'a harder act').toBe('EN003')
  expect(await decided({ reasons: ['court-or-authority-order'] }), 'other reasons').toBe('EN003')
  expect(await decided({ outcome: 'no-action', act: 'ok-to-board' }), 'the opposite').toBe('EN003')
  const alone = `update proposal set state = 'decided' where id = $1`
  expect(await run(alone, [proposal]), 'decided without a decision').toBe('EN003')
  expect(await decided({})).toBe('done')
  expect(await run(`update proposal set state = 'disagreed' where id = $1`, [proposal])).toBe('done')
  expect(await run(`update proposal set state = 'open' where id = $1`, [proposal]), 'asked for again').toBe('EN003')
  await run('update decision set reopened_at = now() where proposal_id = $1', [proposal])
  expect(await run('update decision set reopened_at = null where proposal_id = $1', [proposal]), 'in force again').toBe(
    'EN003',
  )
})

test('the database knows which acts are adverse and refuses decisions on withdrawn proposals', async () => {
  const [analyst, , supervisor] = people as [Actor, Actor, Actor]
  const id = await newCase()
  for (const actor of [analyst, supervisor]) await viewCase(world.access(actor), id)
  for (const act of ['do-not-board', 'detain', 'restrict', 'remove', 'suspend', 'DNL', 'hold']) {
    expect(await past.propose(randomUUID(), id, analyst, { outcome: 'no-action', act }), act).toBe('23503')
  }
  expect(await past.propose(randomUUID(), id, analyst, { act: 'ok-to-board' })).toBe('23503')
  const proposal = randomUUID()
  expect(await past.propose(proposal, id, analyst)).toBe('done')
  await run(`update proposal set state = 'disagreed' where id = $1`, [proposal])
  expect(await past.confirm(randomUUID(), proposal, id, supervisor, true)).toBe('EN003')
})

test('the database refuses an answer "do not board" that rests on another case', async () => {
  const [analyst, , supervisor] = people as [Actor, Actor, Actor]
  const [id, elsewhere] = [await newCase(), await newCase()]
  for (const actor of [analyst, supervisor]) await viewCase(world.access(actor), id)
  const [proposal, yes] = [randomUUID(), randomUUID()]
  await past.propose(proposal, id, analyst)
  await past.confirm(yes, proposal, id, supervisor, true)
  expect(await past.decide(id, proposal, yes, analyst.person, supervisor.person)).toBe('done')
  const { rows } = await world.pool.query('select id from decision where proposal_id = $1', [proposal])
  const insertAnswerPerson = (caseId: string | null) =>
    run(
      `insert into carrier_answer_person (answer_id, position, case_id, outcome, code, basis, decision_id) values (gen_random_uuid(), 0, $1, 'do-not-board', '02', 'decision', $2)`,
      [caseId, rows[0].id],
    )
  expect(await insertAnswerPerson(elsewhere)).toBe('EN006')
  expect(await insertAnswerPerson(null)).toBe('EN006')
  // The answer does not exist, so the foreign key refuses it before the rule applies.
  expect(await insertAnswerPerson(id)).toBe('23503')
})
