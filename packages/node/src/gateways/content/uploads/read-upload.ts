import type { Match, UploadAnswer, UploadDetail, UploadState } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { findUpload } from './find-upload.ts'
import { sentFindings, type UploadBody, type UploadRow } from './upload-row.ts'

/** Matches that the sender sees: shadow, suspended and quarantined ones are left out. */
const shown = (matches: readonly Match[]): Match[] => matches.filter(({ state }) => state === 'active')

/** Builds the answer to an upload, the same for each repetition of the request. */
export function answerOf(tx: Tx, row: UploadRow): UploadAnswer {
  const text = tx.open<UploadBody>(row).value.text
  const matches = shown(text?.matches ?? [])
  return {
    uploadId: text?.uploadId ?? '',
    messageId: row.id,
    received: row.received_at.toISOString(),
    matches,
    total: Math.max(matches.length, (text?.total ?? 0) - ((text?.matches.length ?? 0) - matches.length)),
    truncated: text?.truncated ?? false,
    caseId: row.case_id,
    state: row.state as UploadState,
  }
}

/** Reads an upload for its sender or a person. Errors: `not-found`, `refused`. */
export async function readUpload(
  access: AccessStore,
  senderId: string | null,
  uploadId: string,
): Promise<UploadDetail> {
  const intent: AccessIntent = {
    action: 'record.read',
    type: 'record.read',
    decision: 'allow',
    details: { what: 'upload' },
  }
  return access.transaction(intent, async (tx) => {
    const found = await findUpload(tx, senderId, uploadId)
    if (found === undefined) throw fail('not-found')
    const text = tx.open<UploadBody>(found).value.text
    return {
      uploadId: text?.uploadId ?? uploadId,
      state: found.state as UploadState,
      caseId: found.case_id,
      decision: text?.decision ?? null,
      matches: shown(text?.matches ?? []),
      findings: text === null ? [] : sentFindings(text),
    }
  })
}
