import type { Match, UploadState } from '@entente/contracts'
import type { ComparedSubject } from '../../../pipeline/gateway/compared-subject.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type NoteHitsDeps, noteHits } from '../floods/note-hits.ts'
import { labelKey } from '../labels/violent-labels.ts'
import { opensCase } from '../match/describe-matches.ts'
import { eraseOriginals } from '../originals/erase-originals.ts'
import type { ComparedUpload } from './compare-uploads.ts'
import type { UploadContext } from './load-uploads.ts'
import {
  isUnfound,
  storedClocks,
  type UploadRow,
  type UploadText,
  unmatchedState,
  uploadClasses,
  withoutReferences,
} from './upload-row.ts'

/**
 * Stores the results of comparing uploads, in the transaction that wrote their cases: state, matches, clocks. Erases
 * the original or limits its clock, and counts the hits of a new upload. Returns the rows afterwards.
 */
export async function updateUploads(
  tx: Tx,
  deps: NoteHitsDeps,
  compared: readonly ComparedSubject<UploadContext>[],
  cause: string,
): Promise<UploadRow[]> {
  const rows: UploadRow[] = []
  for (const { context, hits } of compared) {
    const { upload, found } = context as ComparedUpload
    const stored = await updateUpload(tx, upload.row, upload.text, found)
    rows.push(stored)
    tx.note({ matches: upload.text.total, hits: hits.length })
    if (cause === 'upload') await noteHits(tx, deps, found.described, found.indexSeq)
  }
  return rows
}

async function updateUpload(
  tx: Tx,
  row: UploadRow,
  text: UploadText,
  { described, indexSeq }: ComparedUpload['found'],
): Promise<UploadRow> {
  const changes = await stateAfter(tx, row, text)
  const standing = described.map(({ match }) => match).filter(opensCase)
  // The upload arrived while the index was loading, and its references were stored until now.
  const unfound = isUnfound(changes.state) && changes.case_id === null
  const clocks = await storedClocks(tx, row, !unfound)
  const stored = await tx.db
    .updateTable('upload')
    .set({
      ...{ ...changes, ...clocks, index_seq: indexSeq },
      labels: [...new Set(standing.flatMap(({ labels }) => labels.map(labelKey)))],
      incidents: [...new Set(standing.flatMap(({ incident }) => (incident === null ? [] : [incident])))],
      ...(unfound ? { account: null } : {}),
      ...tx.seal(row.id, { text: unfound ? withoutReferences(text) : text }, uploadClasses, { ...row, ...clocks }),
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (row.original === 'kept') {
    // Without a case the original is erased. With a case it stays as long as the matched banks say, and no longer than
    // the upload.
    if (changes.state !== 'in-review' && changes.state !== 'decided') await eraseOriginals(tx, [row.id])
    else await limitOriginal(tx, stored, standing)
  }
  return stored
}

async function limitOriginal(tx: Tx, row: UploadRow, standing: readonly Match[]): Promise<void> {
  const names = [...new Set(standing.map(({ bank }) => bank))]
  if (names.length === 0) return
  const { days } = await tx.db
    .selectFrom('bank')
    .select((e) => e.fn.max('retain_days').as('days'))
    .where('name', 'in', names)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (days === null) return
  const until = new Date(row.received_at.getTime() + days * 86_400_000)
  await tx.db
    .updateTable('upload_original')
    .set({ delete_at: until < row.delete_at ? until : row.delete_at })
    .where('upload_id', '=', row.id)
    .execute()
}

/** Reads the current case and state of the upload from the pipeline. */
async function stateAfter(
  tx: Tx,
  row: UploadRow,
  text: UploadText,
): Promise<{ case_id: string | null; state: UploadState }> {
  const standing = await tx.db
    .selectFrom('case_file')
    .select(['id', 'state'])
    .where('subject_id', '=', row.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (standing === undefined || standing.state === 'closed')
    return {
      case_id: standing?.id ?? row.case_id,
      state: text.matches.length > 0 ? 'matched' : unmatchedState(text),
    }
  // The step that answers the sender sets `decided`, after it stored the answer.
  const notified = standing.state === 'decided' && row.state === 'decided'
  return { case_id: standing.id, state: notified ? 'decided' : 'in-review' }
}
