import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordFeedback } from '../cases/record-feedback.ts'
import { confirm } from '../decide/confirm.ts'
import { propose } from '../decide/propose.ts'
import { reopen } from '../decide/reopen.ts'
import { reviewSettings } from '../decide/settings.ts'
import { giveFeedback } from './give-feedback.ts'
import { adverse, codeOf, openReviewStage, type ReviewStage } from './review-stage.fixture.ts'
import { viewCase } from './view-case.ts'
import { assignCase, printCase, writeNote } from './work-on-cases.ts'

let database: TestDatabase
let stage: ReviewStage
let world: ReviewStage['world']
let analyst: ReviewStage['analyst']
let supervisor: ReviewStage['supervisor']
let oversight: ReviewStage['oversight']
let newCase: ReviewStage['newCase']
let view: ReviewStage['view']
let list: ReviewStage['list']
let read: ReviewStage['read']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openReviewStage(database.connection('entente_app'))
  ;({ world, analyst, supervisor, oversight, newCase, view, list, read } = stage)
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

test('a case shows both sides, all evidence, innocent explanations and the track of such hits', async () => {
  const { id } = await newCase('Bertrand')
  const page = await read(analyst, id)
  expect(page.hits[0]?.evidence.some((line) => (line.weight ?? 0) > 0)).toBe(true)
  expect(page.hits[0]?.comparison.length).toBeGreaterThan(1)
  expect(page.otherExplanations.length).toBeGreaterThanOrEqual(1)
  expect(page.signals[0]).toMatchObject({ kind: 'person', tlp: 'amber' })
  expect(page.track[0]).toMatchObject({ source: 'norland.example', kind: 'name', months: 12 })
  expect(page.view).toEqual({ activeSeconds: 0, minSecondsAdverse: 20, minSecondsOther: 8 })
  expect(page.may).toEqual({ propose: true, confirm: false, reopen: false, because: null })
})

test('the track counts the last feedback per hit, by source, kind and band', async () => {
  const { id, hits } = await newCase('Celestine')
  const before = (await read(analyst, id)).track.find((line) => line.kind === 'name')
  await view(analyst, id)
  const done = await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, id, {
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
  await giveFeedback(world.access(analyst), 'norland.example', id, { hitId: hits[0] ?? '', outcome: 'not-useful' })
  expect(await track()).toMatchObject({ reviewed: (before?.reviewed ?? 0) + 1, mistaken: before?.mistaken ?? 0 })
})

test('feedback before the decision is refused', async () => {
  const { id, hits } = await newCase()
  expect(
    await codeOf(
      giveFeedback(world.access(analyst), 'norland.example', id, { hitId: hits[0] ?? '', outcome: 'mistaken' }),
    ),
  ).toBe('case-not-decided')
})

test('until they answer, a second person sees the act, not the proposer or reasons', async () => {
  const { id, hits } = await newCase()
  await assignCase(world.access(analyst), id, analyst.person)
  await writeNote(world.access(analyst), id, 'I am sure that this is him.')
  await view(analyst, id)
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, id, adverse(hits))
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

  await view(supervisor, id)
  await confirm(world.access(supervisor), { review: reviewSettings, gateways: world.gateways }, id, {
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

test('a person who worked on a case reads the proposal and why they cannot confirm', async () => {
  const { id, hits } = await newCase()
  await writeNote(world.access(supervisor), id, 'The carrier called about this one.')
  await view(analyst, id)
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, id, adverse(hits))
  const page = await read(supervisor, id)
  expect(page.may.because).toBe('You wrote in this case, so you cannot be its second person.')
  expect(page).toMatchObject({ secondWanted: false, proposal: { byName: 'A. Analyst' } })
})

test('the history of a case lists events as sentences, with names, oldest first', async () => {
  const { id, hits } = await newCase()
  await assignCase(world.access(analyst), id, analyst.person)
  await view(analyst, id)
  await writeNote(world.access(analyst), id, 'Seat changed twice.')
  await printCase(world.access(analyst), id, 'For the shift file of tonight.')
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, id, {
    outcome: 'further-check',
    act: 'further-check',
    reasons: ['time-short'],
    text: '',
    hits,
    alternativesConsidered: [],
    details: null,
  })
  await reopen(world.access(analyst), id, { reason: 'The carrier sent the passport again.' })
  const { history } = await read(analyst, id)
  expect(history.map((line) => line.text)).toEqual([
    `The node opened this case: ${hits.length} ${hits.length === 1 ? 'hit' : 'hits'}.`,
    'A. Analyst took the case.',
    'A. Analyst viewed the case for the first time.',
    'A. Analyst added a note.',
    'A. Analyst printed the case.',
    'A. Analyst decided: further check at the desk.',
    'A. Analyst reopened the case.',
  ])
  expect(history[0]).toMatchObject({ person: false })
})

test('oversight can read all of a case and change nothing', async () => {
  const { id } = await newCase()
  expect(await read(oversight, id)).toMatchObject({ may: { propose: false, confirm: false, reopen: false } })
  const access = world.access(oversight, 'human-rights-review')
  expect(await codeOf(viewCase(access, id))).toBe('role')
  expect(await codeOf(writeNote(access, id, 'x'))).toBe('role')
})

test('after masking, a case shows its decision and reasons but no name', async () => {
  const { id, hits, subjectId } = await newCase()
  await view(analyst, id)
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, id, {
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

test('a case past its deletion time is not served', async () => {
  const { id, subjectId } = await newCase()
  await world.db
    .updateTable('case_file')
    .set({ delete_at: world.clock() })
    .where('subject_id', '=', subjectId)
    .execute()
  expect(await codeOf(read(supervisor, id))).toBe('refused')
  expect((await list(supervisor)).items.some((item) => item.id === id)).toBe(false)
})
