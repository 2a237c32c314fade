import { breakAfter, type Exposure, type ViewLevel } from '@entente/contracts'
import { setAssigned } from '../../../pipeline/review/case-acts.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'

const minute = 60_000

/** Reads how much a person has viewed since midnight UTC and since their last break. Only that person may read it. */
export const readExposure = (access: AccessStore): Promise<Exposure> =>
  access.transaction({ action: 'content.look', type: 'record.read', impersonal: true }, async (tx) => {
    tx.leavesNoEntry()
    return exposureOf(tx)
  })

/** Counts a view of the person of this transaction, without the viewed file. */
export async function countView(tx: Tx, level: Exclude<ViewLevel, 'blurred'>): Promise<void> {
  await tx.db.insertInto('look').values({ person_id: tx.actor.person, at: tx.now, level }).execute()
}

/**
 * Begins a break of this many minutes, or ends it (0). The person's cases return to the queue, only blurred previews
 * are shown meanwhile, and the count begins again.
 */
export const takeBreak = (access: AccessStore, minutes: number): Promise<Exposure> =>
  access.transaction(
    { action: 'case.work', type: 'case.assign', details: { what: 'break' }, impersonal: true },
    async (tx) => {
      const { person } = tx.actor
      const until = { break_until: new Date(tx.now.getTime() + minutes * minute) }
      // Ending a break keeps its beginning: earlier views stay out of the count.
      const since = minutes > 0 ? { break_from: tx.now } : {}
      await tx.db
        .insertInto('looking')
        .values({ person_id: person, choices: '{}', break_from: tx.now, ...until })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ ...since, ...until }))
        .execute()
      const assigned = await tx.db
        .selectFrom('case_file')
        .selectAll()
        .where('assigned_to', '=', person)
        .where('state', 'in', ['open', 'in-review'])
        .forUpdate()
        .execute()
      if (minutes === 0 || assigned.length === 0) tx.leavesNoEntry()
      if (minutes > 0) for (const row of assigned) await setAssigned(tx, row, null)
      return exposureOf(tx)
    },
  )

/** Reads the exposure of the person of this transaction. */
export async function exposureOf(tx: Tx): Promise<Exposure> {
  const { person } = tx.actor
  const own = await tx.db
    .selectFrom('looking')
    .select(['break_from', 'break_until'])
    .where('person_id', '=', person)
    .executeTakeFirst()
  const midnight = new Date(tx.now)
  midnight.setUTCHours(0, 0, 0, 0)
  const since = own?.break_from ?? midnight
  const from = since < midnight ? midnight : since
  const seen = await tx.db
    .selectFrom('look')
    .select((e) => [
      e.fn.countAll<string>().as('today'),
      e.fn.countAll<string>().filterWhere('at', '>', from).as('since'),
      e.fn.min('at').filterWhere('at', '>', from).as('first'),
    ])
    .where('person_id', '=', person)
    .where('at', '>=', midnight)
    .executeTakeFirstOrThrow()
  const viewsSinceBreak = Number(seen.since)
  const first = seen.first as Date | null
  const minutesSinceBreak = first === null ? 0 : Math.floor((tx.now.getTime() - first.getTime()) / minute)
  const until = own?.break_until ?? null
  return {
    viewedToday: Number(seen.today),
    viewsSinceBreak,
    minutesSinceBreak,
    breakDue: viewsSinceBreak >= breakAfter.views || minutesSinceBreak >= breakAfter.minutes,
    breakUntil: until !== null && until > tx.now ? until.toISOString() : null,
  }
}

/** Returns which of these people are on a break. */
export async function onBreak({ db, now }: Pick<Tx, 'db' | 'now'>, persons: readonly string[]): Promise<string[]> {
  if (persons.length === 0) return []
  const rows = await db
    .selectFrom('looking')
    .select('person_id')
    .where('person_id', 'in', [...persons])
    .where('break_until', '>', now)
    .execute()
  return rows.map((row) => row.person_id)
}
