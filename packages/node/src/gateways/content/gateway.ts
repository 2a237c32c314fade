import { contentVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { defineGateway, type Gateway } from '../../pipeline/gateway/gateway.ts'
import { caseRecord } from './cases/case-record.ts'
import { contentAnswers } from './decisions/content-answers.ts'
import type { NoteHitsDeps } from './floods/note-hits.ts'
import type { ContentIndex } from './index/content-index.ts'
import { compareUploads } from './uploads/compare-uploads.ts'
import { cellsOfMatch } from './uploads/hits-of.ts'
import { clocksOfUploads, loadUploads, regimesOfUploads, type UploadContext } from './uploads/load-uploads.ts'
import { updateUploads } from './uploads/update-upload.ts'
import { uploadClasses } from './uploads/upload-row.ts'
import { onBreak } from './viewing/exposure.ts'

export interface ContentGatewayDeps extends NoteHitsDeps {
  index: ContentIndex
}

/**
 * Creates the content gateway as the pipeline sees it. A subject is an upload, or an item of a bank that matches too
 * many uploads. `compareAgain` is called with new, changed and withdrawn signals.
 */
export function createContentGateway(
  deps: ContentGatewayDeps,
  compareAgain: NonNullable<Gateway['compareAgain']> = async () => {},
): Gateway {
  return defineGateway<UploadContext>({
    vocabulary: contentVocabulary,
    usualPurpose: 'content-safety',
    ownQueue: true,
    onBreak,
    async seenByWeek(tx, from, until) {
      const { rows } = await sql<{ week: Date; subjects: number }>`
        select date_trunc('week', received_at, 'UTC') as week, count(*)::int as subjects from upload
        where received_at >= ${from} and received_at < ${until} group by 1`.execute(tx.db)
      return rows
    },
    subjects: { load: loadUploads, recent: async () => [], regimesOf: regimesOfUploads, clocks: clocksOfUploads },
    compare: compareUploads(deps.index),
    compareAgain,
    // The one line of evidence is of the type that was compared.
    relateStored: ({ evidence: [line] }) =>
      cellsOfMatch(
        {
          query: { type: line?.kind ?? '' },
          distance: line?.relation === 'same' ? 0 : 1,
          similarity: null,
        },
        null,
      ),
    async afterCases(tx, compared, _applied, cause) {
      await updateUploads(tx, deps, compared, cause)
    },
    record: caseRecord,
    unmasking: { root: 'upload', classes: uploadClasses },
    // An upload has no context.
    contexts: async () => new Map(),
    answers: contentAnswers(),
    async rawFilesAmong(tx, names) {
      const rows = await tx.db
        .selectFrom('upload_original')
        .select('raw_file')
        .where('raw_file', 'in', [...names])
        .execute()
      return rows.flatMap(({ raw_file: name }) => name ?? [])
    },
  })
}
