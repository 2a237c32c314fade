import type { CaseDetail, CaseList, Signal } from '@entente/contracts'
import type { TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rematchJob } from '../../exchange/jobs.ts'
import { addSignal, changeSignal, personValue } from '../../pipeline/case-people.fixture.ts'
import type { Intake } from '../../pipeline/gateway/intake.ts'
import { readMessageJob } from '../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { echoIntake, echoRuleHit, echoVocabulary, echoWith } from './echo-gateway.fixture.ts'
import { type EchoWorld, startEchoWorld } from './echo-world.fixture.ts'

// A gateway keeps hits on earlier data of a subject, because its sender can change these data.

const purpose = 'customs-security' as const
const rule = { id: '5d8c1c0e-7a52-4d3b-8f0c-2b8a4f1f6a11', version: 1, title: 'Drivers of the closed depot' }
let ruleInForce = true
/** The name that the next reading gives every driver. */
let renamed: string | null = null
const keeping = echoWith({
  vocabulary: { ...echoVocabulary, formats: { ECHO: { regime: 'cargo-own', purposes: [purpose] } }, keepsHits: true },
  usualPurpose: purpose,
  intake: {
    ...(echoIntake as Intake),
    read(bytes, given) {
      const read = echoIntake.read(bytes, given)
      if (renamed !== null) read.reading.names.driver = renamed
      return read as never
    },
  },
  addHits: async (_tx, compared) =>
    compared.map((subject) => {
      const { parties, recordVersion } = subject.context.subject
      const isMet = ruleInForce && parties[0]?.selectors[0]?.value === 'Rolf Maker'
      const own = isMet ? [echoRuleHit(rule, '1', recordVersion)] : []
      return { ...subject, hits: [...subject.hits, ...own], isRuleInForce: () => ruleInForce }
    }),
})

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let send: EchoWorld['send']
let signal: Signal
beforeAll(async () => {
  ;({ node, send } = await startEchoWorld(keeping, () => now, [purpose]))
  signal = await addSignal(core(), { purposes: [purpose], value: personValue('Orrell', 'Tamsin Jane') })
  await signalChanged()
})
afterAll(() => node?.stop())

const core = () => ({ store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now })
async function enqueued(work: (tx: Tx) => Promise<void>): Promise<void> {
  await systemAccess(core(), purpose).transaction({ action: 'record.write', type: 'record.read' }, work)
  await node.whenIdle()
}
const signalChanged = () => enqueued((tx) => tx.enqueue(rematchJob, { signalIds: [signal.id], cause: 'signals' }))
let shipments = 0
async function ship(driver: string): Promise<string> {
  shipments += 1
  const names = { driver, consignee: 'Reed Mill' }
  const id = (await send('POST', '/v1/echo/messages', { reference: `E-${shipments}`, names })).body.id as string
  await node.whenIdle()
  return id
}
async function rename(messageId: string, name: string, version: number): Promise<void> {
  now = new Date(now.getTime() + 1000)
  renamed = name
  await enqueued((tx) => tx.enqueue(readMessageJob, { messageId, purpose, version }))
  renamed = null
}
async function hitsOf(subjectId: string): Promise<CaseDetail['hits']> {
  const { call } = await node.signIn('analyst')
  const as = (path: string) => call('GET', path, undefined, { 'entente-purpose': purpose })
  const { items } = (await as('/v1/cases?gateway=echo')).body as CaseList
  const found = items.find(({ subject }) => subject.id === subjectId)
  return found === undefined ? [] : ((await as(`/v1/cases/${found.id}`)).body as CaseDetail).hits
}

test('a hit on earlier data ends when its corrected signal does not meet these data', async () => {
  const id = await ship('Tamsin Jane Orrell')
  expect(await hitsOf(id)).toMatchObject([{ signalId: signal.id }])
  // The sender renames the driver: the hit stays.
  await rename(id, 'Ansel Brook', 2)
  expect(await hitsOf(id)).toMatchObject([{ signalId: signal.id }])
  // A correction that still meets the former name ends nothing.
  signal = await changeSignal(core(), signal, {
    value: personValue('Orrell', 'Tamsin Jane', { birthDates: ['1980'] }),
  })
  await signalChanged()
  expect(await hitsOf(id)).toMatchObject([{ signalId: signal.id }])
  signal = await changeSignal(core(), signal, { value: personValue('Vantongeren', 'Oda') })
  await signalChanged()
  expect(await hitsOf(id)).toEqual([])
})

test('a hit of a rule on earlier data ends when the rule is in force no more', async () => {
  const id = await ship('Rolf Maker')
  expect(await hitsOf(id)).toMatchObject([{ of: 'rule' }])
  await rename(id, 'Ansel Brook', 2)
  expect(await hitsOf(id)).toMatchObject([{ of: 'rule' }])
  ruleInForce = false
  await rename(id, 'Ansel Reed', 3)
  const hits = await hitsOf(id)
  expect(hits.map(({ suppressedBy }) => suppressedBy === null)).toEqual([false])
  // The sender changed the data that the rule met, so only people close the case.
  const { state } = await node.db
    .selectFrom('case_file')
    .select('state')
    .where('subject_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(state).toBe('in-review')
  ruleInForce = true
})
