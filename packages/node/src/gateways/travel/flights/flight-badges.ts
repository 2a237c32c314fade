import type { Database } from '../../../safeguards/access/access-store.ts'

type FlightBadges = Record<'flightsLate' | 'messagesToCheck' | 'messagesHeld', number>

/** Counts late flights, messages that could not be read as a whole, and those of them that are held: nothing of them could be read. */
export async function flightBadges(db: Database, now: Date): Promise<FlightBadges> {
  const late = await db
    .selectFrom('flight')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('state', '=', 'late')
    .executeTakeFirst()
  const unread = await db
    .selectFrom('message')
    .select((e) => ['status', e.fn.countAll<string>().as('n')])
    .where('status', 'in', ['quarantined', 'partly-read'])
    .where('delete_at', '>', now)
    .groupBy('status')
    .execute()
  const held = Number(unread.find(({ status }) => status === 'quarantined')?.n ?? 0)
  const partly = Number(unread.find(({ status }) => status === 'partly-read')?.n ?? 0)
  return { flightsLate: Number(late?.n ?? 0), messagesToCheck: held + partly, messagesHeld: held }
}
