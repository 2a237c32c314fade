import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import type { ReservationContent, StatementContent } from '../statements/statement-draft.ts'
import type { AskedPerson } from './answer-content.ts'

/** The order of sources: passenger list, reservation push, check-in; within one source the newest first. */
const rank: Record<string, number> = { PAXLST: 0, PNRGOV: 1, 'check-in': 2 }

/**
 * Reads the references by which one sender knows a traveller; null where it stated none. References of other senders
 * are never used.
 */
export async function ownReferences(
  tx: Tx,
  travellerId: string,
  senderId: string,
): Promise<Pick<AskedPerson, 'uniqueReference' | 'recordLocator'>> {
  const statements = await tx.db
    .selectFrom('statement as s')
    .innerJoin('message as m', 'm.id', 's.message_id')
    .selectAll('s')
    .where('s.traveller_id', '=', travellerId)
    .where('s.current', '=', true)
    .where('m.sender_id', '=', senderId)
    .orderBy('s.prepared_at', 'desc')
    .orderBy('s.id')
    .execute()
  statements.sort((a, b) => (rank[a.source] ?? 3) - (rank[b.source] ?? 3))
  const said = statements.flatMap(
    (row) => tx.openIfAllowed<StatementContent>(row as PersonalRow)?.value.person?.references ?? [],
  )
  const uniqueReference = said.map((own) => own.uniqueReference).find((own) => own !== null) ?? null
  const recordLocator =
    said.map((own) => own.recordLocator).find((own) => own !== null) ?? (await bookedAs(tx, statements))
  return { uniqueReference, recordLocator }
}

/** Finds the locator of the newest reservation of these statements. */
async function bookedAs(
  tx: Tx,
  statements: readonly { reservation_version_id: string | null }[],
): Promise<string | null> {
  const ids = statements.flatMap((row) => row.reservation_version_id ?? [])
  if (ids.length === 0) return null
  const rows = await tx.db.selectFrom('reservation_version').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const id of ids) {
    const row = byId.get(id)
    const locator = row && tx.openIfAllowed<ReservationContent>(row as PersonalRow)?.value.locator
    if (locator) return locator
  }
  return null
}
