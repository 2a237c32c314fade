import { randomUUID } from 'node:crypto'
import type { NewSampleReading } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import { type CaseFile, caseAccess, findCase } from '../cases/case-record.ts'
import { isPlanted } from '../cases/is-planted.ts'

/** Readings of one case at most. */
const mostReadings = 20

const wordsClasses = classesOf<{ text: string }>()('sample_words', { text: 'masked' })

/** The intent of a reading. The log names the case of the sample and not the case, because reviewers see the entries of a case. */
export const readingOf = (id: string): AccessIntent => ({
  ...{ action: 'sample.write', type: 'sample.read', ref: `sample:${id}` },
})

/**
 * Writes what oversight found in a case of a sample. A reading is never changed; a later one of the same case counts instead.
 *
 * Errors: `not-found`; `deleted` if the case is gone; `sample-planted` for a case that the node invented; `sample-state` after twenty
 * readings; a refusal without a purpose of the case.
 */
export async function writeReading(tx: Tx, sampleId: string, { verdict, text }: NewSampleReading): Promise<string> {
  const sampled = await tx.db.selectFrom('sampled_case').selectAll().where('id', '=', sampleId).executeTakeFirst()
  if (sampled === undefined) throw fail('not-found')
  const file = await findCase(tx, sampled.case_id)
  if (file === undefined || file.delete_at <= tx.now) throw fail('deleted')
  // Only who may read the case writes about it.
  tx.open({ ...caseAccess(file), id: file.id, a: file.a, b: file.b })
  if (await isPlanted(tx, file.id)) throw fail('sample-planted')
  const earlier = await tx.db
    .selectFrom('sample_reading')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('sample_id', '=', sampleId)
    .executeTakeFirstOrThrow()
  if (Number(earlier.n) >= mostReadings)
    throw fail('sample-state', { detail: `A case has at most ${mostReadings} readings.` })
  const id = randomUUID()
  await tx.db
    .insertInto('sample_reading')
    .values({ id, sample_id: sampleId, person_id: tx.actor.person, at: tx.now, verdict })
    .execute()
  await insertWords(tx, file, { readingId: id, isAnswer: false, text })
  tx.note({ reading: id, verdict, week: sampled.week, case: file.id })
  tx.counted(1)
  await tx.announce('sample.changed', `sample:${sampleId}`, 1)
  return id
}

/** Stores the words of a reading or of its answer, sealed under the clocks of the case. */
export async function insertWords(
  tx: Tx,
  file: CaseFile,
  { readingId, isAnswer, text }: { readingId: string; isAnswer: boolean; text: string },
): Promise<void> {
  const id = randomUUID()
  const sealed = tx.seal(id, { text }, wordsClasses, file)
  await tx.db
    .insertInto('sample_words')
    .values({ id, reading_id: readingId, is_answer: isAnswer, case_id: file.id, ...sealed })
    .execute()
}
