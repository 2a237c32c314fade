import type { CaseDetail, Decision } from '@entente/contracts'

type Answer = CaseDetail['answers'][number]

/** The answer that told the carrier of a decision: the latest one since it was made that is no acknowledgement. */
export function answerTo(detail: Pick<CaseDetail, 'answers'>, decision: Decision): Answer | null {
  const made = Date.parse(decision.confirmedAt ?? decision.proposedAt)
  const since = detail.answers.filter((answer) => answer.kind !== 'acknowledgement' && Date.parse(answer.at) >= made)
  return since.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null
}
