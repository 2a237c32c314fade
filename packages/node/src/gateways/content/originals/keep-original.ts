import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { largestInRow, loadRaw, writeRawFile } from '../../../pipeline/raw/raw-files.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { clocksIn } from '../../../safeguards/access/clocks.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { UploadTable } from '../store/schema.ts'

/**
 * Bytes of the largest original that is stored, because one is sealed and opened in memory. Larger files are decided by
 * their hashes alone.
 */
export const largestOriginal = 256e6

/**
 * Stores the file of an upload, sealed, for a case that may need it: up to 8 MB in its row, a larger one in a file that
 * is durable before this transaction commits. A file without a row, left by a crash in between, is removed later.
 */
export async function keepOriginal(
  tx: Tx,
  deps: Pick<CoreDeps, 'dataRoot'>,
  upload: Selectable<UploadTable>,
  { bytes, preview }: { bytes: Uint8Array; preview: Uint8Array | null },
): Promise<void> {
  const id = randomUUID()
  const { team, purposes } = upload
  const clocks = clocksIn(upload)
  const file = bytes.length > largestInRow ? id : null
  if (file !== null) await writeRawFile(tx, deps, { id, name: file, ...clocks }, bytes)
  await tx.db
    .insertInto('upload_original')
    .values({
      ...{ id, upload_id: upload.id, kept_at: tx.now, bytes: bytes.length, raw_file: file },
      raw: file === null ? tx.sealRaw(id, bytes, clocks) : null,
      preview: preview === null ? null : tx.sealRaw(id, preview, clocks),
      ...{ team, purposes, ...clocks },
    })
    .execute()
}

/** Opens the original of an upload or its preview, with the access check; null if none is stored. Errors: `refused`. */
export async function openOriginal(
  tx: Tx,
  deps: Pick<CoreDeps, 'dataRoot'>,
  uploadId: string,
  part: 'raw' | 'preview',
): Promise<Buffer | null> {
  const row = await tx.db.selectFrom('upload_original').selectAll().where('upload_id', '=', uploadId).executeTakeFirst()
  if (row === undefined) return null
  if (part === 'raw') return loadRaw(tx, deps, row)
  return row.preview === null ? null : tx.openRaw({ ...row, raw: row.preview })
}
