import {
  type MessageFindRequest,
  type MessageList,
  type MessageQuery,
  MessageStatus,
  type MessageSummary,
} from '@entente/contracts'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import { readCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import { messagesSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Schema } from '../../../store/schema.ts'
import { findFlights } from '../flights/resolve-flights.ts'
import type { TravelCounts } from '../store/schema.ts'

type Summary = z.infer<typeof MessageSummary>
const noCounts = { messages: 0, people: 0, reservations: 0, findings: { info: 0, notice: 0, warning: 0, error: 0 } }

type Asked = z.infer<typeof MessageQuery> & { ids?: readonly string[] } & Partial<
    Pick<z.infer<typeof MessageFindRequest>, 'text'>
  >
/** Messages of one status are counted up to this number. */
const mostCounted = 10_000

/**
 * Lists the messages that the actor may see, newest first. `flight` is a key of either number of a codeshare; `sender`
 * is an id or a name. The first page has the counts by status.
 */
export async function listMessages(tx: Tx, query: Asked): Promise<MessageList> {
  const limit = query.limit ?? 50
  const after = readCursor(query.next, 2)
  const fit = await fitting(tx, query)
  let selected = tx.db
    .selectFrom('message')
    .innerJoin('sender', 'sender.id', 'message.sender_id')
    .select([
      'message.id',
      'message.sender_id',
      'sender.name',
      'message.channel',
      'message.received_at',
      'message.bytes',
    ])
    .select(['message.format', 'message.status', 'message.counts', 'message.context_key', 'message.part'])
    .select(['message.read_version', 'message.mask_at', 'message.delete_at'])
    .where(fit)
    .orderBy('message.received_at', 'desc')
    .orderBy('message.id', 'desc')
    .limit(limit + 1)
  if (query.status !== undefined) selected = selected.where('message.status', '=', query.status)
  if (after !== null) {
    const [at, id] = after
    selected = selected.where(
      sql<boolean>`(message.received_at, message.id) < (${instant(at ?? '', 'next')}::timestamptz, ${id ?? ''}::uuid)`,
    )
  }
  const rows = await selected.execute()
  const page = rows.slice(0, limit)
  const cases = await casesOf(
    tx,
    page.map((row) => row.id),
  )
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      id: row.id,
      sender: row.sender_id,
      senderName: row.name,
      channel: row.channel,
      receivedAt: row.received_at.toISOString(),
      bytes: row.bytes,
      format: row.format,
      status: row.status as Summary['status'],
      counts: (row.counts as TravelCounts | null) ?? noCounts,
      flight: row.context_key,
      part: row.part,
      readVersion: row.read_version,
      cases: cases.get(row.id) ?? 0,
      masked: row.mask_at !== null && row.mask_at <= tx.now,
      maskAt: row.mask_at?.toISOString() ?? null,
      deleteAt: row.delete_at.toISOString(),
    })),
    next: rows.length > limit && last !== undefined ? writeCursor([last.received_at.toISOString(), last.id]) : null,
    counts: query.next === undefined && query.ids === undefined ? await countByStatus(tx, fit) : null,
  }
}

type Fit = (e: ExpressionBuilder<Schema, 'message' | 'sender'>) => Expression<SqlBool>

async function countByStatus(tx: Tx, fit: Fit): Promise<MessageList['counts']> {
  const counts: Partial<Record<MessageStatus, number>> = {}
  for (const status of MessageStatus.options) {
    const some = tx.db
      .selectFrom('message')
      .innerJoin('sender', 'sender.id', 'message.sender_id')
      .select('message.id')
      .where(fit)
      .where('message.status', '=', status)
      .limit(mostCounted)
    const { n } = await tx.db
      .selectFrom(some.as('some'))
      .select((e) => e.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow()
    counts[status] = Number(n)
  }
  return counts as Record<MessageStatus, number>
}

/** Returns the condition for the messages that the actor may see and that fit the filters except `status`. */
async function fitting(tx: Tx, query: Asked): Promise<Fit> {
  const flightId =
    query.flight === undefined ? null : ((await findFlights(tx, [query.flight])).get(query.flight) ?? nobody)
  return (e) => {
    const all: Expression<SqlBool>[] = [e('message.gateway', '=', 'travel'), messagesSeen(tx)(e as never)]
    if (query.ids !== undefined) all.push(e('message.id', 'in', query.ids.length > 0 ? [...query.ids] : [nobody]))
    if (query.sender !== undefined)
      all.push(e.or([e('sender.name', '=', query.sender), sql<SqlBool>`sender.id::text = ${query.sender}`]))
    if (query.from !== undefined) all.push(e('message.received_at', '>=', instant(query.from, 'from')))
    if (query.to !== undefined) all.push(e('message.received_at', '<', instant(query.to, 'to')))
    if (flightId !== null)
      all.push(
        sql<SqlBool>`message.id in (select message_id from flight_message where flight_id = ${flightId} and current)`,
      )
    if (query.text !== undefined) all.push(like(query.text))
    return e.and(all)
  }
}

/** Returns the condition for a text that a person typed: part of a sender's name, a channel, a flight or a route, or an id. */
function like(text: string): Expression<SqlBool> {
  const part = `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
  const bare = text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
  // A flight is written as its key `7N-482-…`, so signs and zeros at the front of its number do not count.
  const key = sql`regexp_replace(regexp_replace(message.context_key, '-0+', '-', 'g'), '[^A-Za-z0-9]', '', 'g')`
  const onFlight = bare.length < 2 ? sql`false` : sql`upper(${key}) like ${`%${bare}%`}`
  return sql<SqlBool>`(sender.name ilike ${part} or message.channel ilike ${part} or message.id::text like ${`${text
    .trim()
    .toLowerCase()
    .replaceAll(/[^0-9a-f-]/g, '~')}%`}
    or ${onFlight})`
}
const nobody = '00000000-0000-4000-8000-000000000000'

async function casesOf(tx: Tx, messageIds: readonly string[]): Promise<Map<string, number>> {
  // A carrier must not learn that a case exists.
  if (messageIds.length === 0 || tx.actor.role === 'sender') return new Map()
  const rows = await tx.db
    .selectFrom('statement as s')
    .innerJoin('case_file as c', 'c.subject_id', 's.traveller_id')
    .select((e) => ['s.message_id', e.fn.count<string>('c.id').distinct().as('cases')])
    .where('s.message_id', 'in', messageIds)
    .where('s.current', '=', true)
    .where('c.delete_at', '>', tx.now)
    .groupBy('s.message_id')
    .execute()
  return new Map(rows.map((row) => [row.message_id, Number(row.cases)]))
}

function instant(text: string, field: string): Date {
  const at = new Date(text)
  if (Number.isNaN(at.getTime()))
    throw fail('body-invalid', { at: `/${field}`, detail: `Not a time: ${text.slice(0, 40)}` })
  return at
}
