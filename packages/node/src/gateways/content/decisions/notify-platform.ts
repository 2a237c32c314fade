import { randomUUID } from 'node:crypto'
import { ContentDetails, type ContentEvent, contentVocabulary, type UploadDecision } from '@entente/contracts'
import { outcomeFor, type StandingOutcome } from '../../../pipeline/cases/case-outcome.ts'
import { type CaseFile, openPart } from '../../../pipeline/cases/case-record.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../../safeguards/access/clocks.ts'
import { opensCase } from '../match/describe-matches.ts'
import { eraseOriginals } from '../originals/erase-originals.ts'
import { deliverDecisionJob } from '../store/jobs.ts'
import { storedClocks, type UploadBody, type UploadText, uploadClasses } from '../uploads/upload-row.ts'
import { type DeliveryBody, deliveryClasses } from './delivery-row.ts'

/** Time for deliveries to a platform that does not answer. */
const giveUpMs = 72 * 3_600_000

/**
 * Notifies the platform of the current outcome of an upload if it differs from the last one sent: a decision of people,
 * or a new review. The delivery commits with the outcome. Only a decision in force makes an upload decided.
 */
export async function notifyPlatform(tx: Tx, uploadId: string, standing: StandingOutcome): Promise<boolean> {
  const row = await tx.db.selectFrom('upload').selectAll().where('id', '=', uploadId).forUpdate().executeTakeFirst()
  const text = row === undefined ? null : (tx.openIfAllowed<UploadBody>(row)?.value.text ?? null)
  if (row === undefined || text === null || standing.outcome.caseId === null) return false
  const { outcome } = await outcomeFor(tx, contentVocabulary, row.sender_id, standing)
  const decided = outcome.basis === 'decision' ? outcome.decision : null
  if ((decided?.id ?? null) === row.told_decision) return false
  const notice = decided === null ? null : await decisionForPlatform(tx, standing.outcome.caseId, decided, text)
  const decision = notice?.decision ?? null
  if (notice?.eraseOriginal === true) await eraseOriginals(tx, [uploadId])
  const event: Omit<ContentEvent, 'sequence'> = {
    event: decision === null ? 'content.reopened' : 'content.decided',
    uploadId: text.uploadId,
    caseId: standing.outcome.caseId,
    decision,
  }
  const removed = decided !== null && removals.has(decided.act)
  const removedAt = removed ? (row.removed_at ?? tx.now) : null
  const clocks = await storedClocks(tx, { ...row, removed_at: removedAt }, true)
  const law = { ...row, ...clocks }
  await moveCase(tx, standing.outcome.caseId, law)
  const state = decision !== null ? 'decided' : outcome.basis === 'no-hit' ? 'matched' : 'in-review'
  await tx.db
    .updateTable('upload')
    .set({
      state,
      told_decision: decided?.id ?? null,
      told_at: tx.now,
      removed_at: removedAt,
      ...clocks,
      ...tx.seal(row.id, { text: { ...text, decision } }, uploadClasses, law),
    })
    .where('id', '=', uploadId)
    .execute()
  const id = randomUUID()
  const sender = await tx.db
    .selectFrom('sender')
    .select('callback_url')
    .where('id', '=', row.sender_id)
    .executeTakeFirstOrThrow()
  const body: DeliveryBody = { text: { url: text.callbackUrl ?? sender.callback_url, body: JSON.stringify(event) } }
  await tx.db
    .insertInto('content_delivery')
    .values({
      id,
      upload_id: row.id,
      sender_id: row.sender_id,
      at: tx.now,
      give_up_at: new Date(tx.now.getTime() + giveUpMs),
      team: row.team,
      regime: row.regime,
      purposes: row.purposes,
      ...clocks,
      ...tx.seal(id, body, deliveryClasses, law),
    })
    .execute()
  await tx.enqueue(deliverDecisionJob, { deliveryId: id }, { jobKey: `deliver:${id}`, priority: -20 })
  return true
}

/** Acts that take content away from the public. A regime may count from then. */
const removals: ReadonlySet<string> = new Set(['remove', 'suspend'])

/** A case ends with the upload that it is about. */
async function moveCase(tx: Tx, caseId: string, { mask_at, delete_at }: RecordClocks): Promise<void> {
  const changed = tx.db.updateTable('case_file').set({ mask_at, delete_at }).where('id', '=', caseId)
  await changed
    .where((e) => e.or([e('delete_at', '<>', delete_at), e('mask_at', 'is distinct from', mask_at)]))
    .execute()
}

type Decided = NonNullable<StandingOutcome['outcome']['decision']>

/**
 * Builds the decision for the platform. Its labels are those that the deciding person gave the upload, else those of
 * the matches that the case rested on.
 */
async function decisionForPlatform(
  tx: Tx,
  caseId: string,
  decided: Decided,
  text: UploadText,
): Promise<{ decision: UploadDecision; eraseOriginal: boolean }> {
  const found = await tx.db
    .selectFrom('decision as d')
    .innerJoin('proposal as p', 'p.id', 'd.proposal_id')
    .innerJoin('case_file as c', 'c.id', 'd.case_id')
    .selectAll('c')
    .select(['p.id as part', 'p.a as part_a', 'p.b as part_b'])
    .where('d.id', '=', decided.id)
    .where('d.case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  const { part, part_a, part_b, ...caseRow } = found
  const { details } = openPart<{ details: unknown }>(tx, caseRow as CaseFile, { id: part, a: part_a, b: part_b }).value
  const given = ContentDetails.safeParse(details).data ?? {}
  const labels = given.labels ?? text.matches.filter(opensCase).flatMap(({ labels: own }) => own)
  const once = new Map(labels.map((label) => [`${label.scheme} ${label.version} ${label.code}`, label]))
  return {
    decision: {
      outcome: decided.outcome,
      act: decided.act as UploadDecision['act'],
      labels: [...once.values()],
      decidedAt: decided.confirmedAt ?? decided.proposedAt,
      reasons: decided.reasons,
    },
    eraseOriginal: given.eraseOriginal === true,
  }
}
