import { sql } from 'kysely'
import type { Tx } from '../access/access-store.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { readAttributes, systemAccess } from '../access/system.ts'
import { raiseAlarm } from '../oversight/raise-alarm.ts'

const day = 86_400_000
/** An upgrade leaves everything on for so long without a record. */
const draftDays = 90
/** The alarms before the end of a record, by the days that are left at most. */
const reminders = [
  { days: 1, code: 'necessity-ends-tomorrow' },
  { days: 7, code: 'necessity-ends-soon' },
  { days: 30, code: 'necessity-ends' },
] as const

interface Gate {
  subject_type: string
  subject_id: string
  draft_until: Date | null
  reminded: number | null
  valid_until: Date | null
}

/**
 * Job: ends what has no record any more, and reminds of what ends in 30 days, in 7 days and in one. Matching stops with the time of the record
 * already; the job writes the entry `gate.lapse` and the alarm. A killed job is repeated and gives the same result.
 */
export async function watchNecessity(deps: Pick<CoreDeps, 'store' | 'member' | 'clock'>): Promise<void> {
  const now = deps.clock()
  const gates = await readAttributes(deps, (db) => readGates(db, now))
  const failed: unknown[] = []
  for (const gate of gates) {
    // One that fails does not keep the others from ending.
    await watchGate(deps, gate).catch((error: unknown) => failed.push(error))
  }
  if (failed.length > 0) throw failed[0]
}

async function watchGate(deps: Pick<CoreDeps, 'store' | 'member'>, gate: Gate): Promise<void> {
  const ref = `${gate.subject_type}:${gate.subject_id}`
  const intent = { action: 'record.write', type: 'gate.lapse', impersonal: true, ref } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    // Somebody may have approved a record meanwhile.
    const [still] = await readGates(tx.db, tx.now, gate)
    if (still === undefined) return tx.leavesNoEntry()
    const until = still.valid_until ?? still.draft_until
    if (until === null || until <= tx.now) return lapse(tx, still, ref)
    tx.leavesNoEntry()
    await remind(tx, still, { ref, until })
  })
}

/** Reads the gates that end, or that need a reminder which they did not get yet. */
async function readGates(
  db: Tx['db'],
  now: Date,
  of: Pick<Gate, 'subject_type' | 'subject_id'> | null = null,
): Promise<Gate[]> {
  const one = of === null ? sql`true` : sql`g.subject_type = ${of.subject_type} and g.subject_id = ${of.subject_id}`
  const lock = of === null ? sql`` : sql`for update of g`
  const until = sql`coalesce(r.valid_until, g.draft_until, '-infinity')`
  const due = reminders.map(
    ({ days }) =>
      sql`(${until} <= ${new Date(now.getTime() + days * day)} and (g.reminded is null or g.reminded > ${days}))`,
  )
  const { rows } = await sql<Gate>`
    select g.subject_type, g.subject_id, g.draft_until, g.reminded, r.valid_until
    from necessity_gate g left join necessity_record r on r.subject_type = g.subject_type and r.subject_id = g.subject_id
      and r.approved_at is not null and r.ended_at is null
    where g.lapsed_at is null and ${one}
      and (${until} <= ${now} or ${sql.join(due, sql` or `)} or (r.valid_until is null and g.reminded is null))
    order by g.subject_type, g.subject_id ${lock}`.execute(db)
  return rows
}

async function lapse(tx: Tx, gate: Gate, ref: string): Promise<void> {
  await update(tx, gate, { lapsed_at: tx.now })
  const until = (gate.valid_until ?? gate.draft_until)?.toISOString() ?? null
  tx.note({ subject: ref, until })
  await raiseAlarm(tx, 'necessity-lapsed', ref, { until })
  await tx.announce('necessity.changed', ref, 0)
}

async function remind(tx: Tx, gate: Gate, { ref, until }: { ref: string; until: Date }): Promise<void> {
  const left = Math.ceil((until.getTime() - tx.now.getTime()) / day)
  const due = reminders.find(({ days }) => left <= days)
  if (due === undefined && gate.valid_until !== null) return
  const days = due?.days ?? draftDays
  if (gate.reminded !== null && gate.reminded <= days) return
  await update(tx, gate, { reminded: days })
  const detail = { value: left, limit: days, until: until.toISOString() }
  if (due !== undefined) await raiseAlarm(tx, due.code, ref, detail)
  else await raiseAlarm(tx, 'necessity-draft', ref, detail)
}

const update = (tx: Tx, gate: Gate, set: { lapsed_at?: Date; reminded?: number }) =>
  tx.db
    .updateTable('necessity_gate')
    .set(set)
    .where('subject_type', '=', gate.subject_type)
    .where('subject_id', '=', gate.subject_id)
    .execute()
