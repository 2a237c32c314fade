import { createHash, randomUUID } from 'node:crypto'
import { type Actor, Shift } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { adverse, agree, codeOf, type DecideStage, innocent, openDecideStage } from '../decide/decide-stage.fixture.ts'
import { assignCase } from '../review/work-on-cases.ts'
import { acceptShift, handShiftOver } from './hand-over.ts'
import { readShift } from './read-shift.ts'

let database: TestDatabase
let stage: DecideStage
let third: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  third = await stage.world.person('Third analyst', 'analyst')
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})
// Each test begins at 12:00 UTC of the next day, with cases of its own only.
beforeEach(async () => {
  await stage.world.db.updateTable('case_file').set({ delete_at: stage.world.clock() }).execute()
  const now = stage.world.clock()
  const noon = new Date(now)
  noon.setUTCHours(36, 0, 0, 0)
  stage.world.pass((noon.getTime() - now.getTime()) / 1000)
})

const confirmers = { showNames: true, onCall: [] as string[], presentAmong: async () => new Map() }
const deps = (more: Partial<typeof confirmers> = {}) => ({
  gateways: stage.world.gateways,
  confirmers: { ...confirmers, ...more },
  shifts: { starts: [360, 840, 1320], zone: null },
})
const shift = async (actor = stage.supervisor, more: Partial<typeof confirmers> = {}) =>
  Shift.parse(await readShift(stage.world.access(actor), deps(more), { zone: 'Europe/Oslo' }))
async function dueCase(minutes: number | null, to: Actor | null = null) {
  const made = await stage.newCase()
  const due_at = minutes === null ? null : new Date(stage.world.clock().getTime() + minutes * 60_000)
  await stage.world.db.updateTable('case_file').set({ due_at }).where('id', '=', made.id).execute()
  if (to !== null) await assignCase(stage.world.access(to), made.id, to.person)
  return made
}
/** The case is with its proposer, as after most work. */
async function proposed(who = stage.analyst) {
  const { id, hits } = await dueCase(90, who)
  await stage.view(who, id, 20)
  await stage.asked(who, id, adverse(hits))
  return id
}

test('the load counts each open case once: overdue, in its hour, or later', async () => {
  await dueCase(-1)
  await dueCase(0, stage.analyst)
  await dueCase(1)
  await dueCase(59, stage.analyst)
  await dueCase(60)
  await dueCase(16 * 60 - 1)
  await dueCase(16 * 60)
  await dueCase(null)
  const { load, open, atRisk } = await shift()
  expect(load.overdue).toEqual({ assigned: 1, unassigned: 1, second: 0 })
  const hours = load.hours.map(({ assigned, unassigned }) => [assigned, unassigned])
  expect(hours).toHaveLength(16)
  expect(load.hours[0]?.from.slice(11)).toBe('12:00:00.000Z')
  expect([hours[0], hours[1], hours[15]]).toEqual([
    [1, 1],
    [0, 1],
    [0, 1],
  ])
  expect(load.later).toBe(2)
  expect(open).toBe(8)
  expect(atRisk).toEqual({ overdue: 2, soon: 1 })
})

test('the shift and the midnight are those of the zone', async () => {
  const { begins, ends, midnight, zone } = await shift()
  const clock = [begins, ends, midnight].map((at) => at.slice(11, 16))
  expect([zone, ...clock]).toEqual(['Europe/Oslo', '05:00', '13:00', '23:00'])
  const wrong = readShift(stage.world.access(stage.supervisor), deps(), { zone: 'Mars/Base' })
  await expect(wrong).rejects.toMatchObject({ code: 'body-invalid', fields: { at: '/zone' } })
})

test('colleagues are listed with their presence and their open cases, without waiting proposals', async () => {
  await dueCase(90, stage.analyst)
  await proposed(stage.colleague)
  const present = new Map([[stage.colleague.person, 'at-desk' as const]])
  const { people, load } = await shift(stage.supervisor, { presentAmong: async () => present })
  expect(people[0]).toMatchObject({ name: 'Colleague', presence: 'at-desk', open: 0 })
  expect(people.find(({ name }) => name === 'Analyst')).toMatchObject({ presence: 'away', open: 1, roles: ['analyst'] })
  expect(load.hours[1]).toMatchObject({ assigned: 1, second: 1 })
})

test('whoever can confirm a proposal does not learn who else can: the missing name would be the proposer', async () => {
  // A supervisor proposed it, so only the other one can confirm.
  const id = await proposed(stage.other)
  const [asked] = (await shift(stage.supervisor)).second
  expect(asked).toMatchObject({ caseId: id, act: 'do-not-board', you: true, names: null, people: null })
  expect(JSON.stringify((await shift(stage.supervisor)).second)).not.toMatch(/supervisor|Other/i)
  const [own] = (await shift(stage.other)).second
  expect(own).toMatchObject({ you: false, names: ['Supervisor'], people: 1 })
  expect((await shift(stage.other, { showNames: false })).second[0]).toMatchObject({ names: null, people: 1 })
})

test('the backlog is counted back from now, and decided cases are not counted for fewer than three people', async () => {
  const decide = async (who: Actor) => {
    const { id, hits } = await dueCase(90)
    await stage.view(who, id, 15)
    await stage.asked(who, id, innocent(hits))
  }
  await dueCase(90)
  await decide(stage.analyst)
  await decide(stage.colleague)
  const before = await shift()
  expect(before.backlog).toMatchObject({ opened: 3, left: null })
  stage.world.pass(1800)
  await decide(third)
  const { backlog, open } = await shift()
  expect(backlog).toMatchObject({ opened: 4, left: { decided: 3, fellAway: 0 } })
  expect(open).toBe(1)
  expect(backlog.points.at(-1)?.open).toBe(1)
  expect(backlog.points[0]?.open).toBe(0)
  const at = (time: string) => backlog.points.find((point) => point.at.slice(11, 16) === time)?.open
  expect([at('12:00'), at('12:15'), at('12:30')]).toEqual([0, 1, 1])
})

test('no field counts the decisions of a person, or says how fast a person works', async () => {
  const fields = new Set<string>()
  const walk = (schema: z.core.JSONSchema.BaseSchema): void => {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      fields.add(name)
      walk(field as z.core.JSONSchema.BaseSchema)
    }
    for (const part of [schema.items, ...(schema.anyOf ?? [])])
      if (typeof part === 'object') walk(part as z.core.JSONSchema.BaseSchema)
  }
  const { people } = Shift.shape
  walk(z.toJSONSchema(people, { io: 'input' }))
  expect([...fields].sort()).toEqual(['name', 'open', 'person', 'presence', 'roles'])
  fields.clear()
  walk(z.toJSONSchema(Shift.omit({ risk: true }), { io: 'input', unrepresentable: 'any' }))
  for (const field of fields) expect(field).not.toMatch(/speed|rank$|seconds|perHour|score|handled|average|fastest/i)
  const id = await proposed()
  await stage.view(stage.supervisor, id, 20)
  await stage.answered(stage.supervisor, id, agree)
  const before = (await shift()).people
  const { id: next, hits } = await dueCase(90)
  await stage.view(third, next, 15)
  await stage.asked(third, next, innocent(hits))
  expect((await shift()).people).toEqual(before)
})

test('lists are cut at twenty cases, and the statements do not grow with them', async () => {
  for (let n = 0; n < 3; n += 1) await dueCase(10)
  const count = async () => {
    const before = stage.world.selects()
    const answer = await shift()
    return { answer, selects: stage.world.selects() - before }
  }
  const few = await count()
  for (let n = 0; n < 22; n += 1) await dueCase(10)
  const many = await count()
  expect(many.answer.risk).toHaveLength(20)
  expect(many.answer.atRisk).toEqual({ overdue: 0, soon: 25 })
  expect(many.selects).toBe(few.selects)
})

const handing = (to: Actor, text = 'C-7 and C-9 wait for the carrier.', who = stage.supervisor) =>
  handShiftOver(stage.world.access(who), stage.world.gateways, { gateway: 'travel', to: to.person, text })
const entriesOf = async (id: string) => {
  const rows = await stage.world.db
    .selectFrom('audit.entry')
    .select(['type', 'details'])
    .where('ref', '=', `shift:${id}`)
    .orderBy('recorded_at')
    .execute()
  return rows.map(({ type, details }) => [type, JSON.parse(details.toString()).digest])
}

test('a shift is handed over by one supervisor and accepted by another, and the log has the digest of both', async () => {
  await dueCase(-5)
  await dueCase(30, stage.analyst)
  const text = 'C-7 and C-9 wait for the carrier.'
  const note = await handing(stage.other, text)
  expect(note).toMatchObject({ state: 'open', text, facts: { open: 2, overdue: 1, unassigned: 1, second: 0 } })
  expect(note.may).toEqual({ accept: false })
  expect((await shift(stage.other)).notes[0]).toMatchObject({
    id: note.id,
    byName: 'Supervisor',
    may: { accept: true },
  })
  const accepted = await acceptShift(stage.world.access(stage.other), note.id)
  expect(accepted).toMatchObject({ state: 'accepted', toName: 'Other supervisor', may: { accept: false } })
  const digest = createHash('sha256').update(text).digest('hex')
  expect(await entriesOf(note.id)).toEqual([
    ['shift.handover', digest],
    ['shift.accept', digest],
  ])
  expect(await codeOf(acceptShift(stage.world.access(stage.other), note.id))).toBe('handover-over')
})

test('nobody signs for both sides, and only the named supervisor accepts', async () => {
  expect(await codeOf(handing(stage.supervisor))).toBe('same-person')
  expect(await codeOf(handing(stage.analyst))).toBe('body-invalid')
  expect(await codeOf(handing(stage.other, undefined, stage.analyst))).toBe('role')
  const note = await handing(stage.other)
  const outsider = await stage.world.person('Third supervisor', 'supervisor')
  for (const who of [stage.supervisor, outsider])
    expect(await codeOf(acceptShift(stage.world.access(who), note.id))).toBe('not-found')
  expect((await shift(outsider)).notes.find(({ id }) => id === note.id)?.may).toEqual({ accept: false })
  expect(await codeOf(acceptShift(stage.world.access(stage.other), randomUUID()))).toBe('not-found')
  const forced = stage.world.db.updateTable('shift_handover').set({ state: 'accepted' }).where('id', '=', note.id)
  await expect(forced.execute()).rejects.toThrow('shift_handover_check')
})

test('a second note replaces the open one, and the text is only readable for its team and purpose', async () => {
  const first = await handing(stage.other, 'The first note about this shift.')
  await handing(stage.other, 'The second note about this shift.')
  expect(await codeOf(acceptShift(stage.world.access(stage.other), first.id))).toBe('handover-over')
  expect((await shift(stage.other)).notes.map(({ text }) => text)[0]).toBe('The second note about this shift.')
  const { rows } = await sql<{
    found: boolean
  }>`select bool_or(h::text like '%second note%') as found from shift_handover h`.execute(stage.world.db)
  expect(rows[0]?.found).toBe(false)
  const elsewhere = { ...stage.other, teams: ['content'] }
  expect((await shift(elsewhere)).notes).toEqual([])
  const content = await readShift(stage.world.access(stage.other, 'redress'), deps(), {})
  expect(content.notes).toEqual([])
})
