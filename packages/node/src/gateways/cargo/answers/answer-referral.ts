import { cargoVocabulary, type ReferralAnswerRequest } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { reopenForCause } from '../../../pipeline/decide/reopen.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { type ReferralBody, referralClasses } from './answer-row.ts'
import { lockReferral, type ReferralRow } from './lock-referral.ts'

/**
 * Records a filer's answer to its referral, and returns the case to review. The answer decides nothing. Errors: `not-found`
 * (also for the referral of another filer), `referral-closed`, `referral-answered`, `body-invalid`.
 */
export async function answerReferral(
  access: AccessStore,
  senderId: string,
  id: string,
  input: ReferralAnswerRequest,
): Promise<void> {
  const intent = {
    ...({ action: 'referral.answer', type: 'referral.answer' } as const),
    on: (db: Tx['db']) =>
      db
        .selectFrom('cargo_referral')
        .selectAll()
        .where('id', '=', id)
        .where('sender_id', '=', senderId)
        .executeTakeFirst()
        .then((row) => row ?? null),
  }
  await access.transaction(intent, async (tx) => {
    const row = await lockReferral(tx, id)
    if (row === undefined) throw fail('not-found')
    tx.about(`consignment:${row.consignment_id}`)
    checkOpen(tx, row)
    const { value } = tx.open<ReferralBody>(row)
    checkAnswer(row, value, input)
    const answered = { ...value, answers: input.answers, attachments: input.attachments }
    await tx.db
      .updateTable('cargo_referral')
      .set({
        ...({ state: 'answered', ended_at: tx.now, result: input.result } as const),
        ...tx.seal<ReferralBody>(id, answered, referralClasses, row),
      })
      .where('id', '=', id)
      .execute()
    await reopenForCause(tx, cargoVocabulary, row.consignment_id, 'answer-received')
    await tx.announce('consignment.changed', row.consignment_id, row.version)
    tx.counted(1)
  })
}

function checkOpen(tx: Tx, row: ReferralRow): void {
  if (row.state === 'answered') throw fail('referral-answered')
  if (row.state !== 'open' || (row.due_at !== null && row.due_at <= tx.now)) throw fail('referral-closed')
}

function checkAnswer({ kind, origin }: ReferralRow, asked: ReferralBody, input: ReferralAnswerRequest): void {
  if (origin === 'data')
    throw fail('body-invalid', { at: '/answers', detail: 'Send a corrected message: words do not correct data.' })
  if (kind === 'RFS') {
    if (input.result === null)
      throw fail('body-invalid', { at: '/result', detail: 'State the result of the screening.' })
    return
  }
  if (input.result !== null) throw fail('body-invalid', { at: '/result', detail: 'No screening was asked for.' })
  const paths = new Set(asked.questions.map(({ path }) => path))
  const foreign = input.answers.findIndex(({ path }) => !paths.has(path))
  if (foreign >= 0) throw fail('body-invalid', { at: `/answers/${foreign}/path`, detail: 'No question has this path.' })
  const answered = new Set(input.answers.map(({ path }) => path))
  const missing = [...paths].find((path) => !answered.has(path))
  if (missing !== undefined)
    throw fail('body-invalid', {
      at: '/answers',
      detail: `The question about ${missing || 'the consignment'} is not answered.`,
    })
}
