import { randomUUID } from 'node:crypto'
import type { CargoRuleTestRequest } from '@entente/contracts'
import { fail } from '../../../../errors.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { ruleTestJob } from '../../store/jobs.ts'
import { isOver, stateAt } from '../life/rule-life.ts'
import { lockVersion, recordOf } from '../store/rule-versions.ts'

/** The most back-tests that wait. They run one after another. */
const mostWaiting = 20
const longestYears = 5

/**
 * Starts a back-test of a version, and returns the id of its job. While one runs, asking again returns the same. The end of a
 * period in the future counts as now. Errors: `not-found`, `body-invalid`, `rule-state` if the version has ended,
 * `too-many-requests`.
 */
export async function askTest(
  tx: Tx,
  { id, version }: { id: string; version: number },
  asked: CargoRuleTestRequest,
): Promise<string> {
  const row = await lockVersion(tx, id, version)
  const state = stateAt(recordOf(row, tx.now), tx.now.toISOString())
  if (isOver(state)) throw fail('rule-state')
  const from = new Date(asked.from)
  const until = new Date(Math.min(Date.parse(asked.to), tx.now.getTime()))
  const earliest = new Date(until)
  earliest.setUTCFullYear(until.getUTCFullYear() - longestYears)
  if (from >= until || from < earliest)
    throw fail('body-invalid', {
      ...{
        at: '/from',
        detail: `A period begins before it ends and before now, and has at most ${longestYears} years.`,
      },
    })
  const open = await tx.db
    .selectFrom('cargo_rule_test')
    .select(['id', 'rule_id', 'version'])
    .where('state', 'in', ['waiting', 'running'])
    .execute()
  const own = open.find((one) => one.rule_id === id && one.version === version)
  if (own !== undefined) return own.id
  if (open.length >= mostWaiting)
    throw fail('too-many-requests', { detail: `${open.length} tests of rules wait already.` })
  const jobId = randomUUID()
  await tx.db
    .insertInto('cargo_rule_test')
    .values({
      ...{ id: jobId, rule_id: id, version, hash: row.hash, asked_at: tx.now, asked_by: tx.actor.person },
      ...{ asked_from: from, asked_until: until, state: 'waiting' },
    })
    .execute()
  await enqueueTest(tx, jobId)
  tx.note({ version, from: from.toISOString(), until: until.toISOString() })
  return jobId
}

/** Enqueues the next slice of a test. Tests run one after another, with lower priority than all other work. */
export const enqueueTest = (tx: Tx, testId: string): Promise<void> =>
  tx.enqueue(ruleTestJob, { testId }, { jobKey: `rule-test:${testId}`, queue: 'rule-test', priority: 5 })
