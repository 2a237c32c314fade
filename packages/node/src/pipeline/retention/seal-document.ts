import { createHash } from 'node:crypto'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { sealForOversight } from '../../safeguards/oversight-files/seal-file.ts'
import { findRequest } from './unmask-requests.ts'

/** The largest document of an authority. */
export const largestDocument = 8 * 1024 * 1024

/**
 * Seals the document behind an approved unmasking for oversight, as the person who recorded the approval. It is the one whose SHA-256 the
 * approval states. Nobody else reads it, and it is deleted with the record.
 *
 * Errors: `not-found`, `unmask-state` without an approval that states a document, `document-differs`, `document-exists`,
 * `recipient-missing`.
 */
export async function sealDocument(tx: Tx, id: string, bytes: Uint8Array): Promise<void> {
  const { row } = await findRequest(tx, id, true)
  if (row.decided_by !== tx.actor.person) throw fail('not-found')
  if (row.outcome !== 'approved' || row.document_sha256 === null) throw fail('unmask-state')
  if (createHash('sha256').update(bytes).digest('hex') !== row.document_sha256) throw fail('document-differs')
  const ref = `unmask:${id}`
  const known = await tx.db.selectFrom('oversight_file').select('id').where('ref', '=', ref).executeTakeFirst()
  if (known !== undefined) throw fail('document-exists')
  const file = await sealForOversight(tx, {
    ...{ kind: 'unmask-document', content: { plain: bytes }, of: { ref, subjectId: row.subject_id } },
  })
  tx.note({ request: id, file })
  tx.counted(1)
}
