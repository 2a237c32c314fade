import { createTestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainCodec } from '../../safeguards/access/codec.ts'
import { matchSubjects } from '../match/match-subjects.ts'
import { readCase } from './read-case.ts'
import { openReviewStage, type ReviewStage } from './review-stage.fixture.ts'

let stage: ReviewStage
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  const database = await createTestDatabase()
  closing.push(() => database.drop())
  stage = await openReviewStage(database.connection('entente_app'))
  closing.unshift(() => stage.world.close())
})
afterAll(async () => {
  for (const close of closing) await close()
})

// The bytes of a value that was cut off, of another kind, and of no known form.
const damages = ['{"subject":{"id":', '[]', '\u0000\u0001'].map((text) => Buffer.from(text))
const damage = (table: 'case_file' | 'hit', id: string, bytes: Buffer) =>
  stage.world.db.updateTable(table).set({ a: null, b: bytes }).where('id', '=', id).execute()
const alarmsOf = (caseId: string) =>
  stage.world.db.selectFrom('alarm').select(['code', 'detail']).where('ref', '=', `case:${caseId}`).execute()

test('a damaged case is listed as unreadable beside the others, and oversight gets an alarm', async () => {
  const whole = await stage.newCase('Bertrand')
  for (const bytes of damages) {
    const { id } = await stage.newCase()
    await damage('case_file', id, bytes)
    const { items } = await stage.list(stage.analyst)
    expect(items.find((item) => item.id === id)).toMatchObject({
      subject: { label: 'unreadable' },
      rank: { because: [{ key: 'reasons.record-unreadable' }] },
    })
    expect(items.find((item) => item.id === whole.id)?.subject.label).toBe('SPERRFECHTER, BERTRAND')
    expect(await alarmsOf(id)).toMatchObject([{ code: 'record-unreadable', detail: { record: id } }])
  }
})

test('the page of a damaged case says so, shows what can be read, and allows no decision', async () => {
  const { id } = await stage.newCase()
  await damage('case_file', id, damages[0]!)
  const detail = await stage.read(stage.analyst, id)
  expect(detail).toMatchObject({ subject: { label: 'unreadable' }, record: { unreadable: true } })
  expect(detail.may).toMatchObject({ propose: false, confirm: false, reopen: false })
  expect(detail.hits[0]?.evidence.length).toBeGreaterThan(0)
})

test('a damaged record or hit does not hide the rest of its case', async () => {
  const { id, hits } = await stage.newCase()
  const gateway = stage.world.gateways.of('travel')
  const damagedRecord = { ...gateway, record: async () => plainCodec.open(id, 'b', damages[0]!) as never }
  const deps = { ...stage.deps, gateways: { ...stage.world.gateways, of: () => damagedRecord } }
  const page = await readCase(deps, stage.world.access(stage.analyst), id)
  expect(page).toMatchObject({ record: { unreadable: true, details: null }, may: { propose: false } })
  expect(page.record.sections).toMatchObject([{ title: { key: 'reasons.record-unreadable' } }])
  await damage('hit', hits[0]!, damages[0]!)
  const shown = await stage.read(stage.analyst, id)
  expect(shown.hits[0]).toMatchObject({ evidence: [], reasons: [{ key: 'reasons.record-unreadable' }] })
  expect(shown.record.unreadable).toBeUndefined()
})

test('a damaged case does not stop other subjects from being matched', async () => {
  const damaged = await stage.newCase()
  await damage('case_file', damaged.id, damages[0]!)
  const person = { surname: 'SPERRFECHTER', given: 'CELESTINE', birthDate: '1980-02-03' }
  const other = await stage.world.traveller(person)
  await matchSubjects(stage.world.match, { gateway: 'travel', subjectIds: [damaged.subjectId, other] })
  expect(await stage.world.caseOf(other)).toMatchObject({ state: 'open' })
  expect(await alarmsOf(damaged.id)).toMatchObject([{ code: 'record-unreadable' }])
})
