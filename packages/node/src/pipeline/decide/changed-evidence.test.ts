import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personValue } from '../case-people.fixture.ts'
import { rematchSignals } from '../match/rematch-signals.ts'
import { writeNote } from '../review/work-on-cases.ts'
import { renewProposal } from './change-proposal.ts'
import {
  adverse,
  agree,
  codeOf,
  type DecideStage,
  disagree,
  innocent,
  openDecideStage,
} from './decide-stage.fixture.ts'

let database: TestDatabase
let stage: DecideStage
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

let signal: DecideStage['signal'] | undefined
/** Changes the birth date of the signal, as its owner does. With `matched`, its cases are compared again. */
async function changeSignal(matched = true): Promise<void> {
  const before = signal ?? stage.signal
  const { value } = before as unknown as { value: { birthDates: string[] } }
  const [date] = value.birthDates
  signal = await stage.world.changeSignal(before, {
    value: personValue('Qarmouti', 'Youssef Hamdan', {
      birthDates: [date === '1981-05-17' ? '1981-05-18' : '1981-05-17'],
      identifiers: [{ type: 'passport', number: 'K4471506B', issuer: 'UTO' }],
    }),
  })
  await stage.world.index.apply([before.id])
  if (matched) await rematchSignals(stage.world.match, { signalIds: [before.id], cause: 'edit' })
}
const eventsOf = async (id: string) =>
  (await stage.world.db.selectFrom('event').selectAll().where('ref', '=', id).orderBy('id').execute()).map(
    ({ version, parts }) => ({ version, parts }),
  )
/** Returns a case for which the analyst has asked for a second person, after reading it. */
async function proposedCase(): Promise<string> {
  const { id, hits } = await stage.newCase()
  await stage.read(stage.analyst, id)
  await stage.view(stage.analyst, id, 20)
  await stage.asked(stage.analyst, id, adverse(hits))
  return id
}
const detailOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (error.fields.errors ?? []).map((each: { at: string }) => each.at),
  )

test('six pushes of one flight stop nobody, and each says what it changed', async () => {
  const { id, subjectId, hits } = await stage.newCase()
  const seen = await stage.read(stage.analyst, id)
  await stage.view(stage.analyst, id, 20)
  for (let version = 2; version <= 7; version += 1) await stage.pushed(subjectId, { version })
  expect((await eventsOf(id)).slice(1)).toEqual([2, 3, 4, 5, 6, 7].map((version) => ({ version, parts: ['record'] })))
  expect(await codeOf(stage.asked(stage.analyst, id, { ...innocent(hits), seen }))).toBe('done')
})

test('a changed birth date of the signal refuses proposals until it was seen', async () => {
  const { id, hits } = await stage.newCase()
  const seen = await stage.read(stage.analyst, id)
  await stage.view(stage.analyst, id, 20)
  await changeSignal()
  expect((await eventsOf(id)).at(-1)?.parts).toEqual(['evidence', 'signal'])
  for (const input of [innocent(hits), adverse(hits)]) {
    expect(await detailOf(stage.asked(stage.analyst, id, { ...input, seen }))).toEqual(['/evidence', '/signal'])
    expect(await codeOf(stage.asked(stage.analyst, id, input)), 'a client that states no version').toBe(
      'evidence-changed',
    )
  }
  // A client may claim to have seen anything. The version that the node gave to the person counts.
  expect(await codeOf(stage.asked(stage.analyst, id, { ...innocent(hits), seen: 99 }))).toBe('evidence-changed')
  const again = await stage.read(stage.analyst, id)
  expect(await codeOf(stage.asked(stage.analyst, id, { ...innocent(hits), seen }))).toBe('evidence-changed')
  expect(await codeOf(stage.asked(stage.analyst, id, { ...innocent(hits), seen: again }))).toBe('done')
})

test('a changed signal refuses before its cases are compared again', async () => {
  const { id, hits } = await stage.newCase()
  const seen = await stage.read(stage.analyst, id)
  await stage.view(stage.analyst, id, 20)
  await changeSignal(false)
  expect(await detailOf(stage.asked(stage.analyst, id, { ...innocent(hits), seen }))).toEqual(['/signal'])
  await rematchSignals(stage.world.match, { signalIds: [stage.signal.id], cause: 'edit' })
})

test('a change of compared details of the person refuses, and a change of contacts does not', async () => {
  const { id, subjectId, hits } = await stage.newCase()
  const seen = await stage.read(stage.analyst, id)
  await stage.view(stage.analyst, id, 20)
  await stage.pushed(subjectId, { version: 2, nationality: 'UTO' })
  expect((await eventsOf(id)).at(-1)?.parts).toContain('person')
  expect(await detailOf(stage.asked(stage.analyst, id, { ...innocent(hits), seen }))).toContain('/person')
})

test('a second person does not confirm what rests on evidence that changed since the proposer saw it', async () => {
  const id = await proposedCase()
  await changeSignal()
  const seen = await stage.read(stage.supervisor, id)
  await stage.view(stage.supervisor, id, 20)
  const confirm = () => stage.answered(stage.supervisor, id, { ...agree, seen })
  await expect(confirm()).rejects.toMatchObject({
    code: 'evidence-changed',
    fields: { detail: expect.stringContaining('the proposer saw it') },
  })
  const access = stage.world.access(stage.analyst)
  expect(await codeOf(renewProposal(access, id, 99)), 'not read yet').toBe('evidence-changed')
  await renewProposal(access, id, await stage.read(stage.analyst, id))
  expect(await codeOf(confirm())).toBe('done')
})

test('a second person who read the case before the change sees it first', async () => {
  const id = await proposedCase()
  const seen = await stage.read(stage.supervisor, id)
  await stage.view(stage.supervisor, id, 20)
  await changeSignal()
  await renewProposal(stage.world.access(stage.analyst), id, await stage.read(stage.analyst, id))
  expect(await detailOf(stage.answered(stage.supervisor, id, { ...agree, seen }))).toEqual(['/evidence', '/signal'])
  for (const answer of [agree, disagree])
    expect(await codeOf(stage.answered(stage.supervisor, id, answer))).toBe('evidence-changed')
})

test('a note and a deadline stop nobody, and a proposal of a colleague does', async () => {
  const { id, hits } = await stage.newCase()
  const seen = await stage.read(stage.analyst, id)
  await stage.view(stage.analyst, id, 20)
  await writeNote(stage.world.access(stage.supervisor), id, 'The carrier was called.')
  expect((await eventsOf(id)).at(-1)).toEqual({ version: seen, parts: ['notes'] })
  await stage.view(stage.colleague, id, 20)
  await stage.asked(stage.colleague, id, adverse(hits))
  expect((await eventsOf(id)).at(-1)?.parts).toEqual(['state'])
  expect(await codeOf(stage.asked(stage.analyst, id, { ...innocent(hits), seen }))).toBe('second-person-required')
})
