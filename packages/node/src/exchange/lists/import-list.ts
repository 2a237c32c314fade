import { webcrypto } from 'node:crypto'
import type { ImportReport, Signal } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { mapInTurns } from '../../store/take-turns.ts'
import { newSignal, nextInstant, withdrawn } from '../signals/change-signals.ts'
import { listChanged } from '../signals/notify-matching.ts'
import { planImport } from './plan-import.ts'
import { findList, previewRow, reportOf } from './preview-import.ts'
import { readList } from './read-list.ts'
import { writeListVersion } from './write-list-version.ts'

/**
 * Imports a previewed file in one transaction: it adds new entries, makes new versions of changed ones, and withdraws
 * missing ones (reason `basis-ended`). The list gets a new version, to which it can later be rolled back. Errors:
 * `preview-expired`, `list-changed` if the list changed after the preview.
 */
export async function importList(tx: Tx, listId: string, previewId: string, owner: string): Promise<ImportReport> {
  await tx.db.selectFrom('list').select('id').where('id', '=', listId).forUpdate().executeTakeFirst()
  const list = await findList(tx, listId)
  const kept = await tx.db.selectFrom('import_preview').selectAll().where('id', '=', previewId).executeTakeFirst()
  if (kept === undefined || kept.list_id !== listId || kept.used_at !== null)
    throw fail('not-found', { detail: 'This preview is gone or was used.' })
  if (kept.expires_at <= tx.now)
    throw fail('preview-expired', { detail: 'Check the file again, since signals may have changed.' })
  if (kept.list_version !== list.version)
    throw fail('list-changed', { detail: 'Somebody imported meanwhile: check the file again.' })
  const bytes = tx.openRaw({ ...previewRow(list, kept), raw: kept.body })
  const plan = await planImport(tx, list, await readList(bytes, list.format))
  const added = await mapInTurns(plan.add, ({ draft, entry }) => ({
    signal: newSignal(draft, owner, tx.now),
    entry: entry.id,
    change: 'created',
  }))
  const changed = await mapInTurns(plan.change, ({ before, draft, row }) => ({
    signal: {
      ...before,
      ...draft,
      version: before.version + 1,
      modifiedAt: nextInstant(before, tx.now),
      status: 'active',
      signature: null,
      withdrawal: null,
    } satisfies Signal,
    entry: row.list_entry ?? '',
    change: 'changed',
  }))
  const ended = await mapInTurns(plan.withdraw, ({ before, row }) => ({
    signal: withdrawn(before, 'basis-ended', tx.now),
    entry: row.list_entry ?? '',
    change: 'withdrawn',
  }))
  const report = reportOf(list, plan)
  const { read, created, updated, unchanged } = report
  await writeListVersion(tx, list, {
    version: list.version + 1,
    sha256: Buffer.from(await webcrypto.subtle.digest('SHA-256', new Uint8Array(bytes))),
    counts: { read, created, updated, unchanged, withdrawn: report.withdrawn },
    added,
    changed: [...changed, ...ended],
    members: [
      ...[...added, ...changed].map(({ signal }) => ({ id: signal.id, version: signal.version })),
      ...plan.unchanged.map(({ row }) => ({ id: row.id, version: row.version })),
    ],
  })
  await tx.db.updateTable('import_preview').set({ used_at: tx.now }).where('id', '=', previewId).execute()
  const ids = [...added, ...changed, ...ended].map(({ signal }) => signal.id)
  await listChanged(tx, { id: list.id, version: list.version + 1 }, ids, 'list-imported')
  tx.counted(ids.length)
  tx.note({ list: list.id, version: list.version + 1, created, updated, withdrawn: report.withdrawn })
  return report
}
