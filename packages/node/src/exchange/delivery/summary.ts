import type { FeedSummary } from '@entente/contracts'
import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { signObject } from '../../safeguards/keys/index.ts'
import { appendEntries, beginNewEpoch, lockHeads } from './append-entries.ts'

type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'>
const intent = { action: 'signal.release', type: 'signal.release', impersonal: true } as const
/** One page of a summary lists this many signals. */
const summaryPage = 10_000

/**
 * Lists the signals that a recipient should have now, by id, version and digest. The list is signed, sorted by id, and
 * split into pages of 10,000.
 */
export async function readSummary(deps: Deps, recipient: string, after: string | null): Promise<FeedSummary> {
  const summary = await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const head = await tx.db
      .selectFrom('delivery_head')
      .selectAll()
      .where('recipient', '=', recipient)
      .executeTakeFirstOrThrow()
    const rows = await tx.db
      .selectFrom('visibility as v')
      .innerJoin('signal as s', 's.id', 'v.signal_id')
      .select(['s.id', 's.version', 's.digest'])
      .where('v.recipient', '=', recipient)
      .where('v.ended_at', 'is', null)
      .$if(after !== null, (select) => select.where('s.id', '>', after as string))
      .orderBy('s.id')
      .limit(summaryPage)
      .execute()
    const items = rows.flatMap(({ id, version, digest }) =>
      digest === null ? [] : [{ id, version, digest: digest.toString('base64') }],
    )
    const next = rows.length < summaryPage ? null : (rows.at(-1)?.id ?? null)
    return { epoch: head.epoch, head: Number(head.last_seq), items, next }
  })
  return { ...summary, signature: signObject(deps.nodeKey, 'entente/entry/v1', summary, deps.clock()) }
}

/**
 * Starts a recipient's log again under a new epoch. Does nothing if the log's epoch already differs from `epoch`, in
 * which the two sides diverged.
 */
export async function divergeFrom(deps: Deps, recipient: string, epoch: string | null): Promise<void> {
  const details = { what: 'log begun anew', recipient }
  await systemAccess(deps, null).transaction({ ...intent, details }, async (tx) => {
    const head = (await lockHeads(tx)).get(recipient)
    if (head === undefined || (epoch !== null && head.epoch !== epoch)) return tx.leavesNoEntry()
    await beginNewEpoch(tx, recipient)
    await tx.log({ type: 'config.change', ref: `peer:${recipient}`, details })
  })
}

/**
 * Appends the signals that a recipient lacks to its log again. Only signals to which the recipient has access are sent,
 * in their current version. Returns how many were sent.
 */
export async function sendAgain(deps: Deps, recipient: string, ids: readonly string[]): Promise<number> {
  return systemAccess(deps, null).transaction({ ...intent, ref: `peer:${recipient}` }, async (tx) => {
    const head = (await lockHeads(tx)).get(recipient)
    if (head === undefined) return 0
    const { rows } = await sql<{ id: string; version: number; digest: Buffer; run: number }>`
      select s.id, s.version, s.digest, v.run from visibility v join signal s on s.id = v.signal_id
      where v.recipient = ${recipient} and v.ended_at is null and v.version = s.version and s.digest is not null and s.id = any(${[...ids]}::uuid[])
        and not exists (select from delivery d where d.recipient = v.recipient and d.epoch = ${head.epoch} and d.type = 'signal'
          and d.signal_id = s.id and d.signal_version = s.version and d.run = v.run)
      order by s.id`.execute(tx.db)
    await appendEntries(
      tx,
      recipient,
      rows.map((signal) => ({ type: 'signal', signal })),
    )
    if (rows.length === 0) tx.leavesNoEntry()
    tx.counted(rows.length)
    return rows.length
  })
}
