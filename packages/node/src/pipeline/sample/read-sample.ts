import {
  caseReference,
  type Sample,
  type SampledCase,
  type SampleFigures,
  type SampleReading,
  type SampleWeek,
  sampleAnswerDays,
} from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Database, Tx } from '../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../safeguards/oversight/undamaged-or.ts'
import type { SampledCaseTable, SampleReadingTable, SampleWordsTable } from '../../store/sample-schema.ts'
import { namesOf } from '../cases/case-people.ts'
import { type CaseFile, caseAccess } from '../cases/case-record.ts'
import { visibleCases } from '../review/visible-cases.ts'
import { drawTimeOf } from './weeks.ts'

/** The newest weeks that are listed. */
const mostWeeks = 60

/** When the answer to a question is due. */
export const answerDueAt = (askedAt: Date): Date => new Date(askedAt.getTime() + sampleAnswerDays * 86_400_000)

/** Reads the newest weeks, the sample of one of them (the newest drawn one by default) and the figures of all. Error: `not-found`. */
export async function readSample(tx: Tx, asked?: string): Promise<Sample> {
  const weeks = await listWeeks(tx)
  const week = asked ?? weeks.find(({ drawnAt }) => drawnAt !== null)?.week ?? null
  if (asked !== undefined) await refuseUnknown(tx, asked)
  const cases = week === null ? [] : await casesOf(tx, week)
  return { weeks, week, cases, figures: await countReadings(tx) }
}

/** Refuses a week that has no commitment. Error: `not-found`. */
export async function refuseUnknown(tx: Tx, week: string): Promise<void> {
  const found = tx.db.selectFrom('sample_week').select('week').where('week', '=', week)
  if ((await found.executeTakeFirst()) === undefined) throw fail('not-found')
}

async function listWeeks(tx: Tx): Promise<SampleWeek[]> {
  const { rows } = await sql<{
    week: string
    commitment: string
    committed_at: Date
    seed: Buffer | null
    drawn_at: Date | null
    listed: number | null
    list_digest: string | null
    lost: boolean
    drawn: number
    late: boolean
  }>`with next as (select min(week) as week from sample_week where drawn_at is null)
    select w.*, (select count(*)::int from sampled_case s where s.week = w.week) as drawn,
      exists (select from decided_case d where d.at < w.committed_at
        and (d.week = w.week or (d.week is null and w.week = (select n.week from next n)))) as late
    from sample_week w order by w.week desc limit ${mostWeeks}`.execute(tx.db)
  return rows.map((row) => ({
    ...{ week: row.week, commitment: row.commitment, committedAt: row.committed_at.toISOString(), late: row.late },
    ...{ drawsAt: drawTimeOf(row.week).toISOString(), seed: row.seed?.toString('hex') ?? null, lost: row.lost },
    ...{ drawnAt: row.drawn_at?.toISOString() ?? null, listed: row.listed, listDigest: row.list_digest },
    drawn: row.drawn_at === null ? null : row.drawn,
  }))
}

/** Counts the cases of all samples by their newest reading, without planted ones, and the questions that wait. */
async function countReadings(tx: Tx): Promise<SampleFigures> {
  const { rows } = await sql<SampleFigures>`
    with newest as (select distinct on (r.sample_id) r.sample_id, r.verdict from sample_reading r order by r.sample_id, r.at desc, r.id desc),
    asked as (select r.at from sample_reading r where r.verdict = 'question' and not exists (select from sample_answer a where a.reading_id = r.id))
    select count(*)::int as drawn, count(n.verdict)::int as read,
      count(*) filter (where n.verdict is null and not exists (select from case_file c where c.id = s.case_id))::int as deleted,
      count(*) filter (where n.verdict = 'agree')::int as agree, count(*) filter (where n.verdict = 'question')::int as question,
      count(*) filter (where n.verdict = 'disagree')::int as disagree, (select count(*)::int from asked) as unanswered,
      (select count(*)::int from asked where asked.at <= ${overdueBefore(tx.now)}) as overdue
    from sampled_case s left join newest n on n.sample_id = s.id where not is_planted_case(s.case_id)`.execute(tx.db)
  return rows[0] as SampleFigures
}

/** Questions of this time and before are overdue. */
export const overdueBefore = (now: Date): Date => new Date(now.getTime() - sampleAnswerDays * 86_400_000)

async function casesOf(tx: Tx, week: string): Promise<SampledCase[]> {
  const rows = await tx.db
    .selectFrom('sampled_case')
    .selectAll()
    .select((e) => e.fn<boolean>('is_planted_case', ['case_id']).as('planted'))
    .where('week', '=', week)
    .orderBy('minor', 'desc')
    .orderBy('case_id')
    .execute()
  return showCases(tx, rows)
}

async function showCases(
  tx: Tx,
  rows: (Selectable<SampledCaseTable> & { planted: boolean })[],
): Promise<SampledCase[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.case_id)
  const files = await filesOf(tx, ids)
  const decided = await tx.db
    .selectFrom('decision')
    .select(['case_id', 'outcome'])
    .where('case_id', 'in', ids)
    .orderBy('proposed_at')
    .execute()
  const outcomes = new Map(decided.map((row) => [row.case_id, row.outcome]))
  const readings = await readingsOf(tx, rows, files)
  return rows.map((row) => {
    const file = files.get(row.case_id)
    return {
      ...{ id: row.id, week: row.week, caseId: row.case_id as SampledCase['caseId'] },
      reference: file === undefined ? null : caseReference(file.number),
      gateway: row.gateway as SampledCase['gateway'],
      ...{ byLot: row.by_lot, minor: row.minor, planted: row.planted, outcome: outcomes.get(row.case_id) ?? null },
      readings: readings.get(row.id) ?? [],
    }
  })
}

/** Reads the rows of these cases by id. Deleted ones are absent. */
export async function filesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, CaseFile>> {
  const rows = tx.db
    .selectFrom('case_file')
    .selectAll()
    .where('id', 'in', [...ids])
  return new Map((await rows.execute()).map((file) => [file.id, file]))
}

/** Reads the readings of these cases with their answers, the oldest first. */
async function readingsOf(
  tx: Tx,
  cases: readonly Pick<Selectable<SampledCaseTable>, 'id' | 'case_id'>[],
  files: ReadonlyMap<string, CaseFile>,
): Promise<Map<string, SampleReading[]>> {
  const readings = await tx.db
    .selectFrom('sample_reading as r')
    .leftJoin('sample_answer as a', 'a.reading_id', 'r.id')
    .select([
      'r.id',
      'r.sample_id',
      'r.person_id',
      'r.at',
      'r.verdict',
      'a.person_id as answered_by',
      'a.at as answered_at',
    ])
    .where(
      'r.sample_id',
      'in',
      cases.map(({ id }) => id),
    )
    .orderBy('r.at')
    .orderBy('r.id')
    .execute()
  const names = await namesOf(
    tx,
    readings.flatMap((row) => [row.person_id, row.answered_by]),
  )
  const name = (id: string | null) => names.get(id ?? '') ?? 'Somebody'
  const caseOf = new Map(cases.map((row) => [row.id, files.get(row.case_id)]))
  const words = await openWords(tx, readings, (row) => caseOf.get(row.sample_id))
  const shown = new Map<string, SampleReading[]>()
  for (const row of readings) {
    const isQuestion = row.verdict === 'question'
    const dueAt = answerDueAt(row.at)
    const reading: SampleReading = {
      ...{ id: row.id, verdict: row.verdict, by: name(row.person_id), at: row.at.toISOString() },
      text: words.get(`${row.id} false`) ?? null,
      dueAt: isQuestion ? dueAt.toISOString() : null,
      overdue: isQuestion && row.answered_at === null && dueAt <= tx.now,
      answer:
        row.answered_at === null
          ? null
          : {
              ...{ by: name(row.answered_by), at: row.answered_at.toISOString() },
              text: words.get(`${row.id} true`) ?? null,
            },
    }
    shown.set(row.sample_id, [...(shown.get(row.sample_id) ?? []), reading])
  }
  return shown
}

/**
 * Opens the words of readings and of their answers that the actor may read, by `READING IS_ANSWER`. Damaged ones are left out, with an
 * alarm.
 */
export async function openWords<R extends Pick<Selectable<SampleReadingTable>, 'id'>>(
  tx: Tx,
  readings: readonly R[],
  caseOf: (reading: R) => CaseFile | undefined,
): Promise<Map<string, string>> {
  if (readings.length === 0) return new Map()
  const ids = readings.map(({ id }) => id)
  const rows = await tx.db.selectFrom('sample_words').selectAll().where('reading_id', 'in', ids).execute()
  const byId = new Map(readings.map((row) => [row.id, row]))
  const opened = new Map<string, string>()
  for (const row of rows) {
    const reading = byId.get(row.reading_id)
    const file = reading && caseOf(reading)
    const text = file && (await wordsIn(tx, file, row))
    if (text) opened.set(`${row.reading_id} ${row.is_answer}`, text)
  }
  return opened
}

const wordsIn = (tx: Tx, file: CaseFile, { id, a, b }: Selectable<SampleWordsTable>): Promise<string | null> =>
  undamagedOr(
    tx,
    `case:${file.id}`,
    () => tx.openIfAllowed<{ text?: string }>({ ...caseAccess(file), id, a, b })?.value.text ?? null,
    null,
  )

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
