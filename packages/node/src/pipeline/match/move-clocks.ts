import type { Tx } from '../../safeguards/access/access-store.ts'
import { type ClockFacts, clocksOf } from '../../safeguards/retention/clocks-of.ts'
import { anyVersion } from '../../safeguards/retention/regimes.ts'
import { standingOf } from '../../safeguards/retention/standing.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { AppliedHits } from '../gateway/pipeline-steps.ts'

/** Moves the clocks of subjects with a new case, where their regime deletes a record sooner in which nothing was found. */
export async function keepFound(tx: Tx, gateway: Gateway, applied: readonly AppliedHits[]): Promise<void> {
  const opened = applied.filter(({ change }) => change === 'opened').map(({ subjectId }) => subjectId)
  if (opened.length === 0) return
  const regimes = await gateway.subjects.regimesOf(tx, opened)
  const asked = regimes.filter(({ regime }) => anyVersion(regime, (law) => law.deleteWithoutHitAfter !== null))
  await moveClocks(
    tx,
    gateway,
    asked.map(({ id }) => id),
  )
}

/**
 * Computes the clocks of subjects again, because a case was opened or evidence was recorded, and moves those of their records and cases.
 * Subjects of a gateway whose records keep their clocks stay as they are.
 */
export async function moveClocks(tx: Tx, gateway: Gateway, ids: readonly string[]): Promise<void> {
  const { clocks } = gateway.subjects
  if (clocks === undefined || ids.length === 0) return
  const byRegime = new Map<string, { id: string; facts: ClockFacts }[]>()
  for (const { id, regime, facts } of await clocks.facts(tx, ids)) {
    byRegime.set(regime, [...(byRegime.get(regime) ?? []), { id, facts }])
  }
  for (const [regime, subjects] of byRegime) {
    const standing = await standingOf(
      tx.db,
      regime,
      subjects.map(({ id }) => id),
    )
    for (const { id, facts } of subjects) {
      const { maskAt, deleteAt } = clocksOf(regime, { ...facts, ...standing(id) })
      const moved = { mask_at: maskAt, delete_at: deleteAt }
      await clocks.move(tx, id, moved)
      const cases = tx.db.updateTable('case_file').set(moved).where('subject_id', '=', id).where('ended_at', 'is', null)
      await cases.execute()
    }
  }
}
