import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { type CaseFile, type HitRow, openHit, openIfAllowedCase } from '../cases/case-record.ts'
import { distinct } from '../cases/reasons.ts'
import { readableOr } from '../cases/unreadable.ts'
import type { ComparedSubject } from '../gateway/compared-subject.ts'
import type { AppliedHits } from '../gateway/pipeline-steps.ts'
import { openCases } from './open-case.ts'
import { updateCase } from './update-case.ts'

export interface ApplyContext {
  /** Returns a member's name as the desk shows it. */
  sourceName: (source: string) => string
  /** The only signals that were compared; hits on all other signals stay as they are. */
  only?: ReadonlySet<string> | undefined
  /** The cause, for the log: `message`, `signals`. */
  cause: string
  /** Hits on earlier data of the subjects stay (`keepsHits` of the gateway's vocabulary). */
  keepsHits?: boolean | undefined
  /** What made hits and may not be matched now, as `makerOf` names it. Hits of it stay as they are. */
  stopped?: ReadonlySet<string> | undefined
}

/**
 * Applies the hits of compared subjects to their cases, in the caller's transaction: one case for each subject, one hit for each party and
 * signal. Running twice changes nothing. A case past its deletion time is ignored; its subject gets a new one. Cases are locked in one
 * order, so that two workers wait for each other instead of failing.
 */
export async function applyHits(
  tx: Tx,
  context: ApplyContext,
  compared: readonly ComparedSubject[],
): Promise<AppliedHits[]> {
  const applied: AppliedHits[] = []
  const existing = await lockedCases(
    tx,
    compared.map((s) => s.context.subject.id),
  )
  const over = new Map([...existing].filter(([, row]) => row.delete_at <= tx.now))
  for (const id of over.keys()) existing.delete(id)
  const fresh = compared.filter((s) => s.hits.length > 0 && !s.context.removed && !existing.has(s.context.subject.id))
  await endCases(
    tx,
    fresh.flatMap((s) => over.get(s.context.subject.id)?.id ?? []),
  )
  applied.push(...(await openCases(tx, context, fresh)))
  const opened = new Set(applied.map(({ subjectId }) => subjectId))
  // Another worker opened these cases a moment ago, so they are updated.
  const met = fresh.map((subject) => subject.context.subject.id).filter((id) => !opened.has(id))
  for (const [id, row] of await lockedCases(tx, met)) existing.set(id, row)
  const known = compared.filter((s) => existing.has(s.context.subject.id))
  const hits = await hitsOf(tx, [...existing.values()])
  const ended =
    context.keepsHits === true
      ? await unsupportedHits(
          tx,
          known.map((subject) => {
            const row = existing.get(subject.context.subject.id) as CaseFile
            return { subject, row, hits: hits.get(row.id) ?? [] }
          }),
        )
      : new Set<string>()
  for (const subject of known) {
    const row = existing.get(subject.context.subject.id) as CaseFile
    const opened = await readableOr(tx, row.id, () => openIfAllowedCase(tx, row), undefined)
    // A case that may not or cannot be read must not stop the others from being compared.
    if (opened === undefined) continue
    const body = opened
    // The log counts subjects, so their cases are not counted again.
    tx.counted(-1)
    // A worker with an older state of the subject must not undo the work of one with a newer state.
    if (context.only === undefined && body.subject.recordVersion > subject.context.subject.recordVersion) continue
    const rows = hits.get(row.id) ?? []
    const result = await updateCase(tx, context, { row, body, hits: rows, ended }, withStandingHits(subject, rows))
    if (result !== null) applied.push(result)
  }
  return applied
}

interface Compared {
  subject: ComparedSubject
  row: CaseFile
  hits: readonly HitRow[]
}

/**
 * Returns the ids of those live hits on earlier data whose signal was corrected since and does not meet the data on which the hit
 * was made. A hit on the present data is found again by the comparison itself.
 */
async function unsupportedHits(tx: Tx, compared: readonly Compared[]): Promise<ReadonlySet<string>> {
  const earlier = compared.flatMap(({ subject, row, hits }) =>
    hits.filter((hit) => hit.withdrawn_at === null && isEarlier(hit, subject)).map((hit) => ({ hit, row, subject })),
  )
  const ended = new Set<string>()
  for (const { hit, row, subject } of earlier) {
    if (hit.signal_id === null || subject.stillMeets === undefined) continue
    const identity = () => readableOr(tx, row.id, () => openHit(tx, row, hit).compared ?? undefined, undefined)
    if (!(await subject.stillMeets(hit, identity))) ended.add(hit.id)
  }
  return ended
}

/** A masked subject has no present data: all its hits are on earlier data. */
const isEarlier = (hit: HitRow, { comparable, context }: ComparedSubject): boolean =>
  !comparable || (hit.subject_version ?? 0) < context.subject.recordVersion

/** Adds the hits that were not found again but remain valid. */
function withStandingHits(subject: ComparedSubject, rows: readonly HitRow[]): ComparedSubject {
  const standing = subject.standing?.(rows)
  if (standing === undefined || standing.hits.length === 0) return subject
  return {
    ...subject,
    hits: [...subject.hits, ...standing.hits].sort((x, y) => y.score - x.score),
    otherExplanations: distinct([...subject.otherExplanations, ...standing.otherExplanations]),
  }
}

async function lockedCases(tx: Tx, subjectIds: string[]): Promise<Map<string, CaseFile>> {
  if (subjectIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('case_file')
    .selectAll()
    .where(sql<boolean>`subject_id = any(${subjectIds}::uuid[])`)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.subject_id, row]))
}

/** Ends locked cases past their deletion time, so that their subjects can get new ones. */
async function endCases(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db.updateTable('case_file').set({ ended_at: tx.now }).where('id', 'in', ids).execute()
}

async function hitsOf(tx: Tx, cases: CaseFile[]): Promise<Map<string, HitRow[]>> {
  const byCase = new Map<string, HitRow[]>()
  if (cases.length === 0) return byCase
  const ids = cases.map((row) => row.id)
  const ofCases = sql<boolean>`case_id = any(${ids}::uuid[])`
  for (const row of await tx.db.selectFrom('hit').selectAll().where(ofCases).execute()) {
    byCase.set(row.case_id, [...(byCase.get(row.case_id) ?? []), row])
  }
  return byCase
}
