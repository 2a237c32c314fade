import type { CargoAnswer, ReferralAnswerRequest } from '@entente/contracts'

/** Returns what an invented filer replies to a request for information or for screening; null if nothing is asked. */
export function replyTo({ event, result, questions }: CargoAnswer): Partial<ReferralAnswerRequest> | null {
  if (event !== 'referral') return null
  if (result === 'RFS') return { result: 'clear' }
  return {
    answers: questions.map(({ path }) => ({
      path,
      text: 'Steel rollers and guide rails for a packing line. The consignee opened its works this month.',
    })),
  }
}
