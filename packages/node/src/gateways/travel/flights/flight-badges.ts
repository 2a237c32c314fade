import type { Database } from '../../../safeguards/access/access-store.ts'

/** Counts late flights, and messages that could not be read as a whole. */
export async function flightBadges(db: Database, now: Date): Promise<{ flightsLate: number; messagesToCheck: number }> {
  const count = (rows: { n: string } | undefined): number => Number(rows?.n ?? 0)
  const late = await db
    .selectFrom('flight')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('state', '=', 'late')
    .executeTakeFirst()
  const unread = await db
    .selectFrom('message')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('status', 'in', ['quarantined', 'partly-read'])
    .where('delete_at', '>', now)
    .executeTakeFirst()
  return { flightsLate: count(late), messagesToCheck: count(unread) }
}
