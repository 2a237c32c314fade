import { type DecidedWeek, type OversightRates, type OversightRatesQuery, ratesWeeks } from '@entente/contracts'
import type { Counted } from '@entente/matching'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Gateway, Gateways } from '../gateway/gateway.ts'
import { readCurve } from '../match/threshold/read-curve.ts'
import { readRates } from '../match/trial/read-trial.ts'
import { usualDays } from '../match/trial/start-trial.ts'
import { datedChanges } from './dated-changes.ts'
import {
  decidedWeeks,
  figureOf,
  groupRatios,
  type SourceCounts,
  sourceRates,
  type WeekCounts,
  workFigureOf,
} from './figures.ts'

const weekMs = 7 * 86_400_000
/** How many weeks a row of a source shows. */
const weeksOfSource = 12
/** How many weeks are read at least, so that the same weeks are hidden in each window. */
const leastWeeks = ratesWeeks[1]

/** Returns the last Monday, 00:00 UTC. The figures end there, so that they do not change within a week. */
export function lastMonday(now: Date): Date {
  const day = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  return new Date(day - ((now.getUTCDay() + 6) % 7) * 86_400_000)
}

/**
 * Reads the figures of one gateway over the last whole weeks and over as many weeks before. All counts are made by the
 * database. Reads neither a person's name nor a record.
 */
export async function readOversightRates(
  tx: Tx,
  gateways: Gateways,
  query: z.infer<typeof OversightRatesQuery>,
): Promise<OversightRates> {
  const gateway = query.gateway === undefined ? (gateways.all[0] as Gateway) : gateways.of(query.gateway)
  const kind = gateway.vocabulary.kind
  const weeks = query.weeks ?? ratesWeeks[1]
  const until = lastMonday(tx.now)
  const from = new Date(until.getTime() - weeks * weekMs)
  const window: Window = { kind, from, until, first: new Date(from.getTime() - weeks * weekMs), weeks }
  const feedback = await feedbackByWeek(tx, window)
  const decisions = await decisionsByWeek(tx, window)
  const answers = await answersByWeek(tx, window)
  const people = await reviewersOf(tx, window)
  const compared = gateway.compare === undefined
  const read = Math.max(weeks, leastWeeks)
  const all = decidedWeeks(weekCounts({ from: new Date(until.getTime() - read * weekMs), weeks: read }, feedback))
  const decided = all.slice(-weeks)
  const isHidden = (week: DecidedWeek | undefined) => week?.confirmed === null
  const mistaken = figureOf(...split(window, feedback, (row) => ({ count: row.mistaken, n: decidedIn(row) })))
  return {
    gateway: kind as OversightRates['gateway'],
    weeks,
    from: from.toISOString(),
    until: until.toISOString(),
    hits: gateway.seenByWeek === undefined ? null : figureOf(...(await hitsByWeek(tx, gateway, window))),
    // The share of a hidden week would show its number of hits.
    mistaken: { ...mistaken, weeks: mistaken.weeks.map((share, place) => (isHidden(decided[place]) ? null : share)) },
    disagreed: workFigureOf(...split(window, answers, (row) => row), {
      now: people.seconds,
      before: people.secondsBefore,
    }),
    late: workFigureOf(...split(window, decisions, (row) => row), { now: people.firsts, before: people.firstsBefore }),
    sources: sourceRates(
      sourcesOf(window, feedback),
      new Date(until.getTime() - (weeksOfSource / 2) * weekMs).toISOString(),
      all.slice(-weeksOfSource).map(isHidden),
    ),
    decided,
    groups: compared ? await groupsOf(tx) : null,
    curve: compared ? await readCurve(tx, { kind, from, until, weeks }) : null,
    changes: await datedChanges(tx, window.from, tx.now),
  }
}

interface Window {
  kind: string
  /** The start of the window before this one. */
  first: Date
  from: Date
  until: Date
  weeks: number
}
interface OfWeek {
  week: Date
}
interface FeedbackRow extends OfWeek {
  source: string
  confirmed: number
  mistaken: number
  useless: number
}
const decidedIn = ({ confirmed, mistaken, useless }: FeedbackRow): number => confirmed + mistaken + useless

const weekOf = (at: string): RawBuilder<unknown> => sql`date_trunc('week', ${sql.ref(at)}, 'UTC')`

/** Returns the weeks of the window and of the one before it, oldest first, each with its sum. */
function split<Row extends OfWeek>(
  { first, weeks }: Window,
  rows: readonly Row[],
  counted: (row: Row) => Counted,
): [Counted[], Counted[]] {
  const all = Array.from({ length: 2 * weeks }, () => ({ count: 0, n: 0 }))
  for (const row of rows) {
    const week = all[Math.round((row.week.getTime() - first.getTime()) / weekMs)]
    if (week === undefined) continue
    const { count, n } = counted(row)
    week.count += count
    week.n += n
  }
  return [all.slice(weeks), all.slice(0, weeks)]
}

/** Counts the newest own feedback on each hit. */
async function feedbackByWeek(tx: Tx, { kind, first, until, weeks }: Window): Promise<FeedbackRow[]> {
  const since = new Date(Math.min(first.getTime(), until.getTime() - Math.max(weeks, leastWeeks) * weekMs))
  const { rows } = await sql<FeedbackRow>`
    select ${weekOf('f.at')} as week, coalesce(f.source, '') as source,
      count(*) filter (where f.outcome = 'confirmed')::int as confirmed,
      count(*) filter (where f.outcome = 'mistaken')::int as mistaken,
      count(*) filter (where f.outcome = 'not-useful')::int as useless
    from counted_feedback f join case_file c on c.id = f.case_id
    where f.latest and f.from_member is null and f.hit_id is not null and f.outcome <> 'no-hit'
      and f.at >= ${since} and f.at < ${until} and c.gateway = ${kind}
    group by 1, 2`.execute(tx.db)
  return rows
}

/** Counts the decisions with a deadline, and those made after it. */
async function decisionsByWeek(tx: Tx, { kind, first, until }: Window): Promise<(OfWeek & Counted)[]> {
  const { rows } = await sql<OfWeek & Counted>`
    select ${weekOf('d.proposed_at')} as week, count(*)::int as n,
      count(*) filter (where coalesce(d.confirmed_at, d.proposed_at) > c.due_at)::int as count
    from counted_decision d join case_file c on c.id = d.case_id
    where d.proposed_at >= ${first} and d.proposed_at < ${until} and d.gateway = ${kind} and c.due_at is not null
    group by 1`.execute(tx.db)
  return rows
}

/** Counts the answers of second persons, and those that disagreed. */
async function answersByWeek(tx: Tx, { kind, first, until }: Window): Promise<(OfWeek & Counted)[]> {
  const { rows } = await sql<OfWeek & Counted>`
    select ${weekOf('a.at')} as week, count(*)::int as n, count(*) filter (where not a.agree)::int as count
    from counted_confirmation a join proposal p on p.id = a.proposal_id
    where a.at >= ${first} and a.at < ${until} and p.gateway = ${kind}
    group by 1`.execute(tx.db)
  return rows
}

/** Counts the people who decided and who answered as second person, now and in the window before. */
async function reviewersOf(tx: Tx, { kind, first, from, until }: Window) {
  const { rows } = await sql<{ firsts: number; firstsBefore: number; seconds: number; secondsBefore: number }>`
    select
      (select count(distinct proposed_by)::int from counted_decision where gateway = ${kind} and proposed_at >= ${from} and proposed_at < ${until}) as firsts,
      (select count(distinct proposed_by)::int from counted_decision where gateway = ${kind} and proposed_at >= ${first} and proposed_at < ${from}) as "firstsBefore",
      (select count(distinct a.person_id)::int from counted_confirmation a join proposal p on p.id = a.proposal_id where p.gateway = ${kind} and a.at >= ${from} and a.at < ${until}) as seconds,
      (select count(distinct a.person_id)::int from counted_confirmation a join proposal p on p.id = a.proposal_id where p.gateway = ${kind} and a.at >= ${first} and a.at < ${from}) as "secondsBefore"`.execute(
    tx.db,
  )
  return rows[0] as (typeof rows)[number]
}

/** Counts the subjects and those of them that got a case. */
async function hitsByWeek(tx: Tx, gateway: Gateway, window: Window): Promise<[Counted[], Counted[]]> {
  const { kind, first, until } = window
  const seen = (await gateway.seenByWeek?.(tx, first, until)) ?? []
  const { rows } = await sql<OfWeek & Counted>`
    select ${weekOf('opened_at')} as week, count(*)::int as count, 0 as n from counted_case
    where gateway = ${kind} and opened_at >= ${first} and opened_at < ${until} group by 1`.execute(tx.db)
  const subjects = split(window, seen, ({ subjects }) => ({ count: 0, n: subjects }))
  const cases = split(window, rows, (row) => row)
  // A case can be opened in a later week than its subject came.
  const joined = (side: 0 | 1) =>
    subjects[side].map(({ n }, place) => ({ n, count: Math.min(n, cases[side][place]?.count ?? 0) }))
  return [joined(0), joined(1)]
}

function sourcesOf({ from, until }: Window, rows: readonly FeedbackRow[]): SourceCounts[] {
  const bySource = new Map<string, FeedbackRow[]>()
  for (const row of rows) bySource.set(row.source, [...(bySource.get(row.source) ?? []), row])
  const start = until.getTime() - weeksOfSource * weekMs
  return [...bySource].map(([source, own]) => {
    const weeks = Array.from({ length: weeksOfSource }, () => ({ count: 0, n: 0 }))
    const window = { count: 0, n: 0 }
    for (const row of own) {
      const places = [weeks[Math.round((row.week.getTime() - start) / weekMs)], row.week >= from ? window : undefined]
      for (const place of places) {
        if (place === undefined) continue
        place.count += row.mistaken
        place.n += decidedIn(row)
      }
    }
    return { source, window, weeks }
  })
}

function weekCounts({ from, weeks }: Pick<Window, 'from' | 'weeks'>, rows: readonly FeedbackRow[]): WeekCounts[] {
  const counts = Array.from({ length: weeks }, (_, place) => ({
    from: new Date(from.getTime() + place * weekMs).toISOString(),
    ...{ confirmed: 0, mistaken: 0, notUseful: 0 },
  }))
  for (const row of rows) {
    const week = counts[Math.round((row.week.getTime() - from.getTime()) / weekMs)]
    if (week === undefined) continue
    week.confirmed += row.confirmed
    week.mistaken += row.mistaken
    week.notUseful += row.useless
  }
  return counts
}

async function groupsOf(tx: Tx): Promise<OversightRates['groups']> {
  const { measured, days } = await readRates(tx, usualDays)
  if (measured === null) return null
  const { at, all, script, nationality } = measured
  return {
    at,
    days,
    script: groupRatios(all, script.groups),
    nationality: groupRatios(all, nationality.groups),
  }
}
