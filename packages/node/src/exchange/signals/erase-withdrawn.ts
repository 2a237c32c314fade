import type { Signal } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../safeguards/access/system.ts'
import { undamagedOr } from '../../safeguards/oversight/undamaged-or.ts'
import { signalClasses } from './stored/signal-classes.ts'
import type { SignalRow } from './stored/signal-row.ts'

/** For this many days after its withdrawal a rollback can restore a list's signal. */
export const rollbackDays = 30
const atOnce = 200

/**
 * Erases the value and the name of the entity from all versions of withdrawn signals, as the task `erase-withdrawn`. A
 * signal of a list is erased once a rollback can no longer restore it. Kind, owner, times, lawful basis and reason are
 * kept. A signal with a damaged version is left as it is, with an alarm. Returns how many signals were erased.
 */
export async function eraseWithdrawn(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<number> {
  let erased = 0
  for (let after = ''; ; ) {
    const due = await dueSignals(deps, after)
    for (const row of due) {
      const intent = { action: 'record.write', type: 'retention.delete', ref: `sig:${row.id}` } as const
      const isErased = await systemAccess(deps, purposeFor(row)).transaction(intent, (tx) =>
        undamagedOr(tx, `sig:${row.id}`, () => eraseSignal(tx, row), false),
      )
      if (isErased) erased += 1
    }
    after = due.at(-1)?.id ?? after
    if (due.length < atOnce) return erased
  }
}

function dueSignals(deps: Pick<CoreDeps, 'store' | 'member'>, after: string): Promise<SignalRow[]> {
  const intent = { action: 'record.write', type: 'retention.delete', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, (tx) => {
    tx.leavesNoEntry()
    const since = new Date(tx.now.getTime() - rollbackDays * 86_400_000)
    return (
      tx.db
        .selectFrom('signal')
        .selectAll()
        .where('status', '=', 'withdrawn')
        .where('delete_at', '>', tx.now)
        // Skip another member's signal while a legal hold keeps its copy.
        .where(
          sql<boolean>`not exists (select from signal_hold h where h.signal_id = signal.id and h.approved_at is not null and h.ended_at is null)`,
        )
        .where((e) => e.or([e('list_id', 'is', null), e('modified_at', '<', since)]))
        .where(
          sql<boolean>`exists (select from signal_version v where v.signal_id = signal.id and v.erased_at is null)`,
        )
        .$if(after !== '', (select) => select.where('id', '>', after))
        .orderBy('id')
        .limit(atOnce)
        .execute()
    )
  })
}

/** Returns whether the signal was erased. Throws `record-unreadable` if one of its versions is damaged. */
async function eraseSignal(tx: Tx, due: SignalRow): Promise<boolean> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', due.id).forUpdate().executeTakeFirst()
  // Skip a signal that was restored after it was selected.
  if (row === undefined || row.status !== 'withdrawn' || row.version !== due.version) return false
  const versions = await tx.db
    .selectFrom('signal_version')
    .select(['version', 'a', 'b'])
    .where('signal_id', '=', row.id)
    .where('erased_at', 'is', null)
    .execute()
  const without = (part: { a: Buffer | null; b: Buffer }) => {
    const signal = tx.open<Signal>({ ...row, ...part }).value
    const entity = signal.entity === null ? null : { ...signal.entity, name: '' }
    return tx.seal<Signal>(row.id, { ...signal, value: null, entity }, signalClasses, row)
  }
  for (const { version, a, b } of versions) {
    await tx.db
      .updateTable('signal_version')
      .set({ ...without({ a, b }), erased_at: tx.now })
      .where('signal_id', '=', row.id)
      .where('version', '=', version)
      .execute()
  }
  await tx.db.updateTable('signal').set(without(row)).where('id', '=', row.id).execute()
  tx.note({ versions: versions.length })
  return true
}
