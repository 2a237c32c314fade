import type { Tx } from '../../../safeguards/access/access-store.ts'
import { refOf, type UploadRow } from './upload-row.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Finds an upload by the id that its sender gave it, or by the node's own id if no sender is given. */
export async function findUpload(tx: Tx, senderId: string | null, uploadId: string): Promise<UploadRow | undefined> {
  const uploads = tx.db.selectFrom('upload').selectAll()
  if (senderId !== null) {
    const own = uploads.where('sender_id', '=', senderId)
    return own.where('ref', '=', refOf(tx, senderId, uploadId)).executeTakeFirst()
  }
  if (!uuid.test(uploadId)) return undefined
  return uploads.where('id', '=', uploadId).executeTakeFirst()
}
