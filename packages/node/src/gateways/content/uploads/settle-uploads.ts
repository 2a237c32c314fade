import { sql } from 'kysely'
import { type IndexDeps, inDoor } from '../index/read-rows.ts'
import { type SettleDeps, settleUpload } from './settle-upload.ts'

/** Task `settle-uploads`: looks at the uploads again that have a hit on signals which were withdrawn or changed. */
export async function settleUploads(
  deps: SettleDeps & IndexDeps,
  { signalIds }: { signalIds: readonly string[] },
): Promise<void> {
  await deps.index.catchUp()
  const rows = await inDoor(deps, (tx) =>
    tx.db
      .selectFrom('hit as h')
      .innerJoin('upload as u', 'u.id', 'h.subject_id')
      .select('u.id')
      .distinct()
      .where(sql<boolean>`h.signal_id = any(${signalIds}::uuid[])`)
      .where('h.withdrawn_at', 'is', null)
      .execute(),
  )
  for (const { id: uploadId } of rows) await settleUpload(deps, { uploadId, cause: 'signals', signalIds })
}
