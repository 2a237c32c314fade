import type { PipelineGateway } from '../../pipeline/gateway.ts'
import { contentAnswers } from './decisions/content-answers.ts'
import { itemRecord, itemSubjects } from './retro/flood-case.ts'
import { uploadRecord } from './uploads/upload-record.ts'
import type { UploadBody } from './uploads/upload-row.ts'
import { uploadSubject } from './uploads/upload-subject.ts'

/** The content gateway as the pipeline asks it: what the uploads are, and what their platforms are told. */
export function createContentGateway(): PipelineGateway {
  return {
    kind: 'content',
    async loadSubjects(tx, subjectIds) {
      if (subjectIds.length === 0) return []
      const rows = await tx.db
        .selectFrom('upload')
        .selectAll()
        .where('id', 'in', [...subjectIds])
        .execute()
      const uploads = rows.flatMap((row) => {
        const text = tx.openIfAllowed<UploadBody>(row)?.value.text
        return text == null ? [] : [uploadSubject(row, text)]
      })
      // A signal that floods is the subject of a case of its own.
      const known = new Set(rows.map(({ id }) => id))
      const others = subjectIds.filter((id) => !known.has(id))
      return others.length === 0 ? uploads : [...uploads, ...(await itemSubjects(tx, others))]
    },
    async recentSubjects(tx, since) {
      return tx.db
        .selectFrom('upload')
        .select(['id', 'regime', 'purposes'])
        .where('received_at', '>=', since)
        .where('delete_at', '>', tx.now)
        .orderBy('received_at')
        .execute()
    },
    loadRecord: async (tx, id) => (await uploadRecord(tx, id)) ?? itemRecord(tx, id),
    // An upload is on no flight.
    loadFlights: async () => new Map(),
    ...contentAnswers(),
  }
}
