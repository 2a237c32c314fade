import { createHash, randomUUID } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { AssessmentTable } from '../store/schema.ts'
import type { Assessing } from './assessing.ts'
import { type AssessmentContent, assessmentClasses, outcomeText } from './assessment.ts'

interface Stored {
  one: Assessing
  id: string
}

/**
 * Stores an assessment for each version that has none, and for each whose outcome changed. Runs one statement. Returns the stored
 * assessments, and the consignments that another transaction assessed since they were read: of these nothing is stored.
 */
export async function storeAssessments(
  tx: Tx,
  assessing: readonly Assessing[],
): Promise<{ stored: Stored[]; overtaken: ReadonlySet<string> }> {
  const made = assessing.flatMap((one) => rowOf(tx, one) ?? [])
  if (made.length === 0) return { stored: [], overtaken: new Set() }
  // Two transactions that assess the same consignments wait for each other in one order.
  made.sort(({ row: one }, { row: other }) => (one.consignment_id < other.consignment_id ? -1 : 1))
  const rows = made.map(({ row }) => row)
  const conflict = { at: ['consignment_id', 'sequence'] as const, update: 'none' as const }
  const inserted = await insertRecords('cargo_assessment', rows, {
    ...{ conflict, bytes: ['a', 'b'], returning: ['id'] },
  }).execute(tx.db)
  const ids = new Set((inserted.rows as { id: string }[]).map(({ id }) => id))
  return {
    stored: made.filter(({ row }) => ids.has(row.id)).map(({ one, row }) => ({ one, id: row.id })),
    overtaken: new Set(made.flatMap(({ row }) => (ids.has(row.id) ? [] : [row.consignment_id]))),
  }
}

function rowOf(tx: Tx, one: Assessing): { one: Assessing; row: Insertable<AssessmentTable> } | null {
  const { context, before, findings, lane, selectedBy, selection, selectionLane, score } = one
  const { row, version } = context
  // A score alone makes no new assessment: it moves a little with each consignment that is counted.
  const text = outcomeText({ ...findings, lane, selectedBy, score: null })
  const digest = tx.blind('cargo-assessment', createHash('sha256').update(text).digest('hex'))
  if (before.last?.version === version && before.last.digest.equals(digest)) return null
  const id = randomUUID()
  const { regime, purposes, team, received_at, mask_at, delete_at } = row
  return {
    one,
    row: {
      ...{ id, consignment_id: row.id, version, sequence: (before.last?.sequence ?? 0) + 1, at: tx.now },
      ...{ day: one.day, draw_key: one.key, stratum: one.stratum },
      ...{ drawn: one.drawn, selection, selection_lane: selectionLane, lane, selected_by: selectedBy, score, digest },
      ...{ regime, purposes, team, received_at, mask_at, delete_at },
      ...tx.seal(id, contentOf(one), assessmentClasses, row),
    },
  }
}

function contentOf(one: Assessing): AssessmentContent {
  const { context, last, findings, standing, isCleared, shares, selection, selectionLane, day } = one
  const { assessed, row } = context
  const { features, counters } = last ?? { features: { ...assessed.features }, counters: { ...assessed.counters } }
  const asked = {
    ...{ rulesHash: assessed.rulesHash, tables: { ...assessed.tables }, modelHash: assessed.model?.hash ?? null },
    ...{ featuresVersion: assessed.featuresVersion, now: assessed.now, firstSeen: assessed.firstSeen ?? null },
    ...{ quality: assessed.quality, facts: assessed.facts, watch: one.watch },
  }
  return {
    ...{ ...findings, features, counters },
    inputs: {
      // The inputs of rules and model are those of the comparison in which they were asked.
      ...(last?.inputs ?? asked),
      consignmentHash: row.hash?.toString('hex') ?? '',
      ...{ signals: one.signals, thresholdVersion: one.thresholdVersion, drawDay: day, standing, isCleared },
      shares,
      kept: one.takesTurn ? null : { selection, lane: selectionLane },
      promoted: selection === 'expected-rate' ? selectionLane : null,
      ...{ stratum: one.stratum, drawKey: one.key },
      isDrawable: one.isDrawable,
    },
  }
}
