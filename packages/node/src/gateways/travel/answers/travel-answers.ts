import { isPlanted } from '../../../pipeline/cases/is-planted.ts'
import type { AnswerSent, GatewayAnswers } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { answerText } from './answer-text.ts'
import { lastWordAbout, mayNeedAnswer } from './last-word-about.ts'
import { lockPeople } from './lock-people.ts'
import { notifyUnasked, wouldNotify } from './notify-unasked.ts'
import { reAnswer } from './re-answer.ts'

/** Answers of the travel gateway to carriers. */
export function travelAnswers(): GatewayAnswers {
  return {
    atOpening: true,
    mayNeedAnswer,
    async outcomeChanged(tx, subjectId) {
      // The people of the last answer are unknown before it is read, so it is read, its people are locked, and it is
      // read again.
      const met = await lastWordAbout(tx, subjectId)
      await lockPeople(tx, [subjectId, ...(met?.people ?? []).flatMap((person) => person.travellerIds)])
      const last = await lastWordAbout(tx, subjectId)
      return last === undefined ? notifyUnasked(tx, subjectId) : reAnswer(tx, last.answer, last.people)
    },
    about: answersAbout,
    wouldSend: wouldNotify,
  }
}

/** Lists the answers about a traveller, newest first; their text is empty once it is masked. */
async function answersAbout(tx: Tx, travellerId: string): Promise<AnswerSent[]> {
  const rows = await tx.db
    .selectFrom('carrier_answer_person as p')
    .innerJoin('carrier_answer as a', 'a.id', 'p.answer_id')
    .selectAll('a')
    .select(['p.outcome', 'p.code', 'p.basis'])
    .where('p.traveller_id', '=', travellerId)
    .orderBy('a.at', 'desc')
    .limit(50)
    .execute()
  const answers = rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind as AnswerSent['kind'],
    text: answerText(row),
    body: tx.openIfAllowed<{ value: { body: string } | null }>(row)?.value.value?.body ?? '',
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  }))
  // Oversight knows that nothing is sent about a planted case.
  if (tx.actor.role === 'oversight' || !(await isPlanted(tx, travellerId))) return answers
  const shown = await wouldNotify(tx, travellerId)
  return shown === null ? answers : [...answers, withoutOutcome(shown)]
}

const withoutOutcome = ({ outcome: _, ...answer }: AnswerSent & { outcome: string }): AnswerSent => answer
