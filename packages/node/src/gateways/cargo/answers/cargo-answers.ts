import { cargoVocabulary } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { ComparedSubject } from '../../../pipeline/gateway/compared-subject.ts'
import type { GatewayAnswers } from '../../../pipeline/gateway/gateway.ts'
import type { AppliedHits } from '../../../pipeline/gateway/pipeline-steps.ts'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { answerConsignments, answerStandings } from './answer-consignments.ts'
import { readStandingAfterMessages } from './answered-by-version.ts'
import { enqueueCaseDue } from './keep-deadlines.ts'
import { answersAbout } from './list-answers.ts'
import { warnOfClearedMaster } from './warn-of-cleared-master.ts'

/** Answers of the cargo gateway: decisions and closed cases are sent to filers; an open case gives none. */
export const cargoAnswers: GatewayAnswers = {
  atOpening: false,
  async mayNeedAnswer(tx, subjectIds) {
    if (subjectIds.length === 0) return []
    const rows = await tx.db
      .selectFrom('cargo_consignment')
      .select('id')
      .where((e) => e('id', '=', e.fn.any(e.val([...subjectIds]))))
      .execute()
    return rows.map(({ id }) => id)
  },
  async outcomeChanged(tx, subjectId) {
    const { answers, masters } = await answerConsignments(tx, [subjectId])
    await answerMasters(tx, masters)
    await warnOfClearedMaster(tx, subjectId)
    return answers > 0
  },
  about: answersAbout,
}

/**
 * Answers the filers of consignments that were just compared because of a message, in the same transaction. A new version can
 * answer a referral, correct data, or be cleared. Other causes change only cases, which answer by themselves.
 */
export async function answerAssessed(
  tx: Tx,
  compared: readonly ComparedSubject[],
  applied: readonly AppliedHits[],
  cause: string,
): Promise<void> {
  const dueOf = new Map(compared.map(({ context }) => [context.subject.id, context.dueAt]))
  for (const { subjectId, change } of applied) {
    const due = change === 'closed' ? null : (dueOf.get(subjectId) ?? null)
    if (due !== null) await enqueueCaseDue(tx, subjectId, due)
  }
  if (cause !== 'message') return
  const ids = compared.map(({ context }) => context.subject.id)
  // The hits of new cases are written at the end; their cases are there already.
  const { masters } = await answerStandings(tx, await readStandingAfterMessages(tx, ids))
  // Also masters that were compared here: their standing was read before referrals of their houses ended.
  await answerMasters(tx, masters)
}

/**
 * A master is compared with its houses and answered once they committed, because houses can be cleared in several transactions at
 * once. Rules read whether it agrees with its houses, so no answer leaves before that comparison.
 */
async function answerMasters(tx: Tx, ids: readonly string[]): Promise<void> {
  const gateway = cargoVocabulary.kind
  const [first] = ids
  if (first === undefined) return
  // It takes the place of the later comparison of the same master.
  const key = ids.length === 1 ? { jobKey: `houses:${first}` } : {}
  await tx.enqueue(matchSubjectsJob, { gateway, subjectIds: [...ids] }, key)
}

/** Refuses a decision on a version that is no longer the newest. Throws `version-outdated`. */
export async function checkCurrent(tx: Tx, consignmentId: string, version: number): Promise<void> {
  const row = await tx.db
    .selectFrom('cargo_consignment')
    .select('version')
    .where('id', '=', consignmentId)
    .executeTakeFirst()
  if (row !== undefined && row.version > version) throw fail('version-outdated')
}
