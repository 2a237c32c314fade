import { sql } from 'kysely'
import { inBackground } from '../../../../pipeline/match/in-background.ts'
import type { CoreDeps } from '../../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../../safeguards/access/system.ts'
import { takeTurns } from '../../../../store/take-turns.ts'
import { BackTest } from '../back-test/back-test.ts'
import { ConsignmentFault } from '../input/rule-input.ts'
import { isEnough } from '../life/rule-life.ts'
import type { RuleVersion } from '../set/compile-rule.ts'
import { evaluatedBuiltIns, versionsInForce } from '../store/rules-in-force.ts'
import type { StoredReport } from './read-test.ts'
import { type HistoryPlace, readStored } from './stored-history.ts'

type Deps = Pick<CoreDeps, 'store' | 'member' | 'log'>

/** A back-test reads at most so many consignments and works at most so long. It begins with the newest. */
const mostConsignments = 250_000
const longestMs = 10 * 60_000
/** A job that ends so often with its process is not started again: it may be what ends it. */
const mostStarts = 3

interface Begun {
  id: string
  ruleId: string
  version: number
  hash: string
  from: Date
  until: Date
  rules: RuleVersion[]
}

/**
 * Task `rule-test`: tests a version on stored consignments beside the rules in force, and stores the report. It holds one part
 * of the history in memory. It stores nothing before its end, so a job that was interrupted begins again.
 */
export function ruleTestTask(deps: Deps): (job: { testId: string }) => Promise<void> {
  return async ({ testId }) => {
    const begun = await begin(deps, testId)
    if (begun === null) return
    const backTest = new BackTest(begun.rules)
    const result = await readAll(deps, begun, backTest)
    await finish(deps, begun, backTest, result)
  }
}

/** Returns null if the test is over, or was interrupted too often. */
function begin(deps: Deps, id: string): Promise<Begun | null> {
  return inBackground(deps, async (tx) => {
    const row = await tx.db
      .selectFrom('cargo_rule_test as t')
      .innerJoin('cargo_rule_version as v', (join) =>
        join.onRef('v.rule_id', '=', 't.rule_id').onRef('v.version', '=', 't.version'),
      )
      .selectAll('t')
      .select('v.body')
      .where('t.id', '=', id)
      .forUpdate('t')
      .executeTakeFirst()
    if (row === undefined || row.state === 'done' || row.state === 'failed') return null
    const isOver = row.starts >= mostStarts
    await tx.db
      .updateTable('cargo_rule_test')
      .set(
        isOver
          ? { state: 'failed', finished_at: tx.now }
          : { state: 'running', starts: row.starts + 1, read: 0, unreadable: 0 },
      )
      .where('id', '=', id)
      .execute()
    await tx.announce('rule.changed', row.rule_id, row.version)
    if (isOver) return null
    const { rule_id: ruleId, version, hash, asked_from: from, asked_until: until } = row
    const own = { id: ruleId, version, body: JSON.parse(row.body) as RuleVersion['body'] }
    const others = (await versionsInForce(tx)).filter((rule) => rule.id !== ruleId)
    return { id, ruleId, version, hash, from, until, rules: [own, ...evaluatedBuiltIns, ...others] }
  })
}

interface Result {
  read: number
  unreadable: number
  complete: boolean
}

async function readAll(deps: Deps, test: Begun, backTest: BackTest): Promise<Result> {
  const { id, ruleId, version, from, until } = test
  const intent = {
    ...({ action: 'signal.match', type: 'rule.test', ref: `rule:${ruleId}` } as const),
    details: { test: id, version },
  }
  const ended = performance.now() + longestMs
  const next = takeTurns()
  let [read, unreadable] = [0, 0]
  let before: HistoryPlace | null = null
  do {
    const part: Awaited<ReturnType<typeof readStored>> = await systemAccess(deps, 'customs-security').transaction(
      intent,
      async (tx) => {
        const found = await readStored(tx, { from, until, before }, { findings: backTest.reads('c.findings') })
        return found
      },
    )
    unreadable += part.unreadable
    for (const entry of part.entries) {
      try {
        backTest.take(entry)
        read += 1
      } catch (error) {
        if (!(error instanceof ConsignmentFault)) throw error
        unreadable += 1
      }
      await next()
    }
    before = part.next
    await noteProgress(deps, id, { read, unreadable })
  } while (before !== null && read < mostConsignments && performance.now() < ended)
  return { read, unreadable, complete: before === null }
}

const noteProgress = (deps: Deps, id: string, done: { read: number; unreadable: number }): Promise<void> =>
  inBackground(deps, async (tx) => {
    await tx.db.updateTable('cargo_rule_test').set(done).where('id', '=', id).execute()
  })

function finish(deps: Deps, test: Begun, backTest: BackTest, result: Result): Promise<void> {
  const { id, ruleId, version, hash, from, until, rules } = test
  return inBackground(deps, async (tx) => {
    const { history, rules: reports } = backTest.report()
    const report: StoredReport = {
      history,
      rule: reports[0] as StoredReport['rule'],
      titles: Object.fromEntries(rules.map((rule) => [rule.id, rule.body.title])),
    }
    const { rows } = await sql<{
      some: boolean
    }>`select exists (select 1 from cargo_consignment where version > 0) as some`.execute(tx.db)
    const enough = isEnough({
      ...{ count: result.read, from: from.toISOString(), until: until.toISOString(), complete: result.complete },
      isEmpty: rows[0]?.some === false,
    })
    await tx.db
      .updateTable('cargo_rule_test')
      .set({ ...result, enough, state: 'done', report: JSON.stringify(report), finished_at: tx.now })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute()
    await tx.announce('rule.changed', ruleId, version)
    deps.log.info({ event: 'rule.tested', rule: ruleId, version, hash, read: result.read })
  })
}
