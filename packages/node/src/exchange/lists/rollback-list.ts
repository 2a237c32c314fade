import type { Signal } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { takeTurns } from '../../store/take-turns.ts'
import { nextInstant, withdrawn } from '../signals/change-signals.ts'
import { rollbackDays } from '../signals/erase-withdrawn.ts'
import { listChanged } from '../signals/notify-matching.ts'
import { openSignal } from '../signals/stored/signal-row.ts'
import { signalsOfList } from './plan-import.ts'
import { findList } from './preview-import.ts'
import type { TaskProgress } from './task-progress.ts'
import { writeListVersion } from './write-list-version.ts'

/**
 * Restores the content that a list had at version `to` (0 means empty), in one transaction. The result is a new
 * version; earlier versions stay unchanged. Returns the comparison job that reviews the hits of the changed signals.
 * Error: `list-version-unknown`, also if a signal of that version was erased since its withdrawal.
 */
export async function rollbackList(
  tx: Tx,
  listId: string,
  to: number,
  progress: TaskProgress,
): Promise<{ from: number; version: number; rematch: string }> {
  await tx.db.selectFrom('list').select('id').where('id', '=', listId).forNoKeyUpdate().executeTakeFirst()
  const list = await findList(tx, listId)
  if (to < 0 || to >= list.version) {
    throw fail('list-version-unknown', { detail: `The list is at version ${list.version}: choose one before it.` })
  }
  const target = await membersAt(tx, listId, to)
  // Signals past their retention are not restored.
  const rows = await signalsOfList(tx, listId, { lock: true })
  const next = takeTurns()
  const changed: { signal: Signal; entry: string; change: string }[] = []
  const members: { id: string; version: number }[] = []
  let [back, unchanged] = [0, 0]
  for (const [index, row] of rows.entries()) {
    await next()
    await progress('comparing', index, rows.length)
    const wanted = target.get(row.id)
    const present = openSignal(tx, row)
    if (wanted === undefined) {
      if (row.status === 'active') {
        changed.push({
          signal: withdrawn(present, 'mistaken', tx.now),
          entry: row.list_entry ?? '',
          change: 'rolled back',
        })
      }
      continue
    }
    if (row.version === wanted.signal_version) {
      members.push({ id: row.id, version: row.version })
      unchanged += 1
      continue
    }
    if (row.status !== 'active') back += 1
    const { value } = tx.open<Signal>({ ...row, a: wanted.a, b: wanted.b })
    const signal: Signal = {
      ...value,
      version: row.version + 1,
      modifiedAt: nextInstant(present, tx.now),
      status: 'active',
      withdrawal: null,
      signature: null,
    }
    changed.push({ signal, entry: row.list_entry ?? '', change: 'rolled back' })
    members.push({ id: row.id, version: signal.version })
  }
  const version = list.version + 1
  const kept = await tx.db
    .selectFrom('list_version')
    .select('sha256')
    .where('list_id', '=', listId)
    .where('version', '=', to)
    .executeTakeFirst()
  const read = members.length
  const counts = {
    read,
    created: back,
    updated: read - back - unchanged,
    unchanged,
    withdrawn: changed.length - (read - unchanged),
  }
  const content = { version, sha256: kept?.sha256 ?? Buffer.alloc(32), counts, added: [], changed, members }
  await writeListVersion(tx, list, content, progress)
  const ids = changed.map(({ signal }) => signal.id)
  const rematch = await listChanged(tx, { id: list.id, version }, ids, 'list-rolled-back')
  tx.counted(ids.length)
  tx.note({ list: list.id, from: list.version, to, version })
  return { from: list.version, version, rematch }
}

/** One query reads this many versions. */
const page = 500

/** Reads the signals that a list had at one of its versions, as sealed versions. */
async function membersAt(tx: Tx, listId: string, version: number): Promise<Map<string, Member>> {
  const members = new Map<string, Member>()
  for (let after: string | null = null; ; ) {
    const rows: Member[] = await tx.db
      .selectFrom('list_member as m')
      .innerJoin('signal_version as v', (join) =>
        join.onRef('v.signal_id', '=', 'm.signal_id').onRef('v.version', '=', 'm.signal_version'),
      )
      .select(['m.signal_id', 'm.signal_version', 'v.a', 'v.b', 'v.erased_at'])
      .where('m.list_id', '=', listId)
      .where('m.version', '=', version)
      .$if(after !== null, (select) => select.where('m.signal_id', '>', after as string))
      .orderBy('m.signal_id')
      .limit(page)
      .execute()
    for (const row of rows) {
      if (row.erased_at !== null) throw fail('list-version-unknown', { detail: erased })
      members.set(row.signal_id, row)
    }
    after = rows.at(-1)?.signal_id ?? null
    if (rows.length < page) return members
  }
}
const erased = `Signals of this version were withdrawn more than ${rollbackDays} days ago and are erased: import the file again.`
interface Member {
  erased_at: Date | null
  signal_id: string
  signal_version: number
  a: Buffer | null
  b: Buffer
}
