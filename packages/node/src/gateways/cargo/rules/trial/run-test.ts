import { type Selectable, sql } from 'kysely'
import { inBackground } from '../../../../pipeline/match/in-background.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../../safeguards/access/system.ts'
import { takeTurns } from '../../../../store/take-turns.ts'
import type { RuleTestTable } from '../../store/schema.ts'
import { BackTest, type SavedBackTest } from '../back-test/back-test.ts'
import { ConsignmentFault } from '../input/rule-input.ts'
import { isEnough } from '../life/rule-life.ts'
import type { RuleVersion } from '../set/compile-rule.ts'
import { evaluatedBuiltIns, versionsInForce } from '../store/rules-in-force.ts'
import { enqueueTest } from './ask-test.ts'
import type { StoredReport } from './read-test.ts'
import { type HistoryPlace, readStored } from './stored-history.ts'

type Deps = Pick<CoreDeps, 'store' | 'member' | 'log'>

/** The most consignments and the longest working time of a back-test. It begins with the newest consignments. */
const mostConsignments = 250_000
const longestMs = 10 * 60_000
/** A job works this long and leaves the rest to the next, so that other jobs get a turn. */
const sliceMs = 2_000
/** The most starts of one slice. A slice that ends with its process each time may be the cause. */
const mostStarts = 3

/** The state that one slice stores for the next. */
interface Progress {
  /** The tested version first, then those that were in force at the beginning. */
  rules: { id: string; version: number }[]
  saved: SavedBackTest | null
  before: { at: string; id: string } | null
  read: number
  unreadable: number
  elapsedMs: number
  /** The consignments that the test reads at most. */
  total: number
}

interface Slice {
  id: string
  ruleId: string
  version: number
  from: Date
  until: Date
  rules: RuleVersion[]
  progress: Progress
}

/**
 * Task `rule-test`: tests a version on stored consignments beside the rules in force, in slices, and stores the report at the
 * end. It keeps one part of the history in memory. Each slice stores its counts together with the job of the next one, so
 * that any node continues an interrupted test from there.
 */
export function ruleTestTask(deps: Deps): (job: { testId: string }) => Promise<void> {
  /** Compiling the rules costs more than a slice may, so this process keeps those of the test that it works on. */
  let kept: { id: string; backTest: BackTest; read: number } | null = null
  return async ({ testId }) => {
    const slice = await begin(deps, testId)
    if (slice === null) return
    const { progress } = slice
    let backTest = kept?.id === testId && kept.read === progress.read ? kept.backTest : null
    if (backTest === null) {
      backTest = new BackTest(slice.rules)
      if (progress.saved !== null) backTest.restore(progress.saved)
    }
    kept = null
    const done = await readSlice(deps, slice, backTest)
    const isOver = done.before === null || done.read >= mostConsignments || done.elapsedMs >= longestMs
    if (isOver) return finish(deps, slice, backTest, done)
    await inBackground(deps, async (tx) => {
      const set = { progress: JSON.stringify(done), read: done.read, unreadable: done.unreadable, starts: 0 }
      await tx.db.updateTable('cargo_rule_test').set(set).where('id', '=', testId).execute()
      await enqueueTest(tx, testId)
    })
    kept = { id: testId, backTest, read: done.read }
  }
}

/** Returns null if the test is over, or was interrupted too often. */
function begin(deps: Deps, id: string): Promise<Slice | null> {
  return inBackground(deps, async (tx) => {
    const row = await tx.db
      .selectFrom('cargo_rule_test')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.state === 'done' || row.state === 'failed') return null
    const { rule_id: ruleId, version, starts } = row
    const isOver = starts >= mostStarts
    await tx.db
      .updateTable('cargo_rule_test')
      .set(isOver ? { state: 'failed', finished_at: tx.now } : { state: 'running', starts: starts + 1 })
      .where('id', '=', id)
      .execute()
    if (isOver || row.state === 'waiting') await tx.announce('rule.changed', ruleId, version)
    if (isOver) return null
    const progress = (row.progress as Progress | null) ?? (await firstProgress(tx, row))
    const rules = await rulesOf(tx, progress.rules)
    return { id, ruleId, version, from: row.asked_from, until: row.asked_until, rules, progress }
  })
}

async function firstProgress(tx: Tx, row: Selectable<RuleTestTable>): Promise<Progress> {
  const tested = { id: row.rule_id, version: row.version }
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from (
    select 1 from cargo_consignment where first_received_at >= ${row.asked_from} and first_received_at <= ${row.asked_until}
    limit ${mostConsignments}) c`.execute(tx.db)
  const others = (await versionsInForce(tx)).filter(({ id }) => id !== tested.id)
  const rules = [tested, ...others.map(({ id, version }) => ({ id, version }))]
  return { rules, saved: null, before: null, read: 0, unreadable: 0, elapsedMs: 0, total: counted[0]?.total ?? 0 }
}

/** Reads the bodies of versions, which never change, in their order, and adds the built-in rules. */
async function rulesOf(tx: Tx, named: Progress['rules']): Promise<RuleVersion[]> {
  const { rows } = await sql<{ body: string }>`select v.body
    from unnest(${named.map(({ id }) => id)}::uuid[], ${named.map(({ version }) => version)}::int[]) with ordinality as n (id, version, place)
    join cargo_rule_version v on v.rule_id = n.id and v.version = n.version order by n.place`.execute(tx.db)
  const stored = named.map((one, place) => ({
    ...one,
    body: JSON.parse(rows[place]?.body ?? '{}') as RuleVersion['body'],
  }))
  return [...stored, ...evaluatedBuiltIns]
}

async function readSlice(deps: Deps, slice: Slice, backTest: BackTest): Promise<Progress> {
  const { ruleId, version, from, until, progress } = slice
  const intent = {
    ...({ action: 'signal.match', type: 'rule.test', ref: `rule:${ruleId}` } as const),
    details: { test: slice.id, version },
  }
  const began = performance.now()
  const next = takeTurns()
  let { read, unreadable } = progress
  let before: HistoryPlace | null = progress.before && { at: new Date(progress.before.at), id: progress.before.id }
  do {
    const part: Awaited<ReturnType<typeof readStored>> = await systemAccess(deps, 'customs-security').transaction(
      intent,
      (tx) => readStored(tx, { from, until, before }, { findings: backTest.reads('c.findings') }),
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
  } while (before !== null && read < mostConsignments && performance.now() - began < sliceMs)
  return {
    ...{ rules: progress.rules, saved: backTest.save(), read, unreadable, total: progress.total },
    before: before && { at: before.at.toISOString(), id: before.id },
    elapsedMs: progress.elapsedMs + performance.now() - began,
  }
}

function finish(deps: Deps, slice: Slice, backTest: BackTest, { read, unreadable, before }: Progress): Promise<void> {
  const { id, ruleId, version, from, until, rules } = slice
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
    const complete = before === null
    // A rule that this release cannot read was not tested, whatever was read.
    const enough =
      report.rule.ok &&
      isEnough({
        ...{ count: read, from: from.toISOString(), until: until.toISOString(), complete },
        isEmpty: rows[0]?.some === false,
      })
    await tx.db
      .updateTable('cargo_rule_test')
      .set({
        ...{ state: 'done', read, unreadable, complete, enough, finished_at: tx.now, progress: null },
        report: JSON.stringify(report),
      })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute()
    await tx.announce('rule.changed', ruleId, version)
    deps.log.info({ event: 'rule.tested', rule: ruleId, version, read })
  })
}
