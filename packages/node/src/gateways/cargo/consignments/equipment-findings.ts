import type { CargoFinding } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** The findings of rule R9: a manifest and a stowage plan of one voyage, compared by container. */
export type EquipmentCode = 'EQUIPMENT_UNDECLARED' | 'EQUIPMENT_NOT_STOWED' | 'EMPTY_DECLARED_FULL' | 'GROSS_VS_VGM'

const messages: Readonly<Record<EquipmentCode, string>> = {
  EQUIPMENT_UNDECLARED: 'The stowage plan has this container, and no declaration of the voyage names it.',
  EQUIPMENT_NOT_STOWED: 'The manifest names this container, and the stowage plan of the voyage does not have it.',
  EMPTY_DECLARED_FULL: 'The manifest and the stowage plan disagree whether this container is full or empty.',
  GROSS_VS_VGM: 'The verified mass of the stowage plan does not fit the mass of the manifest.',
}

export const equipmentCodeNames: ReadonlySet<string> = new Set(Object.keys(messages))

/** Returns the codes of these consignments. Runs one statement, and none if no consignment is on a known voyage. */
export async function equipmentCodes(
  tx: Pick<Tx, 'db'>,
  rows: readonly { id: string; voyage_id: string | null }[],
): Promise<Map<string, string[]>> {
  const ids = rows.flatMap(({ id, voyage_id: voyage }) => (voyage === null ? [] : [id]))
  if (ids.length === 0) return new Map()
  const { rows: found } = await sql<{ id: string; codes: string[] }>`
    select consignment_id as id, array_agg(distinct code) as codes from cargo_equipment_finding
    where consignment_id = any(${ids}::uuid[]) group by consignment_id`.execute(tx.db)
  return new Map(found.map(({ id, codes }) => [id, codes]))
}

const mostShown = 200

/** Reads the findings of a consignment. `isMasked` leaves out what was stated. */
export async function equipmentFindings(
  tx: Pick<Tx, 'db'>,
  consignment: { rowId: string; id: string; isMasked: boolean },
): Promise<CargoFinding[]> {
  const rows = await tx.db
    .selectFrom('cargo_equipment_finding')
    .selectAll()
    .where('consignment_id', '=', consignment.rowId)
    .orderBy('container')
    .orderBy('code')
    .limit(mostShown)
    .execute()
  return rows.map(({ container, code, expected, actual }) => ({
    ...{ code, severity: 'warning', reject: false, consignment: consignment.id, item: null, equipment: container },
    ...{ party: null, rule: 'R9', position: null, literal: null, at: null },
    ...(consignment.isMasked ? { expected: null, actual: null } : { expected, actual }),
    message: messages[code as EquipmentCode] ?? code,
  }))
}
