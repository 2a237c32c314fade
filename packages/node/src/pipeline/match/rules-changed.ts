import { randomUUID } from 'node:crypto'
import type { GatewayVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { rulesChangedJob } from '../jobs/jobs.ts'
import type { RematchDeps } from './compare-again.ts'
import { inBackground, subjectsAtOnce } from './in-background.ts'
import { forEachPurpose } from './match-subjects.ts'

export interface RulesChanged {
  gateway: string
  ruleIds: string[]
  /** The cause, for the log: `approval`, `withdrawal`, `expiry`. */
  cause: string
  /** First the subjects with a hit of one of the rules, then all recent ones, each in the order of their ids. */
  phase: 'hits' | 'recent'
  after: string | null
  /** Names the list of subjects of a phase, from its first part to its last. */
  run?: string | undefined
}
/** A job works this long, then enqueues the rest, so that other changes get a turn. */
const sliceMs = 2_000

/**
 * Enqueues the comparison of known subjects after rules of a gateway changed, in the transaction of the change. A gateway
 * reads its rules in each transaction that compares, so what arrives from now on meets the rules as they are. Changes that follow
 * each other share one comparison of recent subjects.
 */
export async function rulesChanged(
  tx: Tx,
  { kind }: Pick<GatewayVocabulary, 'kind'>,
  ruleIds: readonly string[],
  cause: string,
): Promise<void> {
  await enqueue(tx, { gateway: kind, ruleIds: [...ruleIds], cause, phase: 'hits', after: null })
}

/** One key for all changes of a gateway: the comparison of recent subjects that waits serves each of them. */
const recentKey = (gateway: string): string => `rules-changed:${gateway}`

const enqueue = (tx: Tx, job: RulesChanged): Promise<void> => {
  const begins = job.phase === 'recent' && job.after === null
  return tx.enqueue(rulesChangedJob, job, {
    ...{ queue: 'rematch', priority: -15 },
    ...(begins ? { jobKey: recentKey(job.gateway) } : {}),
  })
}

/** Tests whether a comparison of all recent subjects of a gateway waits. Its rules are newer than those of one that runs. */
async function beginsAnew(tx: Tx, gateway: string): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`select exists (select from graphile_worker.jobs
    where key = ${recentKey(gateway)} and attempts < max_attempts) as waits`.execute(tx.db)
  return rows[0]?.waits === true
}

/** Task `rules-changed`: compares subjects of the gateway again with all its signals and rules, in parts. */
export function rulesChangedTask(deps: RematchDeps): (job: RulesChanged) => Promise<void> {
  // A node may have a million recent subjects, so a slice does not list them anew. Later ones meet the rules as they are.
  const listed = new Map<string, string[]>()
  return async (job) => {
    const gateway = deps.gateways.of(job.gateway)
    // Waits for transactions that compared with the former rules: what they stored is listed below.
    if (job.phase === 'hits' && job.after === null) {
      await deps.index.apply([])
      await whenOlderEnded(deps)
    }
    let { after } = job
    if (job.phase === 'recent' && after !== null && (await inBackground(deps, (tx) => beginsAnew(tx, job.gateway)))) {
      if (job.run !== undefined) listed.delete(job.run)
      return
    }
    // A later change of the same rules has another run: a node must not take the list that it kept of an earlier one.
    const run = after === null ? randomUUID() : (job.run ?? randomUUID())
    const all = (after === null ? undefined : listed.get(run)) ?? (await subjectsOf(deps, gateway, job))
    const from = after
    const ids = from === null ? all : all.filter((id) => id > from)
    const until = performance.now() + sliceMs
    let at = 0
    while (at < ids.length && performance.now() < until) {
      const part = ids.slice(at, at + subjectsAtOnce)
      await forEachPurpose(deps, gateway, part, { cause: job.cause, ref: null, only: undefined })
      at += part.length
      after = part.at(-1) ?? after
    }
    const isDone = at >= ids.length
    listed.delete(run)
    if (!isDone) keep(listed, run, ids.slice(at))
    if (isDone && job.phase === 'recent') return
    const next = isDone ? { ...job, phase: 'recent' as const, after: null } : { ...job, run, after }
    await inBackground(deps, (tx) => enqueue(tx, next))
  }
}

/** A transaction that takes longer than this does not compare subjects: those take seconds. */
const longestMs = 10_000

/** Waits for the transactions of other nodes on this database that began before now, and may have compared with the former rules. */
async function whenOlderEnded(deps: RematchDeps): Promise<void> {
  const until = performance.now() + longestMs
  const { rows } = await inBackground(deps, (tx) => sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx.db))
  const isBusy = () =>
    inBackground(deps, async (tx) => {
      const older = await sql<{
        busy: boolean
      }>`select exists (select 1 from pg_stat_activity where datname = current_database()
        and usename = current_user and pid <> pg_backend_pid() and xact_start < ${rows[0]?.at}) as busy`.execute(tx.db)
      return older.rows[0]?.busy === true
    })
  while ((await isBusy()) && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 100))
}

/** The most comparisons whose lists are kept between their slices. */
const mostListed = 2

function keep(listed: Map<string, string[]>, run: string, ids: string[]): void {
  const [oldest] = listed.keys()
  if (listed.size >= mostListed && oldest !== undefined) listed.delete(oldest)
  listed.set(run, ids)
}

/** Lists the subjects of a phase in the order of their ids. */
function subjectsOf(deps: RematchDeps, gateway: Gateway, { ruleIds, phase }: RulesChanged): Promise<string[]> {
  return inBackground(deps, async (tx) => {
    const since = new Date(deps.clock().getTime() - deps.recentMs)
    const ids =
      phase === 'hits'
        ? await subjectsWithHits(tx, ruleIds)
        : (await gateway.subjects.recent(tx, since)).map(({ id }) => id)
    return [...new Set(ids)].sort()
  })
}

async function subjectsWithHits(tx: Tx, ruleIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct subject_id as id from hit
    where rule_id = any(${[...ruleIds]}::uuid[]) and withdrawn_at is null`.execute(tx.db)
  return rows.map(({ id }) => id)
}
