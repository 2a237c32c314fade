import type { Actor, Signal } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personValue } from '../case-people.fixture.ts'
import { openWorld, type World } from '../case-world.fixture.ts'
import { confirm } from '../decide/confirm.ts'
import { propose } from '../decide/propose.ts'
import { reviewSettings } from '../decide/settings.ts'
import { readCase } from '../review/read-case.ts'
import { viewCase } from '../review/view-case.ts'
import { matchSubjects } from './match-subjects.ts'
import { rematchSignals } from './rematch-signals.ts'

let database: TestDatabase
let world: World
let analyst: Actor
let supervisor: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  analyst = await world.person('Analyst', 'analyst')
  supervisor = await world.person('Supervisor', 'supervisor')
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const rematch = (signals: Signal[], cause = 'edit') =>
  rematchSignals(world.match, { signalIds: signals.map((signal) => signal.id), cause })
const withdraw = (signal: Signal) => world.changeSignal(signal, { status: 'withdrawn', value: null })
const hitsOf = (caseId: string) =>
  world.db.selectFrom('hit').selectAll().where('case_id', '=', caseId).where('withdrawn_at', 'is', null).execute()
const toBeAnswered = async (subjectId: string) =>
  (await world.jobs()).filter((job) => job.task === 'answer-subject' && job.payload.subjectId === subjectId).length

async function view(actor: Actor, caseId: string): Promise<void> {
  for (let beat = 0; beat < 6; beat += 1) {
    await viewCase(world.access(actor), caseId)
    world.pass(5)
  }
}
/** Gives the case to the person, who has then seen its present evidence. */
const read = (actor: Actor, caseId: string) =>
  readCase({ ...world, review: reviewSettings }, world.access(actor), caseId)

async function decided(caseId: string, outcome: 'adverse' | 'no-action' | 'further-check'): Promise<void> {
  const hits = (await hitsOf(caseId)).map((hit) => hit.id)
  const acts = {
    adverse: ['do-not-board', 'same-document'],
    'no-action': ['ok-to-board', 'different-person'],
    'further-check': ['further-check', 'time-short'],
  } as const
  const [act, reason] = acts[outcome]
  await read(analyst, caseId)
  await view(analyst, caseId)
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, caseId, {
    outcome,
    act,
    reasons: [reason],
    text: 'Enough words for a second person.',
    hits,
    alternativesConsidered: [],
    details: null,
  })
  if (outcome !== 'adverse') return
  await read(supervisor, caseId)
  await view(supervisor, caseId)
  await confirm(world.access(supervisor), { review: reviewSettings, gateways: world.gateways }, caseId, {
    agree: true,
    reasons: ['same-document'],
    text: 'I compared the two documents.',
  })
}
/** Returns a traveller with a case on a signal with their name. */
async function met(surname: string, given: string): Promise<{ signal: Signal; subjectId: string; caseId: string }> {
  const signal = await world.signal({ value: personValue(surname, given, { birthDates: ['1980-02-03'] }) })
  await world.index.apply([signal.id])
  const subjectId = await world.traveller({
    surname: surname.toUpperCase(),
    given: given.toUpperCase(),
    birthDate: '1980-02-03',
  })
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
  return { signal, subjectId, caseId: (await world.caseOf(subjectId)).id }
}

test('a new signal opens cases of known travellers, once', async () => {
  const id = await world.traveller({ surname: 'MERLEVEDE', given: 'KATRIEN', birthDate: '1980-02-03' })
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [id] })
  const signal = await world.signal({ value: personValue('Merlevede', 'Katrien', { birthDates: ['1980-02-03'] }) })
  expect(await rematch([signal], 'import')).toMatchObject({ casesOpened: 1 })
  expect(await rematch([signal], 'import')).toEqual({
    hitsReevaluated: 0,
    casesOpened: 0,
    casesClosed: 0,
    decisionsReopened: 0,
  })
  expect(await world.caseOf(id)).toMatchObject({ state: 'open' })
})

test('an undecided case that lost its last hit closes, and its answer is reconsidered', async () => {
  const { signal, subjectId, caseId } = await met('Tormundsen', 'Eirik')
  const before = await toBeAnswered(subjectId)
  await withdraw(signal)
  expect(await rematch([signal], 'withdrawal')).toEqual({
    hitsReevaluated: 1,
    casesOpened: 0,
    casesClosed: 1,
    decisionsReopened: 0,
  })
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'closed', version: 2 })
  expect(await hitsOf(caseId)).toEqual([])
  expect(before).toBe(1)
  expect(await toBeAnswered(subjectId)).toBe(1)
  const failure = await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, caseId, {
    outcome: 'no-action',
    act: 'ok-to-board',
    reasons: ['different-person'],
    text: '',
    hits: [],
    alternativesConsidered: [],
    details: null,
  }).catch((error) => error)
  expect(failure.code).toBe('case-closed')
})

test('a case with another hit stays open and retains it', async () => {
  const { signal, subjectId, caseId } = await met('Ostrovar', 'Milena')
  const other = await world.signal({
    value: personValue('Ostrovar', 'Milena', { birthDates: ['1980-02-03'] }),
    owner: 'sudmark.example',
  })
  await rematch([other])
  expect((await hitsOf(caseId)).map((hit) => hit.source).sort()).toEqual(['norland.example', 'sudmark.example'])
  await withdraw(signal)
  expect(await rematch([signal])).toMatchObject({ casesClosed: 0, hitsReevaluated: 1 })
  expect((await hitsOf(caseId)).map((hit) => hit.signal_id)).toEqual([other.id])
  expect((await world.caseOf(subjectId)).state).toBe('open')
})

test('a signal that comes back reopens its closed case', async () => {
  const { signal, subjectId } = await met('Vasquellin', 'Anouk')
  const gone = await withdraw(signal)
  await rematch([signal])
  await world.changeSignal(gone, { status: 'active', value: signal.value })
  await rematch([signal], 'rollback')
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'open' })
})

test('a corrected signal withdraws a hit that no longer fits and updates one that does', async () => {
  const fits = await met('Gjerdrum', 'Solveig')
  await world.changeSignal(fits.signal, { value: personValue('Gjerdrum', 'Solveig', { birthDates: ['1980'] }) })
  await rematch([fits.signal])
  expect(await hitsOf(fits.caseId)).toMatchObject([{ signal_version: 2 }])
  const misses = await met('Haldorsen', 'Ragnhild')
  await world.changeSignal(misses.signal, {
    value: personValue('Haldorsen', 'Ragnhild', { birthDates: ['1931-11-30'] }),
  })
  expect(await rematch([misses.signal])).toMatchObject({ casesClosed: 1 })
})

test('an adverse decision whose signal is withdrawn returns to review and is not in force', async () => {
  const { signal, subjectId, caseId } = await met('Quarshie', 'Kobina')
  await decided(caseId, 'adverse')
  await withdraw(signal)
  expect(await rematch([signal], 'withdrawal')).toEqual({
    hitsReevaluated: 1,
    casesOpened: 0,
    casesClosed: 0,
    decisionsReopened: 1,
  })
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'in-review', assigned_to: null })
  const decisions = await world.db
    .selectFrom('decision')
    .select(['adverse', 'reopened_at'])
    .where('case_id', '=', caseId)
    .execute()
  expect(decisions).toMatchObject([{ adverse: true, reopened_at: expect.any(Date) }])
  await decided(caseId, 'no-action')
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'decided' })
})

test('an innocent decision survives the withdrawal of its signal, and a new signal reopens it', async () => {
  const { signal, subjectId, caseId } = await met('Ferreirinha', 'Duarte')
  await decided(caseId, 'no-action')
  const other = await world.signal({
    value: personValue('Ferreirinha', 'Duarte', { birthDates: ['1980-02-03'] }),
    owner: 'sudmark.example',
  })
  await withdraw(signal)
  expect(await rematch([signal])).toMatchObject({ decisionsReopened: 0 })
  expect((await world.caseOf(subjectId)).state).toBe('decided')
  expect(await rematch([other])).toMatchObject({ decisionsReopened: 1 })
  expect((await world.caseOf(subjectId)).state).toBe('in-review')
})

test('another hit does not change an adverse decision', async () => {
  const { subjectId, caseId } = await met('Kristinsdal', 'Arnor')
  await decided(caseId, 'adverse')
  const other = await world.signal({
    value: personValue('Kristinsdal', 'Arnor', { birthDates: ['1980-02-03'] }),
    owner: 'sudmark.example',
  })
  expect(await rematch([other])).toMatchObject({ decisionsReopened: 0 })
  expect((await world.caseOf(subjectId)).state).toBe('decided')
})

test('an adverse proposal ends with its hits, and nothing is left to confirm', async () => {
  const { signal, caseId } = await met('Laurentsen', 'Vigdis')
  const hits = (await hitsOf(caseId)).map((hit) => hit.id)
  await read(analyst, caseId)
  await view(analyst, caseId)
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, caseId, {
    outcome: 'adverse',
    act: 'do-not-board',
    reasons: ['same-document'],
    text: 'The same passport as was named.',
    hits,
    alternativesConsidered: [],
    details: null,
  })
  await withdraw(signal)
  await rematch([signal])
  await view(supervisor, caseId)
  const failure = await confirm(
    world.access(supervisor),
    { review: reviewSettings, gateways: world.gateways },
    caseId,
    {
      agree: true,
      reasons: ['same-document'],
      text: 'I compared the two documents.',
    },
  ).catch((error) => error)
  expect(failure.code).toBe('case-changed')
})

/** Adds a second signal with the same name, owned by another member. */
async function alsoNamed(surname: string, given: string): Promise<Signal> {
  const value = personValue(surname, given, { birthDates: ['1980-02-03'] })
  const other = await world.signal({ value, owner: 'sudmark.example' })
  await world.index.apply([other.id])
  return other
}

test('an adverse decision that lost its named hits returns to review despite other hits', async () => {
  const { signal, subjectId, caseId } = await met('Brandvoll', 'Sigurd')
  await decided(caseId, 'adverse')
  await rematch([await alsoNamed('Brandvoll', 'Sigurd')])
  expect((await world.caseOf(subjectId)).state).toBe('decided')
  await withdraw(signal)
  expect(await rematch([signal], 'withdrawal')).toMatchObject({ decisionsReopened: 1 })
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'in-review' })
})

test('a proposal whose hit is gone cannot be confirmed because of other hits', async () => {
  const { signal, subjectId, caseId } = await met('Hestvik', 'Gunvor')
  const named = (await hitsOf(caseId)).map((hit) => hit.id)
  await rematch([await alsoNamed('Hestvik', 'Gunvor')])
  const asking = {
    outcome: 'adverse' as const,
    act: 'do-not-board',
    reasons: ['same-document'],
    text: 'Enough words for a second person.',
    hits: named,
    alternativesConsidered: [],
    details: null,
  }
  await read(analyst, caseId)
  await view(analyst, caseId)
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, caseId, asking)
  await view(supervisor, caseId)
  // The signal is withdrawn, but matching has not processed it yet.
  await withdraw(signal)
  const agreeing = { agree: true, reasons: ['same-document'], text: 'I compared the two documents.' }
  const early = await confirm(
    world.access(supervisor),
    { review: reviewSettings, gateways: world.gateways },
    caseId,
    agreeing,
  ).catch((error) => error)
  expect(early.code).toBe('case-changed')
  await rematch([signal], 'withdrawal')
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'in-review' })
  const late = await confirm(
    world.access(supervisor),
    { review: reviewSettings, gateways: world.gateways },
    caseId,
    agreeing,
  ).catch((error) => error)
  expect(late.code).toBe('case-changed')
  const again = await propose(
    world.access(analyst),
    { review: reviewSettings, gateways: world.gateways },
    caseId,
    asking,
  ).catch((error) => error)
  expect(again.code).toBe('body-invalid')
})
