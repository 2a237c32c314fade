import { type Selectable, sql } from 'kysely'
import type { Likeness } from '../../../pipeline/gateway/gateway.ts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import type { Incoming } from '../../../pipeline/gateway/pipeline-steps.ts'
import { loadRaw } from '../../../pipeline/raw/raw-files.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { SenderTable } from '../../../store/schema.ts'
import { sniffFlight, sniffFormat } from '../messages/sniff-format.ts'
import { readSegments } from './edifact-text.ts'
import { inventPerson } from './invent-person.ts'
import { writeReservation } from './write-reservation.ts'

/** A person who departs sooner would be checked in before anybody could look at the case. */
const leastMinutes = 45

/** Returns whether only this message states these travellers. */
export async function areNewTravellers(tx: Tx, messageId: string, travellerIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from statement
    where traveller_id = any(${travellerIds}::uuid[]) and message_id <> ${messageId}::uuid limit 1`.execute(tx.db)
  return rows.length === 0
}

/**
 * Invents a reservation of a person who resembles a signal, as an update of the reservations of a flight that has them already, so that no
 * list, slot or part of the flight depends on it. The flight is one with cases, if there is any. Returns null if none fits.
 */
export async function plantTraveller(
  tx: Tx,
  deps: Pick<CoreDeps, 'dataRoot'>,
  likeness: Likeness,
): Promise<Incoming | null> {
  const person = inventPerson(likeness, tx.now)
  if (person === null) return null
  for (const row of await recentPushes(tx)) {
    const interchange = readSegments((await loadRaw(tx, deps, row)).toString('latin1'))
    const text = interchange && writeReservation(interchange, person, tx.now)
    if (text === null) continue
    const sender = await senderOf(tx, row.sender_id)
    const bytes = Buffer.from(text, 'latin1')
    const channel = row.channel as Incoming['channel']
    return { sender, channel, bytes, format: sniffFormat(bytes), group: sniffFlight(bytes) }
  }
  return null
}

/** Finds whole pushes of reservations of flights that have not left. None of them was invented itself. */
async function recentPushes(tx: Tx): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.* from message m join flight_message f on f.message_id = m.id and f.current and f.kind = 'PNRGOV' and f.function = '22'
      join flight t on t.id = f.flight_id and t.state not in ('cancelled', 'closed')
    where m.gateway = 'travel' and m.status = 'read' and m.raw is not null and (m.mask_at is null or m.mask_at > ${tx.now}::timestamptz)
      and m.channel <> 'interactive' and not is_planted_message(m.id)
      and t.departs_at > ${tx.now}::timestamptz + make_interval(mins => ${leastMinutes})
      and m.received_at > ${tx.now}::timestamptz - interval '4 days'
      and exists (select from sender s where s.id = m.sender_id and s.regimes ? 'PNRGOV')
    order by exists (select from counted_case c where c.context_id = t.id and c.state in ('open', 'in-review')) desc, random()
    limit 8`.execute(tx.db)
  return rows
}

function senderOf(tx: Tx, id: string): Promise<Selectable<SenderTable>> {
  return tx.db.selectFrom('sender').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}
