import type { SweepResult } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { announceOnce } from '../../safeguards/access/announce-to-oversight.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { type ProofDeps, proveErasures } from './prove-erasures.ts'

type SweepDeps = ProofDeps & Pick<CoreDeps, 'log'>

/** Subjects in one transaction. A transaction that meets a lock is tried again with fewer. */
const most = 1000
const fewest = 10
/** PostgreSQL reports with this code that a lock was not free in time. */
const lockNotFree = '55P03'
/** Bytes follow the clock within an hour; later is an alarm. */
const lateMs = 3_600_000

type MaskMessages = (tx: Tx, moment: Date, most: number) => Promise<number>

/** Transactions of one run of the job, so that it leaves its worker to others within minutes. */
const batchesOfRun = 300

/** Sweeps for the job `sweep-retention`, every ten minutes, and for a person who asks. Both wait for the sweep that is under way. */
export function createSweep(deps: SweepDeps, maskMessages: MaskMessages): () => Promise<SweepResult> {
  let running: Promise<SweepResult> | null = null
  return () => {
    running ??= sweepRetention(deps, maskMessages, batchesOfRun).finally(() => {
      running = null
    })
    return running
  }
}

interface Root {
  name: string
  masks: boolean
}

/**
 * Masks and deletes the stored bytes whose clocks ended, up to 1,000 subjects a transaction. Waits at most 50 ms for a lock, and leaves locked
 * rows to the next sweep. Erases nothing for a day after the clock stepped by days. It may be killed at any point: each transaction is complete,
 * and the next sweep proves what this one did not. `maskMessages` masks the bytes of messages, as many as it is told, and returns how many it masked. `batches` limits the work.
 */
export async function sweepRetention(
  deps: SweepDeps,
  maskMessages: MaskMessages,
  batches = Number.POSITIVE_INFINITY,
): Promise<SweepResult> {
  const moment = deps.clock()
  const roots = await inSweep(deps, 'retention.delete', async (tx) => {
    tx.leavesNoEntry()
    await noteLate(tx, moment)
    return (await sql<Root>`select name, masks from retention_root order by place`.execute(tx.db)).rows
  })
  let left = batches
  const swept = { masked: 0, deleted: 0, held: 0, proofs: await proveErasures(deps, 'all') }
  for (const { name } of roots.filter(({ masks }) => masks)) {
    const mask = (tx: Tx, count: number) =>
      name === 'message' ? maskMessages(tx, moment, Math.min(count, 100)) : rowsOf(tx, 'mask_due', name, moment, count)
    for (let count = 1; count > 0 && left > 0; swept.masked += count) {
      count = await step(deps, 'retention.mask', name, mask)
      if (count === 0) continue
      left--
      swept.proofs.push(...(await proveErasures(deps, 'new')))
    }
  }
  for (const { name } of roots) {
    const erase = (tx: Tx, count: number) => rowsOf(tx, 'erase_due', name, moment, count)
    for (let count = 1; count > 0 && left > 0; swept.deleted += count) {
      count = await step(deps, 'retention.delete', name, erase)
      if (count === 0) continue
      left--
      swept.proofs.push(...(await proveErasures(deps, 'new')))
    }
  }
  swept.held = await inSweep(deps, 'retention.delete', async (tx) => {
    tx.leavesNoEntry()
    await sql`select erase_readings(retention_now(${moment}::timestamptz))
      where not is_clock_doubtful(${moment}::timestamptz)`.execute(tx.db)
    const ended = { began_at: moment, ended_at: deps.clock(), masked: swept.masked, deleted: swept.deleted }
    await tx.db
      .insertInto('retention_swept')
      .values(ended)
      .onConflict((row) => row.column('only_row').doUpdateSet(ended))
      .execute()
    return countHeld(tx, moment)
  })
  const { proofs, ...counts } = swept
  if (swept.masked + swept.deleted > 0) deps.log.info({ event: 'retention.swept', ...counts, proofs: proofs.length })
  return { ...swept, unfinished: left === 0 }
}

async function rowsOf(
  tx: Tx,
  work: 'mask_due' | 'erase_due',
  root: string,
  moment: Date,
  count: number,
): Promise<number> {
  const { rows } = await sql`select from ${sql.raw(work)}(${root}, ${moment}::timestamptz, ${count}::int)`.execute(
    tx.db,
  )
  return rows.length
}

/** Runs one transaction with its entry in the log. If a lock is not free, it runs again with fewer rows, and at last leaves them. */
async function step(
  deps: SweepDeps,
  type: 'retention.mask' | 'retention.delete',
  root: string,
  work: (tx: Tx, count: number) => Promise<number>,
): Promise<number> {
  for (let count = most; count >= fewest; count = Math.floor(count / 10)) {
    try {
      return await inSweep(deps, type, async (tx) => {
        await sql`set local lock_timeout = '50ms'`.execute(tx.db)
        const done = await work(tx, count)
        await sql`set local lock_timeout to default`.execute(tx.db)
        if (done === 0) tx.leavesNoEntry()
        else {
          tx.counted(done)
          tx.note({ what: root })
          const { rows } = await sql<{
            batch: string
          }>`select batch from erasure where made_in = pg_current_xact_id() limit 1`.execute(tx.db)
          if (rows[0] !== undefined) tx.about(`retention:${rows[0].batch}`)
        }
        return done
      })
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotFree) throw error
    }
  }
  deps.log.warn({ event: 'retention.waits', root })
  return 0
}

function inSweep<T>(deps: SweepDeps, type: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const intent = { action: 'record.write', type, impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, work)
}

/** Raises the alarm `retention-late` if a record was due for more than an hour and its bytes are still here. */
async function noteLate(tx: Tx, moment: Date): Promise<void> {
  const before = new Date(moment.getTime() - lateMs)
  const { rows } = await sql<{ late: boolean }>`select is_retention_late(${before}::timestamptz) as late`.execute(tx.db)
  if (rows[0]?.late === true) await announceOnce(tx.db, 'retention-late', 'retention:sweep', moment)
}

async function countHeld(tx: Tx, moment: Date): Promise<number> {
  const { rows } = await sql<{ held: number }>`select count(distinct subject_id)::int as held from record_hold
    where approved_at is not null and ended_at is null and until > ${moment}`.execute(tx.db)
  return rows[0]?.held ?? 0
}
