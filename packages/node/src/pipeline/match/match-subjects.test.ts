import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemDoor } from '../../safeguards/access/system.ts'
import type { CaseBody, HitBody } from '../case-record.ts'
import { openWorld, personValue, type World } from '../case-world.fixture.ts'
import { matchSubjects } from './index.ts'

let database: TestDatabase
let world: World
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const qarmouti = () =>
  personValue('Qarmouti', 'Youssef Hamdan', {
    birthDates: ['1981-05-17'],
    identifiers: [{ type: 'passport', number: 'K4471506B', issuer: 'UTO' }],
  })
const match = (ids: string[]) => matchSubjects(world.match, { travellerIds: ids })

async function openCaseOf(subjectId: string) {
  const row = await world.caseOf(subjectId)
  return systemDoor(world, 'terrorism-prevention').act({ action: 'case.read', type: 'record.read' }, async (tx) => {
    const hits = await tx.db.selectFrom('hit').selectAll().where('case_id', '=', row.id).execute()
    return {
      row,
      body: tx.open<CaseBody>(row).value,
      hits: hits.map((hit) => ({ ...hit, ...tx.open<HitBody>({ ...row, ...hit }).value })),
    }
  })
}

test('a traveller whom a signal names gets one case that says why, what speaks against it and what else could explain it', async () => {
  await world.signal({ value: qarmouti() })
  await world.index.load()
  const id = await world.traveller({
    surname: 'QARMOUTI',
    given: 'YUSUF HAMDAN',
    birthDate: '1981-05-17',
    document: { number: 'K4471506B', issuer: 'UTO' },
  })
  const settled = await match([id])
  expect(settled).toMatchObject([{ subjectId: id, change: 'opened' }])
  const { row, body, hits } = await openCaseOf(id)
  expect(row).toMatchObject({ state: 'open', team: 'travel', regime: 'icao', assigned_to: null, version: 1 })
  expect(row.due_at?.toISOString()).toBe('2026-11-24T13:35:00.000Z')
  expect(body.subject.label).toBe('QARMOUTI, YUSUF HAMDAN')
  expect(body.because[0]).not.toBe('')
  expect(body.otherExplanations.length).toBeGreaterThanOrEqual(1)
  expect(body.signalFrom).toEqual({ name: 'Norland Border Agency', tlp: 'amber' })
  expect(hits).toHaveLength(1)
  expect(hits[0]).toMatchObject({ kind: 'document', band: 'very-close' })
  expect(hits[0]?.comparison.map((line) => [line.field, line.relation])).toEqual([
    ['family name', 'same'],
    ['given names', 'spelling'],
    ['birth date', 'same'],
    ['document', 'same'],
  ])
})
