import type { Tx } from '../../safeguards/access/door.ts'
import { type CaseBody, type CaseFile, caseAccess, type HitRow } from '../case-record.ts'
import type { MatchIndex, Subset } from './match-index.ts'
import { openCases } from './open-case.ts'
import type { ScreenedSubject } from './screen-subject.ts'
import { withStandingHits } from './standing-hits.ts'
import type { Threshold } from './threshold/threshold-in-force.ts'
import { type CaseChange, updateCase } from './update-case.ts'

/** What settling did to a case; the counts of a rollback are sums of these. */
export interface Settled {
  subjectId: string
  caseId: string
  change: CaseChange | 'opened'
  hitsReevaluated: number
}
export interface SettleContext {
  index: Pick<MatchIndex, 'get' | 'version'>
  /** Names of members as the desk shows them. */
  sourceName: (source: string) => string
  /** Only these signals were compared: hits on others stay as they are. */
  only?: Pick<Subset, 'ids'> | undefined
  /** Why this happens, for the log: `message`, `signals`. */
  cause: string
  /** The threshold that screening asked for. */
  threshold: Threshold
}

/**
 * Makes cases agree with what screening found, in the caller's transaction: one case a subject, one hit a case and signal. Doing it twice
 * changes nothing. A case past its clock says nothing about anybody: a subject that is met again has another opened. Cases are locked in one order, so that
 * two workers wait for each other instead of failing.
 */
export async function settleCases(
  tx: Tx,
  context: SettleContext,
  screened: readonly ScreenedSubject[],
): Promise<Settled[]> {
  const settled: Settled[] = []
  const existing = await lockedCases(
    tx,
    screened.map((s) => s.context.subject.id),
  )
  const over = new Map([...existing].filter(([, row]) => row.delete_at <= tx.now))
  for (const id of over.keys()) existing.delete(id)
  const fresh = screened.filter((s) => s.hits.length > 0 && !s.context.removed && !existing.has(s.context.subject.id))
  await endCases(
    tx,
    fresh.flatMap((s) => over.get(s.context.subject.id)?.id ?? []),
  )
  settled.push(...(await openCases(tx, context, fresh)))
  const opened = new Set(settled.map(({ subjectId }) => subjectId))
  // Another worker opened these a moment ago: they are existing ones now.
  const met = fresh.map((subject) => subject.context.subject.id).filter((id) => !opened.has(id))
  for (const [id, row] of await lockedCases(tx, met)) existing.set(id, row)
  const known = screened.filter((s) => existing.has(s.context.subject.id))
  const hits = await hitsOf(tx, [...existing.values()])
  for (const subject of known) {
    const row = existing.get(subject.context.subject.id) as CaseFile
    const opened = tx.openIfAllowed<CaseBody>({ ...caseAccess(row), id: row.id, a: row.a, b: row.b })
    // What may not be read must not keep the others of this act from being compared.
    if (opened === undefined) continue
    const body = opened.value
    // The log counts subjects: their case is no further one.
    tx.counted(-1)
    // A worker that read an older state of the subject must not undo what a newer one settled.
    if (context.only === undefined && body.subject.recordVersion > subject.context.subject.recordVersion) continue
    const rows = hits.get(row.id) ?? []
    const whole = withStandingHits(context, subject, rows, tx.now)
    const result = await updateCase(tx, context, { row, body, hits: rows }, whole)
    if (result !== null) settled.push(result)
  }
  return settled
}

async function lockedCases(tx: Tx, subjectIds: string[]): Promise<Map<string, CaseFile>> {
  if (subjectIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('case_file')
    .selectAll()
    .where('subject_id', 'in', subjectIds)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.subject_id, row]))
}

/** Locked cases past their clock make room for others of their subjects. */
async function endCases(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db.updateTable('case_file').set({ ended_at: tx.now }).where('id', 'in', ids).execute()
}

async function hitsOf(tx: Tx, cases: CaseFile[]): Promise<Map<string, HitRow[]>> {
  const byCase = new Map<string, HitRow[]>()
  if (cases.length === 0) return byCase
  const ids = cases.map((row) => row.id)
  for (const row of await tx.db.selectFrom('hit').selectAll().where('case_id', 'in', ids).execute()) {
    byCase.set(row.case_id, [...(byCase.get(row.case_id) ?? []), row])
  }
  return byCase
}
