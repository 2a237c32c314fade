import type { Referral, ReferralList, ReferralQuery } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import { readTimeCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import { rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ReferralTable } from '../store/schema.ts'
import { questionsOf, type ReferralBody } from './answer-row.ts'
import { filedKey } from './filed-key.ts'

type Listed = Selectable<ReferralTable> & { key: string; level: string; own_version: number }

/**
 * The filer's own messages about the goods until it was asked, counted as answers count them: a manifest counts only without a
 * bill. The version of the consignment would show that others filed it.
 */
const ownVersion = sql<number>`(
  select greatest(1, case when count(*) filter (where f.format not in ('ffm', 'xffm', 'baplie')) > 0
    then count(distinct f.message_id) filter (where f.format not in ('ffm', 'xffm', 'baplie'))
    else count(distinct f.message_id) end)::int
  from cargo_filing f where f.consignment_id = r.consignment_id and f.sender_id = r.sender_id and f.current
    and f.received_at <= r.asked_at and not (c.level = 'master' and f.format in ('xfzb', 'fhl')))`

/** A filer sees a request once its answer has left: otherwise the list would reveal it first. */
const wasAsked = sql<boolean>`exists (select from cargo_answer w where w.consignment_id = r.consignment_id
  and w.sender_id = r.sender_id and w.referral_id = r.id and w.sequence is not null)`

/** Lists referrals, newest first. A filer sees its own; `senderId` is null for people, who see those of their teams. */
export async function listReferrals(tx: Tx, senderId: string | null, query: ReferralQuery): Promise<ReferralList> {
  const limit = query.limit ?? 50
  const after = readTimeCursor(query.next)
  let selected = tx.db
    .selectFrom('cargo_referral as r')
    .innerJoin('cargo_consignment as c', 'c.id', 'r.consignment_id')
    .selectAll('r')
    .select(['c.key', 'c.level', ownVersion.as('own_version')])
    .orderBy('r.asked_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit + 1)
  selected =
    senderId === null
      ? selected.where(rowsSeen(tx, 'r'))
      : selected.where('r.sender_id', '=', senderId).where('r.delete_at', '>', tx.now).where(wasAsked)
  if (query.consignment !== undefined) selected = selected.where('r.consignment_id', '=', query.consignment)
  if (query.filer !== undefined) selected = selected.where('r.sender_id', '=', query.filer)
  if (query.state !== undefined) selected = selected.where('r.state', '=', query.state)
  if (after !== null)
    selected = selected.where(sql<boolean>`(r.asked_at, r.id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const rows = await selected.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.flatMap((row) => shown(tx, row, senderId === null ? row.version : row.own_version) ?? []),
    next: rows.length > limit && last !== undefined ? writeCursor([last.asked_at.toISOString(), last.id]) : null,
  }
}

function shown(tx: Tx, row: Listed, version: number): Referral | undefined {
  const body = tx.openIfAllowed<ReferralBody>(row)?.value
  if (body === undefined) return undefined
  return {
    id: row.id,
    consignmentId: row.consignment_id,
    key: filedKey(row.key, row.level, row.sender_id).key,
    version,
    filer: row.sender_id,
    kind: row.kind as Referral['kind'],
    origin: row.origin as Referral['origin'],
    basis: row.origin === 'data' ? 'unreadable' : 'decision',
    state: row.state as Referral['state'],
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    remindedAt: row.reminded_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    questions: questionsOf(body.questions),
    method: body.method as Referral['method'],
    answers: (body.answers ?? []).map(({ path, text }) => ({ path, text: text ?? '' })),
    result: row.result as Referral['result'],
    attachments: (body.attachments ?? []).map((file) => ({ ...file, name: file.name ?? '' })),
    answeredBy: row.answered_by,
  }
}
