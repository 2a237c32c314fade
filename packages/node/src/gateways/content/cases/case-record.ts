import type { CaseRecord, Text } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { readItemsOf } from '../items/read-items.ts'
import type { UploadBody } from '../uploads/upload-row.ts'

/**
 * Builds the record of an upload, or of an item of a bank, for a case. The regime of uploads deletes them and masks
 * nothing before.
 */
export async function caseRecord(tx: Tx, id: string): Promise<CaseRecord> {
  return (await uploadRecord(tx, id)) ?? (await itemRecord(tx, id))
}

async function uploadRecord(tx: Tx, id: string): Promise<CaseRecord | null> {
  const row = await tx.db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const text = tx.openIfAllowed<UploadBody>(row)?.value.text ?? null
  return {
    masked: text === null,
    maskAt: row.mask_at?.toISOString() ?? null,
    deleteAt: row.delete_at.toISOString(),
    sections: section('upload', 'Upload', [
      ['uploadId', text?.uploadId],
      ['contentRef', text?.contentRef],
      ['accountRef', text?.accountRef],
      ['createdAt', text?.createdAt],
      ['receivedAt', row.received_at.toISOString()],
      ['words', text?.words?.slice(0, 4000)],
      ...hashes(text?.signals),
    ]),
    details: null,
  }
}

async function itemRecord(tx: Tx, id: string): Promise<CaseRecord> {
  const item = (await readItemsOf(tx, [id])).get(id)
  return {
    masked: item === undefined,
    maskAt: null,
    deleteAt: item?.validUntil ?? tx.now.toISOString(),
    sections: section('item', 'Item of a bank', [
      ['bank', item?.bank],
      ['createdAt', item?.createdAt],
      ['state', item?.state],
      ['because', item?.because],
      ['note', item?.note],
      ...hashes(item?.signals),
    ]),
    details: null,
  }
}

type Stated = [field: string, value: string | null | undefined]

const hashes = (signals: readonly { type: string; value: string }[] = []): Stated[] =>
  signals.map(({ type, value }) => [type, value.slice(0, 200)])

/** English names of the fields that differ from their identifiers. */
const names: Record<string, string> = {
  uploadId: 'upload',
  contentRef: 'reference of the content',
  accountRef: 'account',
  createdAt: 'created',
  receivedAt: 'received',
}

function section(id: string, title: string, stated: readonly Stated[]): CaseRecord['sections'] {
  const label = (name: string, text: string): Text => ({ key: `content.record.${name}`, values: {}, text })
  const fields = stated.flatMap(([field, value]) =>
    value == null
      ? []
      : [
          {
            field,
            label: label(`field.${field}`, names[field] ?? field),
            value,
            masked: false,
            messageId: null,
            at: null,
          },
        ],
  )
  return [{ id, title: label(id, title), kind: 'fields', fields }]
}
