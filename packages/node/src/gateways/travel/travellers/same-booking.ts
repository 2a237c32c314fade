import type { CoTraveller } from '@entente/contracts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { openListed } from './open-traveller.ts'

type Companion = z.infer<typeof CoTraveller>
const most = 200

/**
 * Lists the other people of the same reservations on the same flight. People whom the actor may not see are left out;
 * masked people have no name.
 */
export async function sameBooking(tx: Tx, row: { id: string; flight_id: string }): Promise<Companion[]> {
  const booked = await tx.db
    .selectFrom('statement')
    .select(['reservation_key', 'token_key'])
    .where('traveller_id', '=', row.id)
    .where('current', '=', true)
    .where('reservation_key', 'is not', null)
    .execute()
  if (booked.length === 0) return []
  const search = await tx.tokenSearch()
  const keys = booked.flatMap(({ reservation_key, token_key }) => search.like(token_key, reservation_key as Buffer))
  const rows = await tx.db
    .selectFrom('traveller as t')
    .leftJoin('case_file as c', (join) => join.onRef('c.subject_id', '=', 't.id').on('c.delete_at', '>', tx.now))
    .selectAll('t')
    .select('c.number as case_number')
    .where('t.flight_id', '=', row.flight_id)
    .where('t.id', '<>', row.id)
    .where('t.merged_into', 'is', null)
    .where(
      't.id',
      'in',
      sql<string>`(select o.traveller_id from statement o where o.flight_id = ${row.flight_id} and o.current
        and o.reservation_key = any(${keys.map(({ token }) => token)}::bytea[]))`,
    )
    .orderBy('t.id')
    .limit(most)
    .execute()
  const companions: Companion[] = []
  for (const other of rows) {
    const opened = await openListed(tx, other)
    if (opened === undefined) continue
    const { value, masked } = opened
    const caseReference = caseReferenceOf(other.case_number)
    companions.push({ travellerId: other.id, label: value.label ?? '', masked, caseReference })
  }
  return companions
}

/** Writes the reference of a case that people use. */
export const caseReferenceOf = (number: string | null): string | null => (number === null ? null : `C-${number}`)
