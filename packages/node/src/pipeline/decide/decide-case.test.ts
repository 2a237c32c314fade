import { randomUUID } from 'node:crypto'
import type { Actor, Purpose } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSubject } from '../answer/index.ts'
import { openWorld, personValue, type World } from '../case-world.fixture.ts'
import { matchSubjects } from '../match/index.ts'
import { recordFeedback } from '../report/index.ts'
import { assignCase } from '../review/assign-case.ts'
import { handOver } from '../review/hand-over-case.ts'
import { viewCase } from '../review/view-case.ts'
import { writeNote } from '../review/write-note.ts'
import { confirm } from './confirm.ts'
import { propose } from './propose.ts'
import { reopen } from './reopen.ts'
import { ReviewSettings, reviewSettings } from './settings.ts'

let database: TestDatabase
let world: World
let analyst: Actor
let colleague: Actor
let supervisor: Actor
let other: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  analyst = await world.person('Analyst', 'analyst')
  colleague = await world.person('Colleague', 'analyst')
  supervisor = await world.person('Supervisor', 'supervisor')
  other = await world.person('Other supervisor', 'supervisor')
  await world.signal({
    value: personValue('Qarmouti', 'Youssef Hamdan', {
      birthDates: ['1981-05-17'],
      identifiers: [{ type: 'passport', number: 'K4471506B', issuer: 'UTO' }],
    }),
  })
  await world.index.load()
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

/** A new case, and its hits. */
async function newCase(): Promise<{ id: string; subjectId: string; hits: string[] }> {
  const subjectId = await world.traveller({
    surname: 'QARMOUTI',
    given: 'YUSUF HAMDAN',
    birthDate: '1981-05-17',
    document: { number: 'K4471506B', issuer: 'UTO' },
  })
  await matchSubjects(world.match, { travellerIds: [subjectId] })
  const { id } = await world.caseOf(subjectId)
  const hits = await world.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()
  return { id, subjectId, hits: hits.map((hit) => hit.id) }
}
async function look(actor: Actor, caseId: string, seconds: number): Promise<void> {
  await viewCase(world.door(actor), caseId)
  for (let passed = 0; passed < seconds; passed += 5) {
    world.pass(5)
    await viewCase(world.door(actor), caseId)
  }
}
const adverse = (hits: string[]) => ({
  outcome: 'adverse' as const,
  act: 'do-not-board',
  reasons: ['same-document'],
  text: 'The passport is the one that was named.',
  hits,
  alternativesConsidered: [],
  details: null,
})
const innocent = (hits: string[]) => ({
  outcome: 'no-action' as const,
  act: 'ok-to-board',
  reasons: ['different-person'],
  text: '',
  hits,
  alternativesConsidered: [],
  details: null,
})
const agree = { agree: true, reasons: ['same-document'], text: 'I compared the passport numbers myself.' }
const disagree = { agree: false, reasons: ['identity-unclear'], text: 'The photograph has to be seen first.' }
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code,
  )
const asked = (actor: Actor, id: string, input: Parameters<typeof propose>[3]) =>
  propose(world.door(actor), reviewSettings, id, input)
const answered = (actor: Actor, id: string, input: Parameters<typeof confirm>[3]) =>
  confirm(world.door(actor), reviewSettings, id, input)

test('an adverse proposal waits for a second person; with their agreement it is a decision, and the sender is to be told', async () => {
  const { id, subjectId, hits } = await newCase()
  await look(analyst, id, 20)
  expect(await asked(analyst, id, adverse(hits))).toEqual({ state: 'awaiting-second', decision: null })
  expect((await world.caseOf(subjectId)).state).toBe('awaiting-second')
  await look(supervisor, id, 20)
  const { state, decision } = await answered(supervisor, id, agree)
  expect(state).toBe('decided')
  expect(decision).toMatchObject({
    adverse: true,
    act: 'do-not-board',
    proposedBy: analyst.person,
    confirmedBy: supervisor.person,
  })
  await answerSubject(world, { subjectId })
  expect(world.told.at(-1)).toMatchObject({
    subjectId,
    standing: { outcome: { adverse: true, act: 'do-not-board' }, documents: ['K4471506B'] },
  })
})

test('whoever proposed cannot be their own second person, not even under another account of theirs', async () => {
  const { id, hits } = await newCase()
  await look(supervisor, id, 20)
  await asked(supervisor, id, adverse(hits))
  expect(await codeOf(answered(supervisor, id, agree))).toBe('same-person')
  expect(await codeOf(answered({ ...other, person: supervisor.person }, id, agree))).toBe('same-person')
})

test('a second person is a supervisor, looked at the case themselves, and had no hand in it', async () => {
  const { id, hits } = await newCase()
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(colleague, id, 20)
  expect(await codeOf(answered(colleague, id, agree))).toBe('role')
  expect(await codeOf(answered(supervisor, id, agree))).toBe('not-viewed')
  await look(supervisor, id, 10)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('too-soon')
  await writeNote(world.door(supervisor), id, 'The photograph looks like him.')
  await look(supervisor, id, 20)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
  await look(other, id, 20)
  expect(await answered(other, id, agree)).toMatchObject({ state: 'decided' })
})

test('assigning or handing over a case is having a hand in it', async () => {
  const { id, hits } = await newCase()
  await assignCase(world.door(supervisor), id, supervisor.person)
  await handOver(world.door(supervisor), id, { to: analyst.person, text: 'You know this airline better.' })
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(supervisor, id, 20)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
})

test('a case that was never opened, or not looked at long enough, is not decided', async () => {
  const { id, hits } = await newCase()
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('not-viewed')
  await look(analyst, id, 5)
  const soon = await asked(analyst, id, innocent(hits)).catch((error) => error)
  expect(soon).toMatchObject({ code: 'too-soon', fields: { retryAfterMs: 3000 } })
  await look(analyst, id, 5)
  expect(await codeOf(asked(analyst, id, adverse(hits)))).toBe('too-soon')
  expect(await asked(analyst, id, innocent(hits))).toMatchObject({ state: 'decided', decision: { adverse: false } })
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('case-decided')
})

test('a floor below five seconds cannot be set', () => {
  expect(ReviewSettings.safeParse({ ...reviewSettings, minReviewSecondsOther: 4 }).success).toBe(false)
})

test('if the two disagree the sender keeps being told further check, and neither of them lets the traveller board', async () => {
  const { id, subjectId, hits } = await newCase()
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(supervisor, id, 20)
  expect(await answered(supervisor, id, disagree)).toEqual({ state: 'in-review', decision: null })
  await answerSubject(world, { subjectId })
  expect(world.told.at(-1)?.standing.outcome).toMatchObject({
    adverse: false,
    act: 'further-check',
    basis: 'hit-under-review',
  })
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('third-person-required')
  expect(await codeOf(asked(supervisor, id, adverse(hits)))).toBe('third-person-required')
  await look(colleague, id, 20)
  await asked(colleague, id, adverse(hits))
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
  await look(other, id, 20)
  expect(await answered(other, id, agree)).toMatchObject({
    decision: { proposedBy: colleague.person, confirmedBy: other.person },
  })
})

test('two who disagreed can still settle for a further check', async () => {
  const { id, hits } = await newCase()
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(supervisor, id, 20)
  await answered(supervisor, id, disagree)
  const check = { ...innocent(hits), outcome: 'further-check' as const, act: 'further-check', reasons: ['time-short'] }
  expect(await asked(analyst, id, check)).toMatchObject({ state: 'decided', decision: { act: 'further-check' } })
})

test('a proposal for a case that changed since it was opened is refused', async () => {
  const { id, hits } = await newCase()
  await look(analyst, id, 20)
  expect(await codeOf(asked(analyst, id, { ...innocent(hits), version: 2 }))).toBe('case-changed')
  expect(await codeOf(asked(analyst, id, { ...innocent(hits), version: 1 }))).toBe('done')
})

test('every fault of a proposal is named at once, and no case is touched', async () => {
  const { id, subjectId, hits } = await newCase()
  await look(analyst, id, 20)
  const bad = {
    ...adverse([randomUUID()]),
    act: 'ok-to-board',
    reasons: ['same-document', 'looks-wrong'],
    text: 'Short.',
  }
  const failure = await asked(analyst, id, bad).catch((error) => error)
  expect(failure.code).toBe('body-invalid')
  expect(failure.fields.errors.map((e: { code: string; at: string }) => [e.code, e.at])).toEqual([
    ['act-unknown', '/act'],
    ['reason-unknown', '/reasons/1'],
    ['text-too-short', '/text'],
    ['hit-unknown', '/hits/0'],
  ])
  expect(await codeOf(asked(analyst, id, { ...adverse([]), hits: [] }))).toBe('body-invalid')
  expect(await codeOf(asked(analyst, id, { ...innocent(hits), caseId: randomUUID() }))).toBe('body-invalid')
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'in-review', version: 1 })
})

test('a case that a colleague has is read, not decided, by a supervisor too', async () => {
  const { id, hits } = await newCase()
  await look(colleague, id, 20)
  await look(supervisor, id, 20)
  await assignCase(world.door(colleague), id, colleague.person)
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('refused')
  expect(await codeOf(asked(supervisor, id, innocent(hits)))).toBe('refused')
  expect(await codeOf(asked(colleague, id, innocent(hits)))).toBe('done')
})

test('sixty decisions in an hour are enough for one person', async () => {
  const quick = await world.person('Quick', 'analyst')
  const settings = { ...reviewSettings, decisionsPerHour: 3 }
  for (let made = 0; made < 3; made += 1) {
    const { id, hits } = await newCase()
    await look(quick, id, 10)
    await propose(world.door(quick), settings, id, innocent(hits))
  }
  const { id, hits } = await newCase()
  await look(quick, id, 10)
  const refused = await propose(world.door(quick), settings, id, innocent(hits)).catch((error) => error)
  expect(refused).toMatchObject({ code: 'rate-exceeded' })
  expect(refused.fields.retryAfterMs).toBeGreaterThan(3_500_000)
  world.pass(3600)
  await look(quick, id, 5)
  expect(await codeOf(propose(world.door(quick), settings, id, innocent(hits)))).toBe('done')
})

test('without a purpose, for a foreign purpose, or as oversight nothing is decided, and the refusal is in the log', async () => {
  const { id, hits } = await newCase()
  await look(analyst, id, 20)
  const refused = async (actor: Actor, purpose: Purpose | null) => {
    const failure = await propose(world.door(actor, purpose), reviewSettings, id, innocent(hits)).catch(
      (error) => error,
    )
    const log = await world.db
      .selectFrom('audit.entry')
      .select('entry')
      .where('ref', '=', `case:${id}`)
      .orderBy('recorded_at', 'desc')
      .executeTakeFirstOrThrow()
    return {
      code: failure.code,
      failed: failure.fields.clauses
        .filter((c: { result: string }) => c.result === 'fail')
        .map((c: { id: string }) => c.id),
      logged: JSON.parse(log.entry).decision,
    }
  }
  const oversight = await world.person('Oversight', 'oversight')
  expect(await refused(analyst, null)).toEqual({
    code: 'purpose-missing',
    failed: ['purpose-stated', 'purpose-of-regime'],
    logged: 'deny',
  })
  expect(await refused(analyst, 'terrorism-investigation')).toEqual({
    code: 'refused',
    failed: ['purpose-of-regime'],
    logged: 'deny',
  })
  expect(await refused(oversight, 'human-rights-review')).toEqual({ code: 'role', failed: ['role'], logged: 'deny' })
})

test('a reopened decision stays on record, no longer stands, and is superseded by the next', async () => {
  const { id, subjectId, hits } = await newCase()
  await look(analyst, id, 10)
  const first = await asked(analyst, id, innocent(hits))
  await reopen(world.door(analyst), id, { reason: 'The airline corrected the passport number.' })
  await answerSubject(world, { subjectId })
  expect(world.told.at(-1)?.standing.outcome).toMatchObject({ basis: 'hit-under-review', act: 'further-check' })
  const second = await asked(analyst, id, innocent(hits))
  expect(second.decision).toMatchObject({ supersedes: first.decision?.id })
  expect(
    await codeOf(reopen(world.door(analyst), (await newCase()).id, { reason: 'There is nothing to reopen here.' })),
  ).toBe('case-not-decided')
})

test('feedback follows the outcome unless said otherwise, leaves with the decision only, and is recorded once', async () => {
  const { id, hits } = await newCase()
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  const recorded = () =>
    world.db.selectFrom('feedback').select(['outcome', 'hit_id']).where('case_id', '=', id).execute()
  expect((await world.jobs()).filter((job) => job.task === 'record-feedback' && job.payload.caseId === id)).toEqual([])
  await look(supervisor, id, 20)
  const { decision } = await answered(supervisor, id, agree)
  expect(await recorded()).toEqual([])
  expect(
    (await world.jobs()).some((job) => job.task === 'record-feedback' && job.payload.decisionId === decision?.id),
  ).toBe(true)
  await recordFeedback(world, { decisionId: decision?.id ?? '' })
  await recordFeedback(world, { decisionId: decision?.id ?? '' })
  expect(await recorded()).toEqual([{ outcome: 'confirmed', hit_id: hits[0] }])

  const silent = await newCase()
  await look(analyst, silent.id, 20)
  const quiet = await asked(analyst, silent.id, {
    ...innocent(silent.hits),
    feedback: [{ hitId: silent.hits[0] ?? '', outcome: null }],
  })
  await recordFeedback(world, { decisionId: quiet.decision?.id ?? '' })
  expect(await world.db.selectFrom('feedback').select('id').where('case_id', '=', silent.id).execute()).toEqual([])
})
