import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { UploadBody, UploadMedia, UploadRow, UploadText } from './upload-row.ts'

/** Opens the upload that a case is about. Errors: `not-found` for a case of another gateway, `refused`. */
export async function uploadOfCase(tx: Tx, caseId: string): Promise<{ row: UploadRow; text: UploadText }> {
  const row = await tx.db
    .selectFrom('upload as u')
    .innerJoin('case_file as c', 'c.subject_id', 'u.id')
    .selectAll('u')
    .where('c.id', '=', caseId)
    .where('c.gateway', '=', 'content')
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  const { text } = tx.open<UploadBody>(row).value
  if (text === null) throw fail('not-found')
  return { row, text }
}

/** Returns whether the upload can be shown as a video: a video, or an animated picture that ffmpeg reads. */
export const moves = ({ kind, duration, mediaType }: UploadMedia): boolean =>
  kind === 'video' || (duration !== null && mediaType !== 'image/webp')
