import { sql } from 'kysely'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { withdrawItems } from './items/change-item.ts'
import { eraseOriginals } from './originals/erase-originals.ts'

type ClockDeps = Pick<CoreDeps, 'store' | 'member'>
const keptChangesDays = 30
const keptViewsDays = 35
const itemsAtOnce = 500
const originalsAtOnce = 500

/**
 * Task `content-clocks`: erases expired files of uploads and seen hashes permanently, and old changes that every index has
 * applied. The sweep deletes the uploads themselves.
 */
export async function runContentClocks(deps: ClockDeps): Promise<void> {
  const intent: AccessIntent = {
    action: 'record.write',
    type: 'retention.delete',
    impersonal: true,
    details: { what: 'originals' },
  }
  const access = systemAccess(deps, null)
  while ((await access.transaction(intent, expireOriginals)) === originalsAtOnce);
  await access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await tx.db.deleteFrom('seen_hash').where('delete_at', '<=', tx.now).execute()
    await tx.db
      .deleteFrom('look')
      .where('at', '<=', new Date(tx.now.getTime() - keptViewsDays * 86_400_000))
      .execute()
    const before = new Date(tx.now.getTime() - keptChangesDays * 86_400_000)
    await tx.db.deleteFrom('retro_job').where('finished_at', '<', before).execute()
    // The newest change stays: an index compares it to know whether it is complete.
    await tx.db
      .deleteFrom('content_change')
      .where('at', '<', before)
      .where('seq', '<', sql<string>`(select max(seq) from content_change)`)
      .execute()
  })
}

/**
 * Erases files past their own time, or whose upload is due for deletion. Returns how many uploads it took. A clock that stepped by days erases
 * nothing.
 */
async function expireOriginals(tx: Tx): Promise<number> {
  tx.leavesNoEntry()
  const over = await tx.db
    .selectFrom('upload_original as o')
    .innerJoin('upload as u', 'u.id', 'o.upload_id')
    .select('u.id')
    .where((e) => e.or([e('o.delete_at', '<=', tx.now), e('u.delete_at', '<=', tx.now)]))
    .where(sql<boolean>`not is_on_hold(u.id, ${tx.now}) and not is_clock_doubtful(${tx.now})`)
    .limit(originalsAtOnce)
    .execute()
  await eraseOriginals(
    tx,
    over.map(({ id }) => id),
  )
  return over.length
}

/** Task `empty-bank`: withdraws the signals of a deleted bank, some at a time. */
export async function emptyBank(deps: ClockDeps, { bankId }: { bankId: number }): Promise<void> {
  for (;;) {
    const intent: AccessIntent = { action: 'bank.write', type: 'signal.withdraw', details: { bank: bankId } }
    const left = await systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
      const rows = await tx.db
        .selectFrom('bank_item')
        .select('id')
        .where('bank_id', '=', bankId)
        .orderBy('number')
        .limit(itemsAtOnce)
        .execute()
      if (rows.length === 0) tx.leavesNoEntry()
      else
        await withdrawItems(
          tx,
          rows.map(({ id }) => id),
        )
      return rows.length
    })
    if (left < itemsAtOnce) return
  }
}
