import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDraft } from '../drafts/keep-draft.ts'
import { readCase } from '../review/read-case.ts'
import { remindConfirmers, withdrawProposal } from './change-proposal.ts'
import { adverse, agree, codeOf, type DecideStage, disagree, openDecideStage } from './decide-stage.fixture.ts'
import { type ConfirmersSettings, listConfirmers } from './list-confirmers.ts'
import { reviewSettings } from './settings.ts'

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

const reason = 'The number was misread.'
const withdraw = (who = stage.analyst, id = '') => withdrawProposal(stage.world.access(who), id, { reason })
async function proposed() {
  const { id, hits } = await stage.newCase()
  await stage.view(stage.analyst, id, 20)
  await stage.asked(stage.analyst, id, adverse(hits))
  return { id, hits }
}
const typesOf = async (id: string) => {
  const rows = await stage.world.db
    .selectFrom('audit.entry')
    .select(['type', 'entry'])
    .where('ref', '=', `case:${id}`)
    .orderBy('recorded_at')
    .execute()
  return rows.map((row) => `${row.type} ${JSON.parse(row.entry).decision}`)
}
const stateOf = async (id: string) => {
  const row = await stage.world.db.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { state: row.state, assigned_to: row.assigned_to }
}

test('a withdrawn proposal returns the case to its proposer, with the text as their draft', async () => {
  const { id, hits } = await proposed()
  await withdraw(stage.analyst, id)
  expect(await stateOf(id)).toEqual({ state: 'in-review', assigned_to: stage.analyst.person })
  const { draft } = await readDraft(stage.world.access(stage.analyst), id, 'first')
  const { text, reasons, act } = adverse(hits)
  expect(draft).toMatchObject({ outcome: 'adverse', act, reasons, text, hits })
  const detail = await readCase({ ...stage.world, review: reviewSettings }, stage.world.access(stage.supervisor), id)
  expect(detail.proposal).toBeNull()
  expect(JSON.stringify(detail)).not.toContain(text)
  expect(detail.history.map((entry) => entry.text)).toContain('Analyst took the proposal back.')
  // A person who proposed on a case never becomes its second person.
  expect(await codeOf(stage.answered(stage.supervisor, id, agree))).toBe('no-proposal')
})

test('only the proposer withdraws, and only while nobody has answered', async () => {
  const { id } = await proposed()
  expect(await codeOf(withdraw(stage.colleague, id))).toBe('not-owner')
  await stage.view(stage.supervisor, id, 20)
  await stage.answered(stage.supervisor, id, disagree)
  expect(await codeOf(withdraw(stage.analyst, id))).toBe('already-confirmed')
  const other = await proposed()
  await withdraw(stage.analyst, other.id)
  expect(await codeOf(withdraw(stage.analyst, other.id))).toBe('no-proposal')
  expect(await typesOf(other.id)).toContain('proposal.withdraw deny')
})

test('of a withdrawal and a confirmation at once exactly one wins, and the log agrees', async () => {
  const races = 100
  const won = { withdraw: 0, confirm: 0 }
  for (let race = 0; race < races; race += 1) {
    const { id } = await proposed()
    await stage.view(stage.supervisor, id, 20)
    const acts = [() => withdraw(stage.analyst, id), () => stage.answered(stage.supervisor, id, agree)]
    if (race % 2 === 1) acts.reverse()
    const results = await Promise.all(acts.map((act) => codeOf(act())))
    const [withdrawn, confirmed] = race % 2 === 1 ? results.reverse() : results
    const types = await typesOf(id)
    const decisions = await stage.world.db.selectFrom('decision').select('id').where('case_id', '=', id).execute()
    const withdrawals = types.filter((type) => type === 'proposal.withdraw done').length
    const confirmations = types.filter((type) => type === 'decision.confirm done').length
    if (withdrawn === 'done') {
      won.withdraw += 1
      expect({ confirmed, withdrawals, confirmations, decisions: decisions.length }).toEqual({
        ...{ confirmed: 'no-proposal', withdrawals: 1, confirmations: 0, decisions: 0 },
      })
    } else {
      won.confirm += 1
      expect({ withdrawn, confirmed, withdrawals, confirmations, decisions: decisions.length }).toEqual({
        ...{ withdrawn: 'already-confirmed', confirmed: 'done', withdrawals: 0, confirmations: 1, decisions: 1 },
      })
    }
    // The rates of decisions count over an hour.
    stage.world.pass(60)
  }
  expect(won.withdraw + won.confirm).toBe(races)
  expect(Math.min(won.withdraw, won.confirm), 'both win some races').toBeGreaterThan(0)
})

test('the database refuses to withdraw a proposal that was answered', async () => {
  const { id } = await proposed()
  await stage.view(stage.supervisor, id, 20)
  await stage.answered(stage.supervisor, id, agree)
  const forced = stage.world.db.updateTable('proposal').set({ state: 'withdrawn' }).where('case_id', '=', id).execute()
  await expect(forced).rejects.toMatchObject({ code: 'EN010' })
})

const listed = (id: string, more: Partial<ConfirmersSettings> = {}, who = stage.analyst) =>
  listConfirmers(
    stage.world.access(who),
    {
      gateways: stage.world.gateways,
      confirmers: { showNames: true, onCall: [], presentAmong: async () => new Map(), ...more },
    },
    id,
  )

test('the proposer sees who can confirm, and nobody else gets that list', async () => {
  const { id } = await stage.newCase()
  const hits = await stage.world.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()
  // This supervisor opened the case before it was proposed.
  await stage.view(stage.other, id, 5)
  await stage.view(stage.analyst, id, 20)
  await stage.asked(stage.analyst, id, adverse(hits.map((hit) => hit.id)))
  await stage.view(stage.supervisor, id, 5)
  const present = new Map([[stage.supervisor.person, 'at-desk' as const]])
  const { items } = await listed(id, { presentAmong: async () => present })
  expect(items).toEqual([
    { person: stage.supervisor.person, name: 'Supervisor', role: 'supervisor', presence: 'at-desk' },
  ])
  expect((await listed(id, { showNames: false })).items).toEqual([
    { person: null, name: null, role: 'supervisor', presence: 'away' },
  ])
  const name = await stage.world.db
    .selectFrom('account')
    .select('name')
    .where('id', '=', stage.supervisor.account)
    .executeTakeFirstOrThrow()
  expect((await listed(id, { onCall: [name.name] })).items[0]?.presence).toBe('on-call')
  for (const other of [stage.supervisor, stage.colleague]) expect(await codeOf(listed(id, {}, other))).toBe('not-owner')
})

test('they are reminded three times at most, five minutes apart', async () => {
  const { id } = await proposed()
  const remind = () => remindConfirmers(stage.world.access(stage.analyst), id)
  expect(await remind()).toMatchObject({ count: 1 })
  stage.world.pass(299)
  await expect(remind()).rejects.toMatchObject({ code: 'remind-limit', fields: { retryAfterMs: 1000 } })
  stage.world.pass(1)
  expect(await remind()).toMatchObject({ count: 2 })
  stage.world.pass(300)
  expect(await remind()).toMatchObject({ count: 3, nextAt: null })
  stage.world.pass(3600)
  await expect(remind()).rejects.toMatchObject({ code: 'remind-limit' })
  expect(await codeOf(remindConfirmers(stage.world.access(stage.colleague), id))).toBe('not-owner')
  // A supervisor may remind too, and the reminders of both count together.
  expect(await codeOf(remindConfirmers(stage.world.access(stage.supervisor), id))).toBe('remind-limit')
  const other = await proposed()
  expect(await remindConfirmers(stage.world.access(stage.supervisor), other.id)).toMatchObject({ count: 1 })
  expect(await codeOf(remindConfirmers(stage.world.access(stage.analyst), other.id))).toBe('remind-limit')
  const events = await stage.world.db.selectFrom('event').selectAll().where('type', '=', 'second.reminded').execute()
  expect(events).toHaveLength(4)
  expect(Object.keys(events[0] ?? {}).sort()).toEqual(['at', 'id', 'parts', 'ref', 'type', 'version'])
  expect(events[0]).toMatchObject({ ref: id, parts: null })
})
