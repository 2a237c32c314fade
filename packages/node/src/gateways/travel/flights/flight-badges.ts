import { sql } from 'kysely'
import type { Database } from '../../../safeguards/access/access-store.ts'
import { onDay, shownState } from './shown-flights.ts'

type FlightBadges = Record<'flightsLate' | 'messagesToCheck' | 'messagesHeld', number>

/** Counts late flights (of a day, as the list of flights opens them), messages that could not be read as a whole, and those of them that are held: nothing of them could be read. */
export async function flightBadges(db: Database, now: Date, day?: string): Promise<FlightBadges> {
  const late = await db
    .selectFrom('flight')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('same_as', 'is', null)
    .where(sql<boolean>`${shownState} = 'late'`)
    .$if(day !== undefined, (q) => q.where(onDay(day ?? '')))
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
