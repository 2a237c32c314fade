import { type DecideRedress, shortestRedressReasons } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { correctSignals } from './correct-signals.ts'
import { closeRequest } from './end-request.ts'
import { answerTime } from './redress-clocks.ts'
import { lockRedress, openAnswer, openWords, type RedressAnswer, type RequestRow, sealAnswer } from './redress-row.ts'
import { expectReviewer, refuseBias } from './work-on-request.ts'

/**
 * Decides a request as its reviewer. Errors: `redress-state`; `not-independent` for another person, or a reviewer who worked on a case of the subject
 * before; `reason-too-short`; `redress-outcome` for a refusal of access, which would say whether something is held; `body-invalid` for an answer that
 * says neither with words of its own, or without the law and its end.
 */
export async function decideRequest(tx: Tx, member: string, reference: string, decision: DecideRedress): Promise<void> {
  const row = await lockRedress(tx, reference)
  expectReviewer(tx, row)
  const { rows } = await sql<{ bias: string | null }>`
    select redress_bias(${row.id}, ${tx.actor.person}, ${row.assigned_at}) as bias`.execute(tx.db)
  refuseBias(rows[0]?.bias ?? null)
  checkOutcome(tx, row, decision)
  const { outcome, reasons = null, basis, basisUntil } = decision
  const decided: RequestRow = {
    ...row,
    ...{ state: 'decided', outcome, decided_at: tx.now, answer_at: answerTime(outcome, row.received_at, tx.now) },
    ...{ basis: basis ?? null, basis_until: basisUntil === undefined ? null : new Date(basisUntil) },
  }
  const answer: RedressAnswer = { ...openAnswer(tx, row), reasons }
  const { state, decided_at, answer_at, basis: law, basis_until } = decided
  await tx.db
    .updateTable('redress_request')
    .set({ state, outcome, decided_at, answer_at, basis: law, basis_until })
    .where('id', '=', row.id)
    .execute()
  tx.note({ outcome })
  const { corrections = [] } = decision
  const { documents } = openWords(tx, row)
  const propagates = await correctSignals(tx, member, { row, documents, corrections })
  if (!propagates) return closeRequest(tx, decided, answer)
  // The request ends once everybody who had a signal confirmed that it is gone.
  await tx.db
    .updateTable('redress_request')
    .set({ state: 'propagating', answer: sealAnswer(tx, row, answer) })
    .where('id', '=', row.id)
    .execute()
}

function checkOutcome(
  tx: Tx,
  row: RequestRow,
  { outcome, reasons, basis, basisUntil, corrections }: DecideRedress,
): void {
  if (outcome === 'neither-confirm-nor-deny') {
    if (reasons !== undefined)
      throw fail('body-invalid', { at: '/reasons', detail: 'The text of this answer is always the same.' })
    if (basis === undefined)
      throw fail('body-invalid', { at: '/basis', detail: 'Name the law that allows this answer.' })
    if (basisUntil === undefined || new Date(basisUntil) <= tx.now)
      throw fail('body-invalid', { at: '/basisUntil', detail: 'Say until when the answer holds, at a time to come.' })
  } else if ((reasons ?? '').length < shortestRedressReasons)
    throw fail('reason-too-short', {
      ...{ at: '/reasons', detail: `At least ${shortestRedressReasons} characters tell the person why.` },
    })
  if (outcome === 'rejected' && row.kind === 'access')
    throw fail('redress-outcome', {
      ...{ at: '/outcome', detail: 'A refusal says that something is held. Choose `neither-confirm-nor-deny`.' },
    })
  if ((corrections ?? []).length > 0 && outcome !== 'upheld' && outcome !== 'partly')
    throw fail('redress-outcome', { at: '/corrections', detail: 'Only a request that is upheld has corrections.' })
}
