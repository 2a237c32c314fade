import type { Traveller } from '@entente/contracts'
import type { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'
import type { ReservationContent } from '../statements/statement-draft.ts'
import { linkedTravellers } from './linked-travellers.ts'
import { findTraveller } from './load-record.ts'

/**
 * Loads a traveller for the API: the person, the source of each field, the versions, their reservations, and travellers
 * with shared contacts.
 */
export async function loadTraveller(tx: Tx, id: string): Promise<z.infer<typeof Traveller>> {
  const row = await findTraveller(tx, id)
  const { value } = tx.open<TravellerState>(row)
  const { label: _label, sources, said: _said, reservations, ...person } = value
  const flight = await tx.db
    .selectFrom('flight')
    .select('key')
    .where('id', '=', row.flight_id)
    .executeTakeFirstOrThrow()
  const versions = await tx.db
    .selectFrom('traveller_version')
    .select(['at', 'message_id', 'changed'])
    .where('traveller_id', '=', row.id)
    .orderBy('version')
    .execute()
  const kase = await tx.db
    .selectFrom('case_file')
    .select('id')
    .where('subject_id', '=', row.id)
    .where('delete_at', '>', tx.now)
    .executeTakeFirst()
  return {
    id: row.id,
    crossing: flight.key,
    person: { ...person.person, ...person, role: row.role, state: row.state },
    sources: sources ?? {},
    versions: versions.flatMap(({ at, message_id, changed }) =>
      message_id === null ? [] : [{ at: at.toISOString(), messageId: message_id, changed }],
    ),
    reservations: await openReservations(
      tx,
      reservations.map(({ versionId }) => versionId),
    ),
    linked: (await linkedTravellers(tx, row, new Set())).map(({ by, travellerId }) => ({ by, travellerId })),
    caseId: kase?.id ?? null,
  }
}

async function openReservations(tx: Tx, ids: readonly string[]): Promise<Record<string, unknown>[]> {
  if (ids.length === 0) return []
  const rows = await tx.db
    .selectFrom('reservation_version')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('prepared_at')
    .execute()
  return rows.flatMap((row) => {
    const opened = tx.openIfAllowed<ReservationContent>(row)
    if (opened === undefined) return []
    const { pointer, ...content } = opened.value
    return [{ ...content, messageId: row.message_id, at: pointer }]
  })
}
