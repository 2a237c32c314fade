import { caseReference, type SampleQuestion } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { namesOf } from '../cases/case-people.ts'
import { type CaseFile, caseAccess, findCase } from '../cases/case-record.ts'
import { visibleCases } from '../review/visible-cases.ts'
import { answerDueAt, filesOf, openWords, overdueBefore } from './read-sample.ts'
import { insertWords } from './write-reading.ts'

/** How many questions a list has at most. */
const mostListed = 200

/** Reads the questions of the readings, those without an answer first. */
const questions = (tx: Tx) =>
  tx.db
    .selectFrom('sample_reading as r')
    .innerJoin('sampled_case as s', 's.id', 'r.sample_id')
    .leftJoin('sample_answer as a', 'a.reading_id', 'r.id')
    .select(['r.id', 'r.at', 's.case_id', 's.id as sample_id', 'a.person_id as answered_by', 'a.at as answered_at'])
    .where('r.verdict', '=', 'question')

/** Lists the questions of oversight whose case the actor may read, at most 200: those without an answer first. */
export async function listQuestions(tx: Tx): Promise<SampleQuestion[]> {
  const rows = await questions(tx)
    .where('s.case_id', 'in', tx.db.selectFrom('case_file').where(visibleCases(tx)).select('case_file.id'))
    .orderBy('a.at', (order) => order.desc().nullsFirst())
    .orderBy('r.at')
    .limit(mostListed)
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.case_id)
  const files = await filesOf(tx, ids)
  const words = await openWords(tx, rows, (row) => files.get(row.case_id))
  const names = await namesOf(
    tx,
    rows.map((row) => row.answered_by),
  )
  const decided = await decidersOf(tx, ids)
  return rows.flatMap((row) => {
    const file = files.get(row.case_id)
    const text = words.get(`${row.id} false`)
    // A question whose words the actor may not read is of a case of others.
    if (file === undefined || text === undefined) return []
    const dueAt = answerDueAt(row.at)
    const isOpen = row.answered_at === null
    return [
      {
        ...{ id: row.id, caseId: file.id as SampleQuestion['caseId'], reference: caseReference(file.number) },
        ...{ askedAt: row.at.toISOString(), dueAt: dueAt.toISOString(), overdue: isOpen && dueAt <= tx.now, text },
        answer:
          row.answered_at === null
            ? null
            : {
                ...{ by: names.get(row.answered_by ?? '') ?? 'Somebody', at: row.answered_at.toISOString() },
                text: words.get(`${row.id} true`) ?? null,
              },
        may: isOpen && tx.actor.role === 'supervisor' && !decided.get(file.id)?.has(tx.actor.person),
      },
    ]
  })
}

/** Returns who proposed or confirmed anything in these cases. */
async function decidersOf(tx: Tx, caseIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const of = (table: 'proposal' | 'confirmation') =>
    tx.db
      .selectFrom(table)
      .select(['case_id', 'person_id'])
      .where('case_id', 'in', [...caseIds])
  const people = new Map<string, Set<string>>()
  for (const row of await of('proposal').union(of('confirmation')).execute())
    people.set(row.case_id, new Set(people.get(row.case_id)).add(row.person_id))
  return people
}

/** The intent of an answer. */
export const answerOf = (id: string): AccessIntent => ({
  ...{ action: 'sample.answer', type: 'sample.answer', ref: `sample:${id}` },
})

/**
 * Answers a question of oversight, once, as a supervisor who decided nothing in the case. Errors: `not-found`, also for a case of others;
 * `same-person`; `sample-state` if it is answered; `deleted`.
 */
export async function answerQuestion(tx: Tx, readingId: string, text: string): Promise<void> {
  const row = await questions(tx).where('r.id', '=', readingId).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  const file = await findCase(tx, row.case_id)
  if (file === undefined || file.delete_at <= tx.now) throw fail('deleted')
  refuseOthers(tx, file)
  if (row.answered_at !== null) throw fail('sample-state', { detail: 'The question has its answer.' })
  if ((await decidersOf(tx, [file.id])).get(file.id)?.has(tx.actor.person)) throw fail('same-person')
  const stored = await tx.db
    .insertInto('sample_answer')
    .values({ reading_id: readingId, person_id: tx.actor.person, at: tx.now })
    .onConflict((c) => c.column('reading_id').doNothing())
    .returning('reading_id')
    .executeTakeFirst()
  if (stored === undefined) throw fail('sample-state', { detail: 'The question has its answer.' })
  await insertWords(tx, file, { readingId, isAnswer: true, text })
  tx.note({ reading: readingId, case: file.id })
  tx.counted(1)
  await tx.announce('sample.changed', `sample:${row.sample_id}`, 2)
}

/** Refuses who may not open the case, with every failed clause. */
function refuseOthers(tx: Tx, file: CaseFile): void {
  tx.open({ ...caseAccess(file), id: file.id, a: file.a, b: file.b })
}

/** Raises an alarm for each question that nobody answered in time. */
export async function noteOverdue(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'record.write', type: 'oversight.read', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const rows = await questions(tx)
      .where('a.reading_id', 'is', null)
      .where('r.at', '<=', overdueBefore(tx.now))
      .orderBy('r.at')
      .limit(mostListed)
      .execute()
    for (const row of rows) {
      const known = tx.db.selectFrom('alarm').select('id').where('code', '=', 'sample-answer-overdue')
      // One alarm for each question, also after somebody acknowledged it.
      if ((await known.where('ref', '=', `sample:${row.id}`).executeTakeFirst()) === undefined)
        await raiseAlarm(tx, 'sample-answer-overdue', `sample:${row.id}`, {})
    }
  })
}
