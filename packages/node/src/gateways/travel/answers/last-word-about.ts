import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { AskedPerson } from './answer-content.ts'
import { type AnswerRow, openAnswer } from './store-answer.ts'

/** Number of answers searched, the newest first; a traveller in none of them counts as unanswered. */
const most = 20

export interface LastWord {
  answer: AnswerRow
  /** People of the answer who are this traveller, each with their current travellers. */
  people: AskedPerson[]
}

/**
 * Finds the last answer that a sender got about a traveller. People of an answer are identified by the message's
 * current statements, not by the traveller at the time: the answer follows a person through a merge or a split, and
 * never counts as an answer about another person.
 */
export async function lastWordAbout(tx: Tx, travellerId: string): Promise<LastWord | undefined> {
  const row = await tx.db.selectFrom('traveller').select('merged_into').where('id', '=', travellerId).executeTakeFirst()
  const own = new Set([travellerId, ...(row?.merged_into ? [row.merged_into] : [])])
  const answers = await tx.db
    .selectFrom('carrier_answer as a')
    .selectAll('a')
    .where((e) =>
      e.or([
        e(
          'a.id',
          'in',
          e
            .selectFrom('carrier_answer_person as p')
            .select('p.answer_id')
            .where('p.traveller_id', 'in', [...own]),
        ),
        e(
          'a.message_id',
          'in',
          e
            .selectFrom('statement as s')
            .select('s.message_id')
            .where('s.traveller_id', 'in', [...own])
            .where('s.current', '=', true),
        ),
      ]),
    )
    .where('a.kind', 'in', ['response', 'unsolicited'])
    .orderBy('a.at', 'desc')
    .orderBy('a.id')
    .limit(most)
    .execute()
  if (answers.length === 0) return undefined
  const now = await statedTravellers(tx, answers)
  for (const answer of answers) {
    const people = (openAnswer(tx, answer)?.people ?? []).map((person): AskedPerson => {
      const stated = now.get(`${answer.message_id}${person.pointer}`)
      return stated === undefined ? person : { ...person, travellerIds: stated }
    })
    const theirs = people.filter((person) => person.travellerIds.some((id) => own.has(id)))
    if (theirs.length > 0) return { answer, people: theirs }
  }
  return undefined
}

/** Finds the travellers of the current statements, by message and pointer. */
async function statedTravellers(tx: Tx, answers: readonly AnswerRow[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(answers.flatMap((answer) => answer.message_id ?? []))]
  const stated = new Map<string, string[]>()
  if (ids.length === 0) return stated
  const rows = await tx.db
    .selectFrom('statement')
    .select(['message_id', 'pointer', 'traveller_id'])
    .distinct()
    .where('message_id', 'in', ids)
    .where('current', '=', true)
    .where('traveller_id', 'is not', null)
    .orderBy('traveller_id')
    .execute()
  for (const { message_id, pointer, traveller_id } of rows) {
    const key = `${message_id}${pointer}`
    stated.set(key, [...(stated.get(key) ?? []), traveller_id as string])
  }
  return stated
}

/**
 * Selects the travellers who have a standing decision, or about whom an answer may exist, also under a traveller they
 * were merged with.
 */
export async function mayNeedAnswer(tx: Tx, travellerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select t.id from traveller t where t.id = any(${travellerIds}::uuid[]) and (
    exists (select 1 from carrier_answer_person p where p.traveller_id in (t.id, t.merged_into))
    or exists (select 1 from statement s join carrier_answer a on a.message_id = s.message_id
      where s.traveller_id in (t.id, t.merged_into) and s.current)
    or exists (select 1 from traveller e join case_file c on c.subject_id = e.id join decision d on d.case_id = c.id
      where (e.id = t.id or e.merged_into = t.id) and d.reopened_at is null))`.execute(tx.db)
  return rows.map((row) => row.id)
}
