import type { Gateway } from '../../../pipeline/gateway/gateway.ts'
import { applyCompared, enqueueAnswers, subjectsToAnswer } from '../../../pipeline/match/match-subjects.ts'
import { leaveUnchecked } from '../../../pipeline/match/stopped.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import type { NoteHitsDeps } from '../floods/note-hits.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { compareUploads } from './compare-uploads.ts'
import { loadUploads } from './load-uploads.ts'
import type { UploadRow } from './upload-row.ts'

export interface MatchUploadDeps extends NoteHitsDeps, Pick<CoreDeps, 'store' | 'clock' | 'log'> {
  index: ContentIndex
  gateway: Gateway
}
export interface MatchUpload {
  uploadId: string
  /** Cause: `upload`, `retro`, `signals`. */
  cause?: string
  /** The only signals that changed; hits on all other signals stay as they are. */
  signalIds?: readonly string[]
}

/**
 * Compares one upload with the banks and applies the hits to its case; repeating it gives the same result. Returns the
 * upload's row afterwards, or null if it no longer exists. Error: `index-not-ready`.
 */
export async function matchUpload(deps: MatchUploadDeps, request: MatchUpload): Promise<UploadRow | null> {
  const { uploadId, cause = 'upload', signalIds } = request
  const { gateway, index } = deps
  index.finder()
  const intent = {
    action: 'signal.match',
    type: 'signal.match',
    ref: `upload:${uploadId}`,
    details: { cause },
  } as const
  return systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
    const contexts = await loadUploads(tx, [uploadId])
    if (contexts.length === 0) {
      tx.leavesNoEntry()
      return null
    }
    if (await leaveUnchecked(tx, gateway, contexts, cause))
      return tx.db.selectFrom('upload').selectAll().where('id', '=', uploadId).executeTakeFirstOrThrow()
    const terms = { only: signalIds === undefined ? undefined : new Set(signalIds), cause }
    const compared = await compareUploads(index)(tx, contexts, terms)
    const applied = await applyCompared(deps.member, tx, gateway, compared, terms)
    await enqueueAnswers(tx, gateway, subjectsToAnswer(gateway, applied))
    return tx.db.selectFrom('upload').selectAll().where('id', '=', uploadId).executeTakeFirstOrThrow()
  })
}
