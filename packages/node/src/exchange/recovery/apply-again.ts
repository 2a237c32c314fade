import { randomUUID } from 'node:crypto'
import type { Signal } from '@entente/contracts'
import type { Logger } from 'pino'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import type { AfterRestore } from '../../safeguards/restore/restore-node.ts'
import { beginNewEpoch, lockHeads } from '../delivery/append-entries.ts'
import { passedOnChangedFor } from '../delivery/index.ts'
import { forgetSignalsJob } from '../jobs.ts'
import { eraseRow } from '../peers/pull/end-holding.ts'
import { lockSignals } from '../peers/pull/lock-in-order.ts'
import { withdrawSignal } from '../signals/change-signals.ts'
import { holdsInForce } from '../signals/holds/read-holds.ts'
import { signalsChanged } from '../signals/notify-matching.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'> & { log: Logger }
type Reason = NonNullable<Signal['withdrawal']>['reason']

/**
 * Applies to signals and to the logs of recipients what happened after the backup from which this node was restored. Signals that were
 * withdrawn are withdrawn again, and received ones are erased again. A log that has come further than the database says begins anew, so
 * that no number is given twice; without the file of the former disk, every log does. It changes nothing on a node that was not restored.
 */
export async function applyAgain(deps: Deps, found: AfterRestore): Promise<void> {
  // First, because each withdrawal is an entry of these logs.
  await beginLogsAgain(deps, found)
  await withdrawAgain(deps, found.signals)
}

async function withdrawAgain(deps: Deps, lines: AfterRestore['signals']): Promise<void> {
  const reasons = new Map(lines.filter(({ state }) => state !== 'active').map(({ id, state }) => [id, state as Reason]))
  if (reasons.size === 0) return
  const rows = await readAttributes(deps, (db) =>
    db
      .selectFrom('signal')
      .select(['id', 'regime', 'purposes', 'owner'])
      .where('status', '<>', 'withdrawn')
      .where((e) => e('id', '=', e.fn.any(e.val([...reasons.keys()]))))
      .orderBy('id')
      .execute(),
  )
  let withdrawn = 0
  for (const row of rows) {
    const reason = reasons.get(row.id) as Reason
    const work = row.owner === deps.member.id ? withdrawOwn : eraseReceived
    try {
      await work(deps, row, reason)
      withdrawn++
    } catch (error) {
      // A signal whose key is lost is compared with nobody.
      if ((error as { code?: string }).code !== 'record-unreadable') throw error
      deps.log.error({ event: 'restore.signal-unreadable', id: row.id })
    }
  }
  if (withdrawn > 0) deps.log.warn({ event: 'restore.withdrawn-again', signals: withdrawn })
}

interface Row {
  id: string
  regime: string
  purposes: string[]
  owner: string
}
const intentOf = (id: string, reason: Reason): AccessIntent => ({
  ...{ action: 'signal.release', type: 'signal.withdraw', ref: `signal:${id}` },
  details: { reason, what: 'withdrawn again after a restore' },
})

const withdrawOwn = ({ store, member }: Deps, row: Row, reason: Reason) =>
  systemAccess({ store, member }, purposeFor(row)).transaction(intentOf(row.id, reason), (tx) =>
    withdrawSignal(tx, row.id, reason, member.id),
  )

/** The member that withdrew it gets receipts once this node reads its log again. */
const eraseReceived = ({ store, member }: Deps, { id, ...row }: Row, reason: Reason) =>
  systemAccess({ store, member }, purposeFor(row)).transaction(intentOf(id, reason), async (tx) => {
    await lockHeads(tx)
    await lockSignals(tx, [id])
    const signal = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const { version } = signal
    const end = { entryId: randomUUID(), signalId: id, cause: 'withdrawal', version, reason, at: tx.now } as const
    await eraseRow(tx, signal, end, (await holdsInForce(tx, [id])).has(id))
    await signalsChanged(tx, [id], 'signal-withdrawn')
    await tx.enqueue(forgetSignalsJob, { signalIds: [id] })
    await passedOnChangedFor(tx, [id])
  })

async function beginLogsAgain(deps: Deps, { deliveries, isUnknown }: AfterRestore): Promise<void> {
  if (deliveries.size === 0 && !isUnknown) return
  const details = { what: 'logs of recipients begun anew after a restore' }
  const intent = { action: 'signal.release', type: 'config.change', impersonal: true, details } as const
  const begun = await systemAccess(deps, null).transaction(intent, async (tx) => {
    const behind = [...(await lockHeads(tx))].filter(
      ([, { epoch, seq }]) => isUnknown || (deliveries.get(epoch) ?? 0) > seq,
    )
    for (const [recipient] of behind) await beginNewEpoch(tx, recipient)
    if (behind.length === 0) tx.leavesNoEntry()
    tx.counted(behind.length)
    return behind.length
  })
  if (begun > 0) deps.log.warn({ event: 'restore.logs-begun', logs: begun })
}
