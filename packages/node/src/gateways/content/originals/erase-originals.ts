import type { Tx } from '../../../safeguards/access/access-store.ts'
import { removeRawFilesJob } from '../store/jobs.ts'

/**
 * Erases the files of these uploads permanently: the rows now, the files on disk after the commit. Returns the number
 * of rows.
 */
export async function eraseOriginals(tx: Tx, uploadIds: readonly string[]): Promise<number> {
  if (uploadIds.length === 0) return 0
  const gone = await tx.db
    .deleteFrom('upload_original')
    .where('upload_id', 'in', [...uploadIds])
    .returning(['upload_id', 'raw_file'])
    .execute()
  if (gone.length === 0) return 0
  await tx.db
    .updateTable('upload')
    .set({ original: 'gone' })
    .where(
      'id',
      'in',
      gone.map(({ upload_id }) => upload_id),
    )
    .execute()
  const names = gone.flatMap(({ raw_file }) => (raw_file === null ? [] : [raw_file]))
  if (names.length > 0) await tx.enqueue(removeRawFilesJob, { names })
  await tx.log({ type: 'retention.delete', count: gone.length, details: { what: 'originals' } })
  return gone.length
}
