import { cargoVocabulary } from '@entente/contracts'
import { answerSubjectJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { isUnderReview } from './plan-answers.ts'
import type { AnswerRow } from './read-answer.ts'
import { isClearing, readStanding, type Standing } from './standing.ts'

type Waiting = Pick<AnswerRow, 'id' | 'consignment_id' | 'sender_id' | 'version' | 'result'>

/**
 * Tests whether an AC that did not reach its filer yet still holds: no newer version, no review, no other decision, no
 * house in doubt, and nothing that was asked since. Pure. It refuses only what planning at this version refuses too, so an
 * AC that is planned anew is not dropped again.
 */
export function isStillClear(
  standing: Standing,
  { version, senderId }: { version: number; senderId: string },
): boolean {
  if (standing.version > version || standing.state === 'cancelled' || isUnderReview(standing)) return false
  if (!standing.houses_clear) return false
  if (standing.act !== null) return standing.adverse !== true && isClearing(standing.act)
  const isAsked = standing.referrals.some(
    ({ state, origin, sender_id }) => state === 'open' && (origin === 'officer' || sender_id === senderId),
  )
  return !isAsked && !standing.not_judged && !standing.found
}

/**
 * Drops each AC among these undelivered answers that no longer holds, and returns the ids of those. An AC on an old
 * version is planned anew on the newest one. After a review, a request or a house in doubt the end of it plans the AC. It
 * runs no statement if there is no AC.
 */
export async function dropOutdated(tx: Tx, waiting: readonly Waiting[]): Promise<Set<string>> {
  const clearances = waiting.filter(({ result }) => result === 'AC')
  if (clearances.length === 0) return new Set()
  const standings = await readStanding(tx, [...new Set(clearances.map((row) => row.consignment_id))])
  const standingOf = new Map(standings.map((standing) => [standing.id, standing]))
  const dropped = clearances.filter((row) => {
    const standing = standingOf.get(row.consignment_id)
    return standing === undefined || !isStillClear(standing, { version: row.version, senderId: row.sender_id })
  })
  if (dropped.length === 0) return new Set()
  const ids = dropped.map(({ id }) => id)
  await tx.db
    .updateTable('cargo_answer')
    .set({ replaced_at: tx.now })
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .where('delivered_at', 'is', null)
    .execute()
  const isOld = (row: Waiting) => (standingOf.get(row.consignment_id)?.version ?? 0) > row.version
  const again = [...new Set(dropped.filter(isOld).map((row) => row.consignment_id))]
  const [first] = again
  const gateway = cargoVocabulary.kind
  if (again.length > 1) await tx.enqueue(answerSubjectJob, { gateway, subjectIds: again })
  else if (first !== undefined)
    await tx.enqueue(answerSubjectJob, { gateway, subjectId: first }, { jobKey: `answer:${first}` })
  return new Set(ids)
}
