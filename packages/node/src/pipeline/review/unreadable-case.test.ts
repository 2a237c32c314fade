import { randomBytes } from 'node:crypto'
import { createTestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainCodec } from '../../safeguards/access/plain-codec.fixture.ts'
import { KeyRing, type StoredDayKey } from '../../safeguards/vault/key-ring.ts'
import { createSealingCodec } from '../../safeguards/vault/sealing-codec.ts'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import { confirm } from '../decide/confirm.ts'
import { propose } from '../decide/propose.ts'
import { matchSubjects } from '../match/match-subjects.ts'
import { readCase } from './read-case.ts'
import { adverse, openReviewStage, type ReviewStage } from './review-stage.fixture.ts'
import { writeNote } from './work-on-cases.ts'

let stage: ReviewStage
let owner: ReturnType<typeof createDatabase>
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  const database = await createTestDatabase()
  closing.push(() => database.drop())
  stage = await openReviewStage(database.connection('entente_app'))
  closing.unshift(() => stage.world.close())
  // The node itself may not change what people wrote.
  const pool = openPool(database.connection('entente_owner'), { max: 1, log: () => {} })
  owner = createDatabase(pool)
  closing.unshift(() => pool.end())
})
afterAll(async () => {
  for (const close of closing) await close()
})

// The bytes of a value that was cut off, of other kinds, and of no known form.
const damages = ['{"subject":{"id":', '[]', 'null', '{}', '\u0000\u0001'].map((text) => Buffer.from(text))
type Part = 'case_file' | 'hit' | 'signal' | 'proposal' | 'confirmation' | 'decision' | 'case_note'
const damage = (table: Part, id: string, bytes: Buffer) =>
  owner.updateTable(table).set({ a: null, b: bytes }).where('id', '=', id).execute()
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
    expect(await alarmsOf(id)).toMatchObject([{ code: 'record-unreadable', detail: { records: [id] } }])
  }
})

test('a sealed case that was moved or has one bit changed is unreadable beside the others', async () => {
  const database = await createTestDatabase()
  const keys: StoredDayKey[] = []
  const epoch = { epoch: 1, key: randomBytes(32) }
  const ring = new KeyRing(
    { load: async () => keys, insert: async (made) => void keys.push(...made), version: async () => `${keys.length}` },
    { newest: () => epoch, find: () => epoch.key },
  )
  const never = () => false
  const deps = {
    ...{ ring, clock: () => new Date(), settingsKey: () => epoch.key },
    ...{ plainAllowed: never, plainTokens: never },
  }
  const sealed = await openReviewStage(database.connection('entente_app'), createSealingCodec(deps))
  try {
    const [moved, changed, whole] = [await sealed.newCase(), await sealed.newCase(), await sealed.newCase('Bertrand')]
    const { db } = sealed.world
    const bytesOf = (id: string) =>
      db.selectFrom('case_file').select(['a', 'b']).where('id', '=', id).executeTakeFirstOrThrow()
    await db
      .updateTable('case_file')
      .set(await bytesOf(whole.id))
      .where('id', '=', moved.id)
      .execute()
    const { b } = await bytesOf(changed.id)
    b[b.length - 1] = (b.at(-1) as number) ^ 1
    await db.updateTable('case_file').set({ b }).where('id', '=', changed.id).execute()
    const { items } = await sealed.list(sealed.analyst)
    const labels = [moved, changed, whole].map(({ id }) => items.find((item) => item.id === id)?.subject.label)
    expect(labels).toEqual(['unreadable', 'unreadable', 'SPERRFECHTER, BERTRAND'])
    const alarms = await db.selectFrom('alarm').select('ref').where('code', '=', 'record-unreadable').execute()
    expect(alarms.map(({ ref }) => ref).sort()).toEqual([moved, changed].map(({ id }) => `case:${id}`).sort())
  } finally {
    await sealed.world.close()
    await database.drop()
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

test('one alarm about a case names all its damaged parts', async () => {
  const { id, hits } = await stage.newCase()
  await damage('hit', hits[0]!, damages[0]!)
  await stage.read(stage.analyst, id)
  expect(await alarmsOf(id)).toMatchObject([{ detail: { records: [hits[0]] } }])
  await damage('case_file', id, damages[0]!)
  await stage.read(stage.analyst, id)
  await stage.read(stage.analyst, id)
  expect(await alarmsOf(id)).toMatchObject([{ detail: { records: [id, hits[0]].sort() } }])
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

test.each(['hit', 'signal'] as const)('the page of a case with a damaged %s allows no decision', async (table) => {
  const { id, hits } = await stage.newCase()
  const { signals } = await stage.read(stage.analyst, id)
  const part = table === 'hit' ? hits[0]! : signals[0]!.id
  const { db } = stage.world
  const { a, b } = await db.selectFrom(table).select(['a', 'b']).where('id', '=', part).executeTakeFirstOrThrow()
  for (const bytes of damages) {
    await damage(table, part, bytes)
    const { may } = await stage.read(stage.analyst, id)
    expect(may).toMatchObject({ propose: false, confirm: false, reopen: false, because: expect.any(String) })
  }
  await db.updateTable(table).set({ a, b }).where('id', '=', part).execute()
  expect((await stage.read(stage.analyst, id)).may).toMatchObject({ propose: true, because: null })
})

test.each(['proposal', 'confirmation', 'decision', 'case_note'] as const)(
  'a damaged %s does not hide the rest of its case',
  async (table) => {
    const { id, hits } = await stage.newCase()
    const { world, analyst, supervisor } = stage
    await writeNote(world.access(analyst), id, 'A note.')
    await stage.view(analyst, id)
    await propose(world.access(analyst), stage.deps, id, adverse(hits))
    await stage.view(supervisor, id)
    const words = { agree: true, reasons: ['same-person-evidence'], text: 'I compared the passport numbers myself.' }
    await confirm(world.access(supervisor), stage.deps, id, words)
    const part = await world.db.selectFrom(table).select('id').where('case_id', '=', id).executeTakeFirstOrThrow()
    for (const bytes of damages.filter((bytes) => bytes.toString() !== '{}')) {
      await damage(table, part.id, bytes)
      const page = await stage.read(analyst, id)
      const replaced = 'This part is damaged'
      expect(page.hits[0]?.evidence.length).toBeGreaterThan(0)
      const texts = {
        proposal: page.proposal?.text,
        confirmation: page.confirmations[0]?.text,
        decision: page.decision?.explanation.en,
        case_note: page.notes[0]?.text,
      }
      for (const [name, text] of Object.entries(texts))
        if (name === table) expect(text).toContain(replaced)
        else expect(text).not.toContain(replaced)
      expect(page.may).toMatchObject({ propose: false, confirm: false, reopen: false })
    }
  },
)

test('a damaged case does not stop other subjects from being matched', async () => {
  const damaged = await stage.newCase()
  await damage('case_file', damaged.id, damages[0]!)
  const person = { surname: 'SPERRFECHTER', given: 'CELESTINE', birthDate: '1980-02-03' }
  const other = await stage.world.traveller(person)
  await matchSubjects(stage.world.match, { gateway: 'travel', subjectIds: [damaged.subjectId, other] })
  expect(await stage.world.caseOf(other)).toMatchObject({ state: 'open' })
  expect(await alarmsOf(damaged.id)).toMatchObject([{ code: 'record-unreadable' }])
})
