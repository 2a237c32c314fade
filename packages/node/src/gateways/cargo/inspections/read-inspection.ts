import type { InspectionDetail, InspectionPhoto, InspectionResult } from '@entente/contracts'
import { namesOf } from '../../../pipeline/cases/case-people.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { type InspectionOrder, onInspection, type ResultText, seesCases, teamFor } from './inspection-row.ts'
import { inspectionRow } from './list-inspections.ts'

/** Reads one order with its results and photos. Errors: `not-found`, `refused`. */
export function readInspection(access: AccessStore, actor: Tx['actor'], id: string): Promise<InspectionDetail> {
  const intent = onInspection(actor, id, 'inspection.read', { decision: 'allow' })
  return access.transaction(intent, (tx) => inspectionDetail(tx, id))
}

/** Returns one order with its results and photos. Its access must have been checked. */
export async function inspectionDetail(tx: Tx, id: string): Promise<InspectionDetail> {
  const query = tx.db.selectFrom('cargo_inspection').selectAll().where('id', '=', id)
  const order = await query.executeTakeFirstOrThrow()
  const results = await resultsOf(tx, order)
  const { outcome, ...row } = await inspectionRow(tx, id)
  const pending = results.find(({ state }) => state === 'proposed')
  const isOwn = pending?.person === tx.actor.person
  return {
    ...{ ...row, outcome, focus: order.focus, method: order.method },
    results: results.map(({ person: _person, ...result }) => result),
    photos: await photosOf(tx, id),
    words: seesCases(tx) ? await wordsOf(tx, order) : [],
    may: {
      record: order.state !== 'closed',
      confirm: pending !== undefined && !isOwn,
      correct: order.state === 'closed' && pending === undefined,
    },
  }
}

async function resultsOf(tx: Tx, order: InspectionOrder): Promise<(InspectionResult & { person: string })[]> {
  const rows = await tx.db
    .selectFrom('cargo_inspection_result as r')
    .leftJoin('cargo_inspection_answer as s', 's.result_id', 'r.id')
    .selectAll('r')
    .select(['s.person_id as second', 's.at as answered_at', 's.agree'])
    .where('r.inspection_id', '=', order.id)
    .orderBy('r.ordinal')
    .execute()
  const names = await namesOf(
    tx,
    rows.flatMap(({ person_id, second }) => [person_id, second]),
  )
  const named = (person: string) => names.get(person) ?? 'Somebody'
  return rows.map((row) => {
    const { value } = tx.open<ResultText>({ ...order, team: teamFor(tx.actor), id: row.id, a: row.a, b: row.b })
    const { second, answered_at: answeredAt, agree } = row
    const isAnswered = second !== null && answeredAt !== null && agree !== null
    return {
      ...{ id: row.id, outcome: row.outcome as InspectionResult['outcome'], person: row.person_id },
      state: stateOf(order, row),
      ...{ ...value, attachments: row.attachments, wrongParty: row.wrong_party, corrects: row.corrects },
      ...{ byName: named(row.person_id), at: row.at.toISOString() },
      second: isAnswered ? { byName: named(second), at: answeredAt.toISOString(), agree } : null,
    }
  })
}

function stateOf(order: InspectionOrder, row: { id: string; agree: boolean | null }): InspectionResult['state'] {
  if (row.id === order.result_id) return 'in-force'
  if (row.id === order.pending_id) return 'proposed'
  return row.agree === false ? 'refused' : 'replaced'
}

async function photosOf(tx: Tx, id: string): Promise<InspectionPhoto[]> {
  const rows = await tx.db
    .selectFrom('cargo_photo')
    .select(['id', 'at', 'person_id', 'media_type', 'bytes'])
    .where('inspection_id', '=', id)
    .orderBy('at')
    .execute()
  const names = await namesOf(
    tx,
    rows.map(({ person_id }) => person_id),
  )
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at.toISOString(), byName: names.get(row.person_id) ?? 'Somebody', bytes: row.bytes },
    mediaType: row.media_type as InspectionPhoto['mediaType'],
  }))
}

async function wordsOf(tx: Tx, { result_id: result }: InspectionOrder): Promise<InspectionDetail['words']> {
  if (result === null) return []
  const rows = await tx.db.selectFrom('cargo_inspection_word').selectAll().where('result_id', '=', result).execute()
  return rows.map(({ hit_id: hitId, outcome, sends_at, sent_at }) => ({
    ...{ hitId, outcome: outcome as InspectionDetail['words'][number]['outcome'] },
    ...{ sendsAt: sends_at.toISOString(), sentAt: sent_at?.toISOString() ?? null },
  }))
}
