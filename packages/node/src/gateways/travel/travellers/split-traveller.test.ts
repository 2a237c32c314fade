import type { Actor, TravellerRecord } from '@entente/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSubject } from '../../../pipeline/answer/answer-subject.ts'
import { personValue } from '../../../pipeline/case-people.fixture.ts'
import { matchSubjects } from '../../../pipeline/match/match-subjects.ts'
import { paxlst, pnrgov } from '../edifact.fixture.ts'
import { type InteractiveStage, openInteractiveStage } from '../interactive/interactive-stage.fixture.ts'
import { loadRecord } from './load-record.ts'
import { splitTraveller } from './split-traveller.ts'

let stage: InteractiveStage
let analyst: Actor
beforeAll(async () => {
  stage = await openInteractiveStage()
  analyst = await stage.person('Ines', 'analyst')
})
afterAll(() => stage.close())

const reason = 'Two namesakes: the list names the mother, the booking her daughter.'
const roe = { surname: 'ROE', given: 'ANN', locator: 'QX7LP2' }
const booking = { locator: 'QX7LP2', people: [{ surname: 'ROE', given: 'ANN' }] }
const access = (actor = analyst) => stage.deps.store.for(actor, { purpose: 'border-control', caseId: null })
const recordOf = (id: string): Promise<TravellerRecord> => stage.act((tx) => loadRecord(tx, id))
const split = (id: string, statements: string[], actor = analyst) =>
  splitTraveller(access(actor), id, { statements, reason })

/** Makes a list and a booking that are merged into one person by locator and name. */
async function joined(n: number) {
  const { people } = await stage.take(paxlst([{ ...roe, document: `K${n}` }], { flight: `7N${n}` }))
  await stage.take(pnrgov([booking], { flight: `7N+${n}`, at: '261124:0700' }))
  const id = people[0]!.travellerId
  return { id, record: await recordOf(id) }
}

test('the record lists the merged statements, each with its message and rule', async () => {
  const { record } = await joined(100)
  expect(
    record.statements.map(({ source, rule, segment, sender, separated }) => [source, rule, segment, sender, separated]),
  ).toEqual([
    ['PAXLST', null, 9, 'Nordvik Air', false],
    ['PNRGOV', 'locator-and-name', 9, 'Nordvik Air', false],
  ])
})

test('after a split there are two travellers, and both histories record the split', async () => {
  const { id, record } = await joined(110)
  const answer = await split(id, [record.statements[1]!.id])
  expect(answer).toEqual({ travellerId: id, separated: [expect.any(String)] })
  const [rest, other] = [await recordOf(id), await recordOf(answer.separated[0]!)]
  expect(rest.statements.map(({ source }) => source)).toEqual(['PAXLST'])
  expect(other.statements.map(({ source, separated }) => [source, separated])).toEqual([['PNRGOV', true]])
  expect(rest.reservations).toEqual([])
  expect(other.documents).toEqual([])
  expect(rest.versions[0]?.text).toMatch(
    /^A person decided that some of these statements are about somebody else: \d+ fields? changed\.$/,
  )
  expect(other.versions[0]?.text).toBe(
    'Separated from another traveller by a person; stated in PNRGOV from Nordvik Air.',
  )
  const jobs = (await stage.jobs()).filter(
    ({ task, payload }) => task === 'match-subjects' && payload.answerAll === true,
  )
  expect(jobs.at(-1)?.payload.subjectIds).toEqual([id, answer.separated[0]])
  const flight = await stage.db
    .selectFrom('flight')
    .select('progress')
    .where('number', '=', '110')
    .executeTakeFirstOrThrow()
  expect(flight.progress.people).toBe(2)
})

test('later messages and readings do not undo a split', async () => {
  const { id, record } = await joined(120)
  const { separated } = await split(id, [record.statements[1]!.id])
  const again = await stage.take(pnrgov([booking], { flight: '7N+120', at: '261124:0800' }))
  expect(again.people[0]?.travellerId).toBe(separated[0])
  const list = await stage.take(paxlst([{ ...roe, document: 'K120' }], { flight: '7N120', at: '261124:0900' }))
  expect(list.people[0]?.travellerId).toBe(id)
  const first = record.statements.map(({ messageId }) => messageId)
  for (const messageId of first) await stage.read(messageId, 2)
  expect((await recordOf(id)).statements.map(({ source }) => source)).toEqual(['PAXLST', 'PAXLST'])
  const other = await recordOf(separated[0]!)
  expect(other.statements.map(({ source, separated }) => [source, separated])).toEqual([
    ['PNRGOV', true],
    ['PNRGOV', false],
  ])
  expect([(await recordOf(id)).state, other.state]).toEqual(['present', 'present'])
})

test("a split moves a person's check-in with them and leaves at least one statement", async () => {
  const { id, record } = await joined(130)
  const checkIn = { ...booking, checkIn: [{ ref: '1', surname: 'ROE', given: 'ANN', seat: '14A' }] }
  await stage.take(pnrgov([checkIn], { flight: '7N+130', function: '141', at: '261124:0800' }))
  const all = (await recordOf(id)).statements
  expect(all.map(({ source }) => source)).toEqual(['PAXLST', 'PNRGOV', 'PNRGOV', 'check-in'])
  await expect(
    split(
      id,
      all.map((said) => said.id),
    ),
  ).rejects.toMatchObject({ code: 'body-invalid' })
  await expect(split(id, [id])).rejects.toMatchObject({ code: 'version-conflict' })
  const { separated } = await split(id, [record.statements[1]!.id, all[3]!.id])
  expect((await recordOf(separated[0]!)).statements.map(({ source }) => source)).toEqual([
    'PNRGOV',
    'PNRGOV',
    'check-in',
  ])
  await expect(split(id, [all[1]!.id])).rejects.toMatchObject({ code: 'version-conflict' })
})

test('only people who work on cases may split, and the log omits the reason', async () => {
  const { id, record } = await joined(140)
  const oversight = await stage.person('Olav', 'oversight')
  await expect(split(id, [record.statements[1]!.id], oversight)).rejects.toMatchObject({
    code: expect.stringMatching(/role|refused/),
  })
  await split(id, [record.statements[1]!.id])
  const entries = await stage.db
    .selectFrom('audit.entry')
    .select(['type', 'entry', 'details'])
    .where('ref', '=', `traveller:${id}`)
    .orderBy('recorded_at', 'desc')
    .execute()
  expect(entries[0]?.type).toBe('case.note')
  expect(JSON.parse(String(entries[0]?.details))).toMatchObject({ what: 'separated', statements: 1 })
  expect(JSON.stringify(entries.map(({ entry, details }) => [entry, String(details)]))).not.toContain('namesakes')
  const kept = await stage.db
    .selectFrom('traveller_split')
    .selectAll()
    .where('traveller_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(kept.person_id).toBe(analyst.person)
  await expect(stage.db.deleteFrom('traveller_split').execute()).rejects.toMatchObject({ code: '42501' })
})

test('a split leaves the case with the traveller and adds its reason as a note', async () => {
  await stage.signal({
    value: personValue('Roe', 'Ann', { identifiers: [{ type: 'passport', number: 'K150', issuer: 'NLD' }] }),
  })
  const { id, record } = await joined(150)
  await matchSubjects(stage.match, { gateway: 'travel', subjectIds: [id] })
  const kase = await stage.db.selectFrom('case_file').selectAll().where('subject_id', '=', id).executeTakeFirstOrThrow()
  await split(id, [record.statements[1]!.id])
  const notes = await stage.db.selectFrom('case_note').select('person_id').where('case_id', '=', kase.id).execute()
  expect(notes).toEqual([{ person_id: analyst.person }])
})

test('after a split, an answer belongs to the person whom it was about', async () => {
  const daughter = { surname: 'MOE', given: 'LIV', birth: '20050102', document: 'M160D', issuer: 'NLD' }
  const mother = { surname: 'MOE', given: 'LIV', document: 'M160', issuer: 'NLD' }
  await stage.signal({
    value: personValue('Moe', 'Liv', { identifiers: [{ type: 'passport', number: 'M160D', issuer: 'NLD' }] }),
  })
  const booked = { ...mother, locator: 'ZZ160Z' }
  const { people } = await stage.take(paxlst([booked], { flight: '7N160', at: '261124:0600' }))
  const id = people[0]!.travellerId
  const { answer } = await stage.ask(
    paxlst([{ ...daughter, locator: 'ZZ160Z' }], { flight: '7N160', at: '261124:0700' }),
  )
  expect(answer.people[0]).toMatchObject({ outcome: 'further-check' })
  const asked = (await recordOf(id)).statements.at(-1)!
  const { separated } = await split(id, [asked.id])
  await matchSubjects(stage.match, { gateway: 'travel', subjectIds: [id, separated[0]!], answerAll: true })
  const before = (await stage.answers()).length
  for (const subjectId of [id, separated[0]!]) await answerSubject(stage.match, { gateway: 'travel', subjectId })
  // The hit now belongs to the daughter, who must still be checked. That her mother has no hit must not send a clearing answer.
  expect((await stage.answers()).length).toBe(before)
  const kase = await stage.db
    .selectFrom('case_file')
    .select(['id', 'state'])
    .where('subject_id', '=', separated[0]!)
    .executeTakeFirstOrThrow()
  expect(kase.state).toBe('open')
  await stage.clear(kase.id, analyst)
  await answerSubject(stage.match, { gateway: 'travel', subjectId: separated[0]! })
  expect((await stage.answers()).length).toBe(before + 1)
})
