import type { CargoMessageList, CargoMessageQuery, CargoMessageSummary } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import { readCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import { messagesSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CargoCounts } from '../store/schema.ts'
import { formatShown } from './sniff-format.ts'

const noCounts: CargoCounts = { messages: 0, consignments: 0, findings: { info: 0, notice: 0, warning: 0, error: 0 } }

/** Lists the messages that the actor may see, newest first; those with these ids, if any are given. */
export async function listMessages(
  tx: Tx,
  query: CargoMessageQuery & { ids?: readonly string[] },
): Promise<CargoMessageList> {
  const limit = query.limit ?? 50
  const after = readCursor(query.next, 2)
  let selected = tx.db
    .selectFrom('message')
    .innerJoin('sender', 'sender.id', 'message.sender_id')
    .select(['message.id', 'message.sender_id', 'sender.name', 'message.channel', 'message.received_at'])
    .select(['message.bytes', 'message.format', 'message.status', 'message.counts', 'message.read_version'])
    .select(['message.read_parts', 'message.mask_at', 'message.delete_at'])
    .where('message.gateway', '=', 'cargo')
    .where((e) => messagesSeen(tx)(e as never))
    .orderBy('message.received_at', 'desc')
    .orderBy('message.id', 'desc')
    .limit(limit + 1)
  const { status, sender, from, until, ids } = query
  const reading = sql<boolean>`(message.read_parts > 0 and message.read_version = 0)`
  if (status === 'reading') selected = selected.where(reading)
  else if (status !== undefined) selected = selected.where('message.status', '=', status).where((e) => e.not(reading))
  if (sender !== undefined) selected = selected.where('message.sender_id', '=', sender)
  if (from !== undefined) selected = selected.where('message.received_at', '>=', new Date(from))
  if (until !== undefined) selected = selected.where('message.received_at', '<', new Date(until))
  if (ids !== undefined) selected = selected.where('message.id', 'in', [...ids])
  if (after !== null) selected = selected.where(beforeRow(after))
  const rows = await selected.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(
      (row): CargoMessageSummary => ({
        ...{ id: row.id, sender: row.sender_id, senderName: row.name, channel: row.channel, bytes: row.bytes },
        receivedAt: row.received_at.toISOString(),
        format: formatShown(row.format),
        status:
          row.read_parts > 0 && row.read_version === 0 ? 'reading' : (row.status as CargoMessageSummary['status']),
        counts: (row.counts as CargoCounts | null) ?? noCounts,
        readVersion: row.read_version,
        masked: row.mask_at !== null && row.mask_at <= tx.now,
        maskAt: row.mask_at?.toISOString() ?? null,
        deleteAt: row.delete_at.toISOString(),
      }),
    ),
    next: rows.length > limit && last !== undefined ? writeCursor([last.received_at.toISOString(), last.id]) : null,
  }
}

function beforeRow([at, id]: readonly (string | null)[]) {
  const isPlace = at !== null && !Number.isNaN(Date.parse(at ?? '')) && /^[0-9a-f-]{36}$/.test(id ?? '')
  if (!isPlace) throw fail('body-invalid', { at: '/next', detail: 'This place in the list is not known.' })
  return sql<boolean>`(message.received_at, message.id) < (${at}::timestamptz, ${id}::uuid)`
}
