import type { Match } from '@entente/contracts'
import type { ComparedSubject, CompareSubjects } from '../../../pipeline/gateway/compared-subject.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { type DescribedMatch, describeMatches } from '../match/describe-matches.ts'
import { findMatches } from '../match/find-matches.ts'
import { usualLimit } from '../match/read-query.ts'
import { hitsOf, otherExplanations } from './hits-of.ts'
import type { UploadContext } from './load-uploads.ts'
import { queryOf, storedClocks, type UploadRow, type UploadText } from './upload-row.ts'

const hour = 3_600_000

/** An upload with the matches that the index found for it. */
export interface ComparedUpload extends UploadContext {
  found: { described: readonly DescribedMatch[]; indexSeq: number }
}

/** Compares uploads with the banks. The contexts that it returns are `ComparedUpload`. Error: `index-not-ready`. */
export function compareUploads(index: ContentIndex): CompareSubjects<UploadContext> {
  return async (tx, contexts, { only, cause }) => {
    const compared: ComparedSubject<UploadContext>[] = []
    for (const context of contexts) compared.push(await compareUpload(index, tx, context, only, cause))
    return compared
  }
}

async function compareUpload(
  index: ContentIndex,
  tx: Tx,
  context: UploadContext,
  only: ReadonlySet<string> | undefined,
  cause: string,
): Promise<ComparedSubject<ComparedUpload>> {
  const { row, text: before } = context.upload
  const found = await findMatches(
    index,
    before.signals.map(queryOf),
    { banks: null, radius: null, limit: usualLimit, seed: before.uploadId, includeShadow: true },
    tx.now,
  )
  const described = await describeMatches(tx, found.matches)
  const text: UploadText = {
    ...before,
    retro: before.retro || cause === 'retro',
    matches: described.map(({ match }) => match),
    total: Math.max(described.length, found.total - (found.matches.length - described.length)),
    truncated: found.truncated,
  }
  const hits = hitsOf(row, text, described, found.indexSeq)
  // An upload without a match is deleted after some days; one with a case is kept as long as its regime says.
  const kept = hits.length > 0 || row.case_id !== null
  const clocks = kept ? await storedClocks(tx, row, true) : { mask_at: row.mask_at, delete_at: row.delete_at }
  const current: UploadRow = { ...row, ...clocks }
  return {
    context: {
      ...context,
      row: { ...context.row, ...clocks },
      dueAt: dueAt(current, await underRunning(tx, text.matches, row.received_at)),
      upload: { row: current, text },
      found: { described, indexSeq: found.indexSeq },
    },
    comparable: true,
    hits: only === undefined ? hits : hits.filter(({ signal }) => signal !== null && only.has(signal.id)),
    otherExplanations: otherExplanations(text.matches),
  }
}

/** Removes incidents that had ended before the upload: their signals make nothing urgent any more. */
async function underRunning(tx: Tx, matches: readonly Match[], at: Date): Promise<Match[]> {
  const named = [...new Set(matches.flatMap(({ incident }) => incident ?? []))]
  if (named.length === 0) return [...matches]
  const over = await tx.db
    .selectFrom('incident')
    .select('id')
    .where('id', 'in', named)
    .where('ends_at', '<=', at)
    .execute()
  const ended = new Set(over.map(({ id }) => id))
  return matches.map((match) => (ended.has(match.incident ?? '') ? { ...match, incident: null } : match))
}

/** Returns an hour after the upload for hits of a running incident: they come first in the queue. */
function dueAt(row: UploadRow, matches: readonly Match[]): Date | null {
  const urgent = matches.some(
    ({ incident, state, suppressedBy }) => incident !== null && state === 'active' && suppressedBy === null,
  )
  return urgent ? new Date(row.received_at.getTime() + hour) : null
}
