import { sql } from 'kysely'
import type { Database, Tx } from '../../safeguards/access/access-store.ts'
import { visibleCases } from '../review/visible-cases.ts'

/**
 * Counts for the navigation what waits in the sample: for oversight the drawn cases without a reading (`sampleUnread`), for a supervisor
 * the questions that they may answer (`sampleQuestions`). A count of nothing is left out, and other roles get none.
 */
export async function countWaiting(
  db: Database,
  reader: Pick<Tx, 'actor' | 'purpose' | 'now'>,
): Promise<Record<string, number>> {
  const { actor } = reader
  if (actor.role !== 'oversight' && actor.role !== 'supervisor') return {}
  const cases = db.selectFrom('case_file').where(visibleCases(reader))
  if (actor.role === 'oversight') {
    const unread = await cases
      .innerJoin('sampled_case as s', 's.case_id', 'case_file.id')
      .where(
        sql<boolean>`not is_planted_case(s.case_id) and not exists (select from sample_reading r where r.sample_id = s.id)`,
      )
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(unread.n) === 0 ? {} : { sampleUnread: Number(unread.n) }
  }
  const questions = await cases
    .innerJoin('sampled_case as s', 's.case_id', 'case_file.id')
    .innerJoin('sample_reading as r', 'r.sample_id', 's.id')
    .where('r.verdict', '=', 'question')
    .where(
      sql<boolean>`not exists (select from sample_answer a where a.reading_id = r.id)
        and not exists (select from proposal p where p.case_id = s.case_id and p.person_id = ${actor.person})
        and not exists (select from confirmation c where c.case_id = s.case_id and c.person_id = ${actor.person})`,
    )
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(questions.n) === 0 ? {} : { sampleQuestions: Number(questions.n) }
}
