import { randomUUID } from 'node:crypto'
import { EvidenceGround, type GatewayKind, type NewEvidence, type RetainedEvidence } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { joinedWith } from '../../safeguards/retention/standing.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { moveClocks } from '../match/move-clocks.ts'
import { gatewayOfRecord } from './gateway-of-record.ts'

/**
 * Records evidence that keeps a subject beyond masking, where its regime asks for it. It counts when a second person approves it. A hit
 * alone is none. Errors: `not-found`, `evidence-ground`.
 */
export async function recordEvidence(
  tx: Tx,
  gateways: Gateways,
  recordId: string,
  asked: NewEvidence,
): Promise<RetainedEvidence> {
  const gateway = await gatewayOfRecord(tx, gateways, recordId)
  const ground = EvidenceGround.safeParse(asked.ground)
  if (!ground.success)
    throw fail('evidence-ground', { at: '/ground', detail: `Grounds are ${EvidenceGround.options.join(', ')}.` })
  const id = randomUUID()
  await tx.db
    .insertInto('retained_evidence')
    .values({
      ...{ id, gateway, subject_id: recordId, ground: ground.data, reference: asked.reference },
      ...{ set_by: tx.actor.person, set_at: tx.now },
    })
    .execute()
  return changed(tx, recordId, id)
}

/**
 * Approves evidence as the second person, and moves the clocks of the record, of those joined with it, and of their cases.
 * Errors: `not-found`, `same-person`, `already-confirmed`.
 */
export async function approveEvidence(
  tx: Tx,
  gateways: Gateways,
  recordId: string,
  id: string,
): Promise<RetainedEvidence> {
  const kind = await gatewayOfRecord(tx, gateways, recordId)
  const row = await tx.db
    .selectFrom('retained_evidence')
    .selectAll()
    .where('id', '=', id)
    .where('subject_id', '=', recordId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  const others = await readEvidence(tx, recordId)
  if (others.some(({ approvedAt }) => approvedAt !== null)) throw fail('already-confirmed')
  if (row.set_by === tx.actor.person) throw fail('same-person')
  const approval = { approved_by: tx.actor.person, approved_at: tx.now }
  await tx.db.updateTable('retained_evidence').set(approval).where('id', '=', id).execute()
  await moveClocks(tx, gateways.of(kind), await joinedWith(tx.db, [recordId]))
  return changed(tx, recordId, id)
}

async function changed(tx: Tx, recordId: string, id: string): Promise<RetainedEvidence> {
  const evidence = (await readEvidence(tx, recordId)).find((one) => one.id === id)
  if (evidence === undefined) throw fail('not-found')
  tx.note({ evidence: id, record: recordId, ground: evidence.ground })
  tx.counted(1)
  return evidence
}

/** Reads one piece of evidence with the record that it is about. Error: `not-found`. */
export async function evidenceById(tx: Tx, id: string): Promise<RetainedEvidence & { recordId: string }> {
  const row = await tx.db.selectFrom('retained_evidence').select('subject_id').where('id', '=', id).executeTakeFirst()
  const found = row && (await readEvidence(tx, row.subject_id)).find((one) => one.id === id)
  if (row === undefined || found === undefined) throw fail('not-found')
  return { ...found, recordId: row.subject_id }
}

/** Lists the evidence of a record, the newest first. */
export async function readEvidence(tx: Tx, recordId: string): Promise<RetainedEvidence[]> {
  const rows = await evidenceRows(tx).where('e.subject_id', '=', recordId).limit(100).execute()
  return rows.map(evidenceOf)
}

/** Lists the newest evidence of all records, at most 200. */
export async function evidenceShown(tx: Tx) {
  const rows = await evidenceRows(tx).limit(200).execute()
  return rows.map((row) => ({ ...evidenceOf(row), recordId: row.subject_id, gateway: row.gateway as GatewayKind }))
}

const evidenceRows = (tx: Tx) =>
  tx.db
    .selectFrom('retained_evidence as e')
    .innerJoin('person as s', 's.id', 'e.set_by')
    .leftJoin('person as a', 'a.id', 'e.approved_by')
    .selectAll('e')
    .select(['s.name as set_by_name', 'a.name as approved_by_name'])
    .orderBy('e.set_at', 'desc')

type EvidenceRow = Awaited<ReturnType<ReturnType<typeof evidenceRows>['execute']>>[number]
const evidenceOf = (row: EvidenceRow): RetainedEvidence => ({
  id: row.id,
  ground: row.ground as RetainedEvidence['ground'],
  reference: row.reference,
  setBy: row.set_by_name,
  setAt: row.set_at.toISOString(),
  approvedBy: row.approved_by_name,
  approvedAt: row.approved_at?.toISOString() ?? null,
})
