import type { TravellerRecord } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { wholeRecord } from '../../../safeguards/access/record-unreadable.ts'
import type { Change } from '../crossing/changed-pointers.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'
import { linkedTravellers } from './linked-travellers.ts'
import { isTraveller } from './open-traveller.ts'
import { recordFields } from './record-fields.ts'
import { sameBooking } from './same-booking.ts'
import { statementsAbout } from './statements-about.ts'

type RecordOf = z.infer<typeof TravellerRecord>
export type TravellerRow = Awaited<ReturnType<typeof findTraveller>>

/** Finds the row of a traveller. For a traveller who was merged into another, it returns the row of the other. */
export async function findTraveller(tx: Pick<Tx, 'db'>, id: string) {
  const row = await tx.db.selectFrom('traveller').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.merged_into === null) return row
  return tx.db.selectFrom('traveller').selectAll().where('id', '=', row.merged_into).executeTakeFirstOrThrow()
}

/**
 * Loads the record of a traveller for a case or a record page. Each other person in it is opened under their own clock.
 */
export async function loadRecord(tx: Tx, travellerId: string): Promise<RecordOf> {
  const row = await findTraveller(tx, travellerId)
  const { value: opened, masked } = tx.open<TravellerState>(row)
  const value = wholeRecord(row.id, opened, isTraveller)
  const flight = await tx.db.selectFrom('flight').selectAll().where('id', '=', row.flight_id).executeTakeFirstOrThrow()
  const companions = await sameBooking(tx, row)
  const journey = value.legs.map((leg) => {
    const { marketingCarrier, operatingCarrier, number, otherNumber, from, to, departure, arrival } = leg
    return {
      carrier: marketingCarrier ?? operatingCarrier,
      number,
      from,
      to,
      departure,
      arrival,
      screened:
        from === flight.origin &&
        to === flight.destination &&
        departure?.slice(0, 10) === flight.departure?.slice(0, 10),
      flown:
        operatingCarrier === null || otherNumber === null || operatingCarrier === marketingCarrier
          ? null
          : { carrier: operatingCarrier, number: otherNumber },
    }
  })
  // A list states no journey: the flight itself is the only known leg.
  const own = {
    carrier: flight.carrier || null,
    number: flight.number || null,
    from: flight.origin || null,
    to: flight.destination || null,
    departure: flight.departure,
    arrival: flight.arrival,
    screened: true,
    flown: null,
  }
  return {
    travellerId: row.id,
    role: row.role,
    seat: value.seat,
    state: row.state as RecordOf['state'],
    masked,
    maskAt: row.mask_at?.toISOString() ?? null,
    deleteAt: row.delete_at.toISOString(),
    fields: recordFields(value, masked, row.regime),
    documents: value.documents.map(({ type, number, issuer, expires, source }) => ({
      type,
      number,
      issuer,
      expires,
      source,
    })),
    journey: journey.some((leg) => leg.screened) ? journey : [own, ...journey],
    reservations: value.reservations.map(({ locator, carrier, created, cancelled }) => ({
      locator,
      carrier,
      created,
      cancelled,
    })),
    sameBooking: companions,
    linked: await linkedTravellers(tx, row, new Set(companions.map((one) => one.travellerId))),
    versions: await loadVersions(tx, row),
    statements: await statementsAbout(tx, row),
    messages: await messagesAbout(tx, row),
  }
}

async function loadVersions(tx: Tx, row: TravellerRow): Promise<RecordOf['versions']> {
  const versions = await tx.db
    .selectFrom('traveller_version as v')
    .leftJoin('message as m', 'm.id', 'v.message_id')
    .leftJoin('sender as s', 's.id', 'm.sender_id')
    .select([
      'v.version',
      'v.at',
      'v.message_id',
      'v.changed',
      'v.split_id',
      'v.a',
      'v.b',
      'm.format',
      's.name as sender',
    ])
    .where('v.traveller_id', '=', row.id)
    .orderBy('v.version', 'desc')
    .limit(100)
    .execute()
  return versions.flatMap((version) => {
    if (version.message_id === null) return []
    const { changes } = tx.open<{ changes: Change[] }>({ ...row, a: version.a, b: version.b }).value
    const from = `${version.format ?? 'a message'} from ${version.sender ?? 'a sender'}`
    return [
      {
        at: version.at.toISOString(),
        messageId: version.message_id,
        version: version.version,
        // The first version is the record itself: all of it is new.
        changed: version.version === 1 ? [] : changes,
        text: versionText(version, from),
      },
    ]
  })
}

function versionText(row: { version: number; split_id: string | null; changed: string[] }, from: string): string {
  const count = `${row.changed.length} ${row.changed.length === 1 ? 'field' : 'fields'} changed`
  if (row.version === 1) {
    return row.split_id === null
      ? `First stated in ${from}.`
      : `Separated from another traveller by a person; stated in ${from}.`
  }
  return row.split_id === null
    ? `${from}: ${count}.`
    : `A person decided that some of these statements are about somebody else: ${count}.`
}

type Said = z.infer<typeof TravellerRecord>['messages']
const most = 50

/** Lists the messages about a traveller, newest first, each with the segment at which they begin. */
async function messagesAbout(tx: Tx, row: { id: string }): Promise<Said> {
  const rows = await tx.db
    .selectFrom('statement as s')
    .innerJoin('message as m', 'm.id', 's.message_id')
    .select(['m.id', 'm.received_at', 'm.format', 's.pointer', 's.segment'])
    .distinctOn(['m.received_at', 'm.id'])
    .where('s.traveller_id', '=', row.id)
    .where('s.current', '=', true)
    .orderBy('m.received_at', 'desc')
    .orderBy('m.id')
    .limit(most)
    .execute()
  return rows.map((message) => ({
    id: message.id,
    receivedAt: message.received_at.toISOString(),
    format: message.format ?? '',
    segment: message.segment,
  }))
}
