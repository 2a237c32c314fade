import type { ConsignmentStatus, FiledConsignmentList, FiledConsignmentQuery } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import { readCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import { rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { stowedFrom } from '../store/voyage-schema.ts'
import { statusesOf } from './status-of.ts'

/**
 * Lists the consignments of a message in its order, each once a page. Its filer sees the state of the data alone: the state of
 * a case is not for it.
 */
export async function listFiled(
  tx: Tx,
  { id, read_version: version }: MessageRow,
  query: FiledConsignmentQuery,
): Promise<FiledConsignmentList> {
  const limit = query.limit ?? 100
  const [after] = readCursor(query.next, 1) ?? ['-1']
  if (!/^-?\d{1,10}$/.test(after ?? ''))
    throw fail('body-invalid', { at: '/next', detail: 'This place in the list is not known.' })
  const isFiler = tx.actor.role === 'sender'
  let selected = tx.db
    .selectFrom('cargo_filing as f')
    .innerJoin('cargo_consignment as c', 'c.id', 'f.consignment_id')
    .select(['f.ordinal', 'c.id', 'c.key', 'c.version', 'c.state', 'c.closed_at', 'c.changed_at'])
    .where('f.message_id', '=', id)
    .where('f.read_version', '=', version)
    .where('f.ordinal', '>', Number(after))
    .where('c.version', '>', 0)
    .orderBy('f.ordinal')
    .limit(limit + 1)
  // A filer of a stowage plan must not learn which of its containers are in doubt.
  selected = isFiler ? selected.where('f.ordinal', '<', stowedFrom) : selected.where(rowsSeen(tx, 'c'))
  const rows = await selected.execute()
  const page = rows.slice(0, limit)
  const distinct = [...new Map(page.map((row) => [row.id, row])).values()]
  const statuses = isFiler ? null : await statusesOf(tx, distinct)
  const last = page.at(-1)
  return {
    items: distinct.map(({ id, key, version, state }) => ({
      ...{ id, key, version },
      status: statuses?.get(id) ?? (state as ConsignmentStatus),
    })),
    next: rows.length > limit && last !== undefined ? writeCursor([String(last.ordinal)]) : null,
  }
}
