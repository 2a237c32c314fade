import { type Actor, plainText } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld } from '../case-world.fixture.ts'
import { caseClasses } from '../cases/record-classes.ts'
import { propose } from '../decide/propose.ts'
import { reviewSettings } from '../decide/settings.ts'
import { countListed } from './count-listed.ts'
import { listCases } from './list-cases.ts'
import { readCase } from './read-case.ts'
import { adverse, codeOf, openReviewStage, type ReviewStage } from './review-stage.fixture.ts'
import { assignCase } from './work-on-cases.ts'

let database: TestDatabase
let stage: ReviewStage
let world: ReviewStage['world']
let analyst: ReviewStage['analyst']
let colleague: ReviewStage['colleague']
let supervisor: ReviewStage['supervisor']
let oversight: ReviewStage['oversight']
let newCase: ReviewStage['newCase']
let list: ReviewStage['list']
let read: ReviewStage['read']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openReviewStage(database.connection('entente_app'))
  ;({ world, analyst, colleague, supervisor, oversight, newCase, list, read } = stage)
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

test('a queue row shows subject, reason, closeness and signal source, without evidence', async () => {
  const { id } = await newCase()
  const row = (await list(analyst)).items.find((item) => item.id === id)
  expect(row).toMatchObject({
    subject: { label: 'SPERRFECHTER, ADELHEID' },
    state: 'open',
    assignedName: null,
    signalFrom: { name: 'Norland Border Agency', tlp: 'amber' },
    secondWanted: false,
  })
  expect(row?.reference).toMatch(/^C-\d+$/)
  expect(row?.rank.because[0]?.text.length).toBeGreaterThan(10)
  expect(row?.hits[0]).toMatchObject({ evidence: [], comparison: [] })
})

test('the queue is ordered by deadline, then strength, then compared fields', async () => {
  const own = await createTestDatabase()
  const fresh = await openWorld(own.connection('entente_app'))
  const reader = await fresh.person('Reader', 'supervisor')
  const due = async (minutes: number | null, state: string, strength: number, compared = 0) => {
    const subjectId = await fresh.traveller({ surname: 'X', given: 'Y' })
    const label = `${minutes} ${state} ${strength} ${compared}`
    await fresh
      .access({ ...reader, role: 'system' }, 'border-control')
      .transaction({ action: 'record.write', type: 'case.open' }, async (tx) => {
        const id = crypto.randomUUID()
        const body = {
          subject: {
            id: subjectId,
            gateway: 'travel',
            recordId: subjectId,
            recordVersion: 1,
            role: 'passenger',
            label,
            parties: [],
          },
          because: [plainText('x')],
          otherExplanations: [plainText('x')],
          otherScript: null,
          signalFrom: { name: 'N', tlp: 'amber' as const },
        }
        const clocks = { regime: 'icao', mask_at: null, delete_at: new Date('2030-01-01') }
        await tx.db
          .insertInto('case_file')
          .values({
            id,
            gateway: 'travel',
            team: 'travel',
            ...clocks,
            purposes: ['border-control'],
            received_at: tx.now,
            subject_id: subjectId,
            context_id: null,
            opened_at: tx.now,
            due_at: minutes === null ? null : new Date(tx.now.getTime() + minutes * 60_000),
            state,
            strength,
            compared_fields: compared,
            band: 'close',
            assigned_to: null,
            ...tx.seal(id, body, caseClasses, clocks),
          })
          .execute()
      })
    return label
  }
  const inOrder = [
    await due(-5, 'open', 0.5),
    await due(29, 'open', 6.25),
    await due(29, 'in-review', 4.34),
    await due(60, 'open', 0.7),
    await due(90, 'awaiting-second', -0.5),
    await due(6000, 'open', 9, 3),
    await due(6000, 'awaiting-second', 9, 1),
    await due(null, 'open', 7.73, 4),
    await due(null, 'awaiting-second', 7.73, 3),
    await due(null, 'open', 2.17, 4),
  ]
  const labels = async (limit?: number) => {
    const seen: string[] = []
    let next: string | undefined
    do {
      const page = await listCases(fresh.access(reader), fresh.gateways, {
        ...(limit ? { limit } : {}),
        ...(next ? { next } : {}),
      })
      seen.push(...page.items.map((item) => item.subject.label))
      next = page.next ?? undefined
    } while (next !== undefined)
    return seen
  }
  expect(await labels()).toEqual(inOrder)
  expect(await labels(2)).toEqual(inOrder)
  const ids = (await listCases(fresh.access(reader), fresh.gateways, {})).items.map((item) => item.id)
  const middle = await readCase(
    { ...stage.deps, gateways: fresh.gateways, audit: fresh.audit },
    fresh.access(reader),
    ids[4] ?? '',
  )
  expect([middle.previous, middle.following]).toEqual([ids[3], ids[5]])
  expect((await listCases(fresh.access(reader), fresh.gateways, { due: '30m' })).items).toHaveLength(3)
  expect((await listCases(fresh.access(reader), fresh.gateways, { due: 'overdue' })).items).toHaveLength(1)
  expect(await codeOf(listCases(fresh.access(reader), fresh.gateways, { next: 'bogus' }))).toBe('body-invalid')
  await fresh.close()
  await own.drop()
})

test('analysts see unassigned and own cases, supervisors those of their team, other roles none', async () => {
  const { id } = await newCase()
  await assignCase(world.access(colleague), id, colleague.person)
  const sees = async (actor: Actor, purpose: 'border-control' | 'terrorism-investigation' = 'border-control') =>
    (await listCases(world.access(actor, purpose), world.gateways, {})).items.some((item) => item.id === id)
  expect(await sees(analyst)).toBe(false)
  expect(await sees(colleague)).toBe(true)
  expect(await sees(supervisor)).toBe(true)
  expect(await sees({ ...supervisor, teams: ['cargo'] })).toBe(false)
  expect(await sees(supervisor, 'terrorism-investigation')).toBe(false)
  expect((await list(oversight)).items.some((item) => item.id === id)).toBe(true)
  expect(await codeOf(read(analyst, id))).toBe('refused')
  expect((await list(colleague, { with: 'me' })).items.map((item) => item.id)).toContain(id)
  expect((await list(supervisor, { with: 'none' })).items.map((item) => item.id)).not.toContain(id)
})

test('decided outcomes with dates are hidden from a person who may still confirm', async () => {
  const decided = await newCase('Bertrand')
  await stage.view(analyst, decided.id)
  await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, decided.id, {
    outcome: 'no-action',
    act: 'ok-to-board',
    reasons: ['different-person'],
    text: '',
    hits: [],
    alternativesConsidered: [],
    details: null,
  })
  const at = world.clock().toISOString()
  world.pass(60)
  const rowOf = async (id: string, state: 'decided' | 'awaiting-second' | 'in-review') =>
    (await list(supervisor, { state })).items.find((item) => item.id === id)
  expect(await rowOf(decided.id, 'decided')).toMatchObject({ decision: { outcome: 'no-action', at } })
  // A reopened case waits for a second person, who must not see the earlier decision.
  await world.db.updateTable('case_file').set({ state: 'awaiting-second' }).where('id', '=', decided.id).execute()
  expect(await rowOf(decided.id, 'awaiting-second')).toMatchObject({ secondWanted: true, decision: null })
  expect(await read(supervisor, decided.id)).toMatchObject({ secondWanted: true, decision: null, decisions: [] })
  // After reopening, the decision is no longer in force.
  const reopened = { reopened_at: world.clock() }
  await world.db.updateTable('decision').set(reopened).where('case_id', '=', decided.id).execute()
  await world.db.updateTable('case_file').set({ state: 'in-review' }).where('id', '=', decided.id).execute()
  expect(await rowOf(decided.id, 'in-review')).toMatchObject({ secondWanted: false, decision: null })
})

test('a count in the navigation is the number of rows of the list that it opens', async () => {
  for (const given of ['Adelheid', 'Bertrand']) {
    const { id, hits } = await newCase(given)
    await stage.view(analyst, id)
    await propose(world.access(analyst), { review: reviewSettings, gateways: world.gateways }, id, adverse(hits))
    // A person who wrote a note cannot confirm.
    if (given === 'Bertrand')
      await world.db
        .insertInto('case_note')
        .values({ id, case_id: id, person_id: supervisor.person, at: world.clock(), a: null, b: Buffer.from('') })
        .execute()
  }
  for (const actor of [analyst, colleague, supervisor]) {
    const { items, counts } = await list(actor)
    const proposed = items.filter(({ state }) => state === 'awaiting-second')
    const wanted = items.filter(({ secondWanted }) => secondWanted)
    expect([proposed.length, wanted.length]).toEqual([2, actor === supervisor ? 1 : 0])
    const second = actor === supervisor ? wanted.length : proposed.length
    const counted = await countListed(world.db, { actor, purpose: 'border-control', now: world.clock() })
    expect(counted).toEqual({ queue: items.length, second, byGateway: new Map(Object.entries(counts.byGateway)) })
  }
})
