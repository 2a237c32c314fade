import { randomUUID } from 'node:crypto'
import type { Tx } from '../../safeguards/access/door.ts'
import type { CaseBody, HitBody } from '../case-record.ts'
import type { FoundHit, ScreenedSubject } from './screen-subject.ts'
import type { SettleContext, Settled } from './settle-cases.ts'

/** Opens the case of a subject with its hits; null where it has one already. The case takes over regime, purposes, team and clocks. */
export async function openCase(tx: Tx, context: SettleContext, subject: ScreenedSubject): Promise<Settled | null> {
  const { row, subject: met, flightId, dueAt } = subject.context
  const id = randomUUID()
  const inserted = await tx.db
    .insertInto('case_file')
    .values({
      id,
      gateway: met.gateway,
      team: row.team,
      regime: row.regime,
      purposes: [...row.purposes],
      received_at: row.received_at,
      mask_at: row.mask_at,
      delete_at: row.delete_at,
      subject_id: met.id,
      flight_id: flightId,
      opened_at: tx.now,
      due_at: dueAt,
      state: 'open',
      assigned_to: null,
      ...standing(subject.hits),
      ...tx.seal(id, caseBody(context, subject)),
    })
    .onConflict((conflict) => conflict.column('subject_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) return null
  await insertHits(tx, id, met.id, subject.hits)
  await tx.log({
    type: 'case.open',
    ref: `case:${id}`,
    count: 1,
    details: { hits: subject.hits.length, cause: context.cause },
  })
  await tx.announce('case.opened', id, 1)
  return { subjectId: met.id, caseId: id, change: 'opened', hitsReevaluated: subject.hits.length }
}

/** Rank and band of the closest hit: the queue's order within a deadline. */
export function standing(hits: readonly { score: number; band: string }[]): { rank_value: number; band: string } {
  const closest = hits.reduce(
    (best, hit) => (hit.score > best.score ? hit : best),
    hits[0] ?? { score: 0, band: 'slight' },
  )
  return { rank_value: closest.score, band: closest.band }
}

export function caseBody(context: SettleContext, { context: met, hits, otherExplanations }: ScreenedSubject): CaseBody {
  const first = hits[0]
  const others = hits.length - 1
  const because = first === undefined ? [] : [first.reason]
  if (others > 0) because.push(others === 1 ? 'One more signal agrees.' : `${others} more signals agree.`)
  return {
    subject: met.subject,
    because,
    otherExplanations: otherExplanations.length > 0 ? otherExplanations : ['Another person with similar details.'],
    otherScript: met.otherScript,
    signalFrom: { name: context.sourceName(first?.signal.source ?? ''), tlp: first?.signal.tlp ?? 'amber' },
  }
}

export async function insertHits(tx: Tx, caseId: string, subjectId: string, hits: readonly FoundHit[]): Promise<void> {
  if (hits.length === 0) return
  const rows = hits.map((hit) => {
    const id = randomUUID()
    return { id, case_id: caseId, subject_id: subjectId, signal_id: hit.signal.id, ...hitColumns(tx, id, hit) }
  })
  await tx.db.insertInto('hit').values(rows).execute()
}

export function hitColumns(tx: Tx, id: string, hit: FoundHit) {
  const body: HitBody = { explanation: hit.explanation, evidence: hit.evidence, comparison: hit.comparison }
  return {
    signal_version: hit.signal.version,
    score: hit.score,
    band: hit.band,
    kind: hit.kind,
    source: hit.signal.source,
    at: tx.now,
    engine: JSON.stringify(hit.engine),
    selectors: hit.selectors,
    suppressed_by: null,
    withdrawn_at: null,
    ...tx.seal(id, body),
  }
}
