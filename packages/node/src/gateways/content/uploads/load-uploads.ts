import { soleParty } from '../../../pipeline/cases/case-record.ts'
import type { GatewaySubjects, SubjectInContext, SubjectRegime } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import { selectorKind } from '../signals/content-signal.ts'
import type { UploadBody, UploadRow, UploadText } from './upload-row.ts'

/** An upload as a subject, with its opened row: its hashes and addresses are the selectors of its one party. */
export interface UploadContext extends SubjectInContext {
  upload: { row: UploadRow; text: UploadText }
}

/** Loads those of these uploads that may be read, and locks their rows until the transaction ends. */
export async function loadUploads(tx: Tx, ids: readonly string[]): Promise<UploadContext[]> {
  if (ids.length === 0) return []
  const rows = await tx.db
    .selectFrom('upload')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  const uploads: UploadContext[] = []
  for (const row of rows) {
    // A damaged upload keeps no other from being matched.
    const text = await undamagedOr(tx, `upload:${row.id}`, () => tx.openIfAllowed<UploadBody>(row)?.value.text, null)
    if (text != null) uploads.push(uploadContext(row, text))
  }
  return uploads
}

/** Reads the regimes of uploads. */
export async function regimesOfUploads(tx: Tx, ids: readonly string[]): Promise<SubjectRegime[]> {
  if (ids.length === 0) return []
  return tx.db
    .selectFrom('upload')
    .select(['id', 'regime', 'purposes'])
    .where('id', 'in', [...ids])
    .execute()
}

/** The clocks of uploads: from receipt, or from the removal of their content. */
export const clocksOfUploads: NonNullable<GatewaySubjects['clocks']> = {
  async facts(tx, ids) {
    const columns = ['id', 'regime', 'received_at', 'removed_at'] as const
    const rows = await tx.db
      .selectFrom('upload')
      .select(columns)
      .where('id', 'in', [...ids])
      .execute()
    return rows.map(({ id, regime, received_at: receivedAt, removed_at: removedAt }) => ({
      ...{ id, regime, facts: { receivedAt, removedAt } },
    }))
  },
  async move(tx, id, clocks) {
    await tx.db.updateTable('upload').set(clocks).where('id', '=', id).execute()
    await tx.db.updateTable('content_delivery').set(clocks).where('upload_id', '=', id).execute()
  },
}

function uploadContext(row: UploadRow, text: UploadText): UploadContext {
  return {
    subject: {
      id: row.id,
      gateway: 'content',
      recordId: row.id,
      recordVersion: row.version,
      label: text.contentRef ?? `Upload ${text.uploadId}`,
      parties: [
        {
          id: soleParty,
          role: 'upload',
          kind: 'item',
          selectors: text.signals.map(({ type, value }, place) => ({
            kind: selectorKind(type),
            // A page shows the first 500 characters: the frames of a video or a signature take up to 260 kB.
            value: value.slice(0, 500),
            issuer: type,
            at: `/signals/${place}`,
          })),
        },
      ],
    },
    row: {
      id: row.id,
      regime: row.regime,
      purposes: row.purposes,
      team: row.team,
      received_at: row.received_at,
      mask_at: row.mask_at,
      delete_at: row.delete_at,
    },
    contextId: null,
    dueAt: null,
    removed: false,
    otherScript: null,
    explanations: [],
    upload: { row, text },
  }
}
