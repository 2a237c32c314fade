import type { TravellerRecord } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/door.ts'
import type { UploadBody } from './upload-row.ts'

/** What a case page shows of an upload, field by field, in the shape of every record; null where it is none. */
export async function uploadRecord(tx: Tx, uploadId: string): Promise<TravellerRecord | null> {
  const row = await tx.db.selectFrom('upload').selectAll().where('id', '=', uploadId).executeTakeFirst()
  if (row === undefined) return null
  const text = tx.openIfAllowed<UploadBody>(row)?.value.text ?? null
  const field = (name: string, value: string | null | undefined) =>
    value == null ? [] : [{ field: name, value, masked: false, messageId: null, at: null }]
  return {
    travellerId: row.id,
    role: 'upload',
    seat: null,
    state: 'present',
    masked: text === null,
    maskAt: row.mask_at?.toISOString() ?? null,
    deleteAt: row.delete_at.toISOString(),
    fields: [
      ...field('uploadId', text?.uploadId),
      ...field('contentRef', text?.contentRef),
      ...field('accountRef', text?.accountRef),
      ...field('createdAt', text?.createdAt),
      ...field('receivedAt', row.received_at.toISOString()),
      ...field('words', text?.words?.slice(0, 4000)),
      ...(text?.signals ?? []).flatMap(({ type, value }) => field(type, value.slice(0, 200))),
    ],
    documents: [],
    journey: [],
    reservations: [],
    sameBooking: [],
    linked: [],
    versions: [],
    statements: [],
    messages: [],
  }
}
