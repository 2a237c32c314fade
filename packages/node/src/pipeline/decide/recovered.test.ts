import type { Actor } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personValue } from '../case-people.fixture.ts'
import { openWorld, type World } from '../case-world.fixture.ts'
import { matchSubjects } from '../match/match-subjects.ts'
import { viewCase } from '../review/view-case.ts'
import { confirm } from './confirm.ts'
import { propose } from './propose.ts'

let database: TestDatabase
let world: World
let caseId: string
let people: { analyst: Actor; other: Actor; supervisor: Actor }
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  people = {
    analyst: await world.person('Analyst', 'analyst'),
    other: await world.person('Other analyst', 'analyst'),
    supervisor: await world.person('Supervisor', 'supervisor'),
  }
  await world.signal({ value: personValue('Vantorre', 'Ilse Maria', { birthDates: ['1979-02-11'] }) })
  await world.index.load()
  const subjectId = await world.traveller({ surname: 'VANTORRE', given: 'ILSE MARIA', birthDate: '1979-02-11' })
  await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
  caseId = (await world.caseOf(subjectId)).id
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const review = { minReviewSecondsAdverse: 5, minReviewSecondsOther: 5, decisionsPerHour: 60 }
const text = 'Own words of more than twenty characters.'
async function view(actor: Actor): Promise<void> {
  for (let n = 0; n < 2; n += 1) {
    await viewCase(world.access(actor), caseId)
    world.pass(5)
  }
}
const reset = (actor: Actor) =>
  world.db.updateTable('account').set({ recovered_at: world.clock() }).where('id', '=', actor.account).execute()

test('for seven days after a reset, a person proposes and confirms no adverse decision', async () => {
  const hits = await world.db.selectFrom('hit').select('id').where('case_id', '=', caseId).execute()
  const deps = { review, gateways: world.gateways }
  const proposing = (actor: Actor) =>
    propose(world.access(actor), deps, caseId, {
      ...{ outcome: 'adverse', act: 'do-not-board', reasons: ['same-document'], text, details: null },
      ...{ hits: hits.map(({ id }) => id), alternativesConsidered: [] },
    })
  const confirming = () =>
    confirm(world.access(people.supervisor), deps, caseId, { agree: true, reasons: ['same-document'], text })
  for (const actor of Object.values(people)) await view(actor)
  await reset(people.analyst)
  await expect(proposing(people.analyst)).rejects.toMatchObject({ code: 'recently-recovered' })
  expect(await proposing(people.other)).toMatchObject({ state: 'awaiting-second' })
  await view(people.supervisor)
  await reset(people.supervisor)
  await expect(confirming()).rejects.toMatchObject({ code: 'recently-recovered' })
  world.pass(7 * 86_400)
  expect(await confirming()).toMatchObject({ state: 'decided' })
})

test('for a day after a recovery code, a person does no other act of two people', async () => {
  const approve = () =>
    world
      .access(people.supervisor)
      .transaction({ action: 'rule.approve', type: 'rule.approve', impersonal: true }, async () => 'done')
  expect(await approve()).toBe('done')
  const account = world.db.updateTable('account').where('id', '=', people.supervisor.account)
  await account.set({ recovery_code_at: world.clock() }).execute()
  await expect(approve()).rejects.toMatchObject({ code: 'recently-recovered' })
  world.pass(86_400)
  expect(await approve()).toBe('done')
})
