import { webcrypto } from 'node:crypto'
import type { ImportReport, Signal } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { mapInTurns } from '../../store/take-turns.ts'
import { newSignal, nextInstant, withdrawn } from '../signals/change-signals.ts'
import { listChanged } from '../signals/notify-matching.ts'
import { planImport } from './plan-import.ts'
import { attributesOf, findPreview, reportOf } from './preview-import.ts'
import type { ListReader } from './read-list.ts'
import type { TaskProgress } from './task-progress.ts'
import { writeListVersion } from './write-list-version.ts'

/**
 * Imports a previewed file in one transaction: it adds new entries, makes new versions of changed ones, and withdraws
 * missing ones (reason `basis-ended`). The list gets a new version, to which it can later be rolled back. The preview
 * must not have expired when the import was asked for; the import deletes its file. Errors: `not-found`,
 * `preview-expired`, `file-unreadable`, `list-changed` if the list changed after the preview.
 */
export async function importList(
  tx: Tx,
  task: { listId: string; previewId: string; askedAt: Date },
  owner: string,
  { reader, progress }: { reader: ListReader; progress: TaskProgress },
): Promise<{ report: ImportReport; version: number }> {
  const { listId, previewId, askedAt } = task
  // Not `for update`: a request that stores a task of this list must not wait for the import.
  await tx.db.selectFrom('list').select('id').where('id', '=', listId).forNoKeyUpdate().executeTakeFirst()
  const { list } = await findPreview(tx, { listId, previewId, at: askedAt })
  const { body } = await tx.db
    .selectFrom('import_preview')
    .select('body')
    .where('id', '=', previewId)
    .executeTakeFirstOrThrow()
  const bytes = tx.openRaw({ id: previewId, ...attributesOf(list.terms.purposes, askedAt), raw: body })
  const loaded = await reader.read(bytes, list.format, progress)
  // The signals are locked after the list and before the logs of members and the account.
  const plan = await planImport(tx, list, loaded, progress, { lock: true })
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
  const version = list.version + 1
  const content = {
    version,
    sha256: Buffer.from(await webcrypto.subtle.digest('SHA-256', new Uint8Array(bytes))),
    counts: { read, created, updated, unchanged, withdrawn: report.withdrawn },
    added,
    changed: [...changed, ...ended],
    members: [
      ...[...added, ...changed].map(({ signal }) => ({ id: signal.id, version: signal.version })),
      ...plan.unchanged.map(({ row }) => ({ id: row.id, version: row.version })),
    ],
  }
  await writeListVersion(tx, list, content, progress)
  await tx.db
    .updateTable('import_preview')
    .set({ used_at: tx.now, body: Buffer.alloc(0) })
    .where('id', '=', previewId)
    .execute()
  const ids = [...added, ...changed, ...ended].map(({ signal }) => signal.id)
  await listChanged(tx, { id: list.id, version }, ids, 'list-imported')
  tx.counted(ids.length)
  tx.note({ list: list.id, version, created, updated, withdrawn: report.withdrawn })
  return { report, version }
}
