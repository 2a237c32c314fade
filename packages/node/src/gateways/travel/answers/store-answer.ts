import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Opened, PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import type { MessageTable } from '../../../store/schema.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { AnswerTable } from '../store/schema.ts'
import type { AnswerContent, PersonOutcome } from './answer-content.ts'
import { answerClasses } from './answer-content.ts'

export type AnswerRow = Selectable<AnswerTable>
export type MessageRow = Selectable<MessageTable>

/**
 * Stores an answer before it is sent: the people, their outcomes with the basis, and the bytes. It is written at the end of
 * the transaction. Two answers to one request in one transaction need a `flush` between them. Returns its id.
 */
export function storeAnswer(
  tx: Tx,
  message: MessageRow,
  answer: {
    /** Default: a new id. */
    id?: string
    kind: 'response' | 'unsolicited'
    content: AnswerContent
    outcomes: readonly PersonOutcome[]
    flightId: string | null
    timedOut: boolean
    answeredInMs: number | null
    giveUpAt: Date | null
  },
): string {
  const id = answer.id ?? randomUUID()
  const { regime, purposes, team, received_at, mask_at, delete_at } = message
  tx.later(
    tx.db.insertInto('carrier_answer').values({
      id,
      kind: answer.kind,
      message_id: message.id,
      sender_id: message.sender_id,
      flight_id: answer.flightId,
      at: afterEarlierAnswers(tx, message.id, answer.content.people),
      answered_in_ms: answer.answeredInMs,
      timed_out: answer.timedOut,
      delivered_at: answer.kind === 'response' ? tx.now : null,
      give_up_at: answer.giveUpAt,
      failed_at: null,
      regime,
      purposes,
      team,
      received_at,
      mask_at,
      delete_at,
      ...tx.seal(id, { value: answer.content }, answerClasses, message),
    }),
  )
  // A person on several legs is several travellers: one row each, in order.
  const rows = answer.content.people.flatMap((person, place) => {
    const given = answer.outcomes[place] as PersonOutcome
    const travellers = person.travellerIds.length > 0 ? person.travellerIds : [null]
    return travellers.map((travellerId) => ({
      traveller_id: travellerId,
      case_id: given.caseId,
      outcome: given.outcome,
      code: person.code,
      basis: given.basis,
      decision_id: given.decision?.id ?? null,
    }))
  })
  if (rows.length > 0) {
    tx.later(
      insertRecords(
        'carrier_answer_person',
        rows.map((row, position) => ({ answer_id: id, position, ...row })),
      ),
    )
  }
  const cases = [...new Set(rows.map((row) => row.case_id).filter((caseId) => caseId !== null))]
  for (const caseId of cases) {
    const outcome = rows.find((row) => row.case_id === caseId)?.outcome ?? null
    void tx.log({ type: 'answer.sent', ref: `case:${caseId}`, count: 1, details: { outcome, answer: id } })
  }
  return id
}

/**
 * Returns the time of an answer: after every earlier one to the same request or about the same people. One transaction
 * can begin before another and store its answer after it; this time decides which answer is the last.
 */
function afterEarlierAnswers(tx: Tx, messageId: string, people: AnswerContent['people']) {
  const ids = [...new Set(people.flatMap((person) => person.travellerIds))]
  return sql<Date>`greatest(${tx.now}::timestamptz, (select max(a.at) + interval '1 millisecond' from carrier_answer a
    where a.message_id = ${messageId}::uuid
      or a.id in (select p.answer_id from carrier_answer_person p where p.traveller_id = any(${ids}::uuid[]))))`
}

/** Opens the content of an answer; undefined once it is masked. */
export function openAnswer(tx: Tx, row: AnswerRow): AnswerContent | undefined {
  return (
    (tx.open<{ value: AnswerContent | null }>(row as PersonalRow) as Opened<{ value: AnswerContent | null }>).value
      .value ?? undefined
  )
}
