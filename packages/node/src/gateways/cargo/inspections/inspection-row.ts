import type { FoundGoods, InspectedGoods } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import { classesOf } from '../../../safeguards/access/field-classes.ts'
import type { Action } from '../../../safeguards/access/roles.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { InspectionTable } from '../store/inspection-schema.ts'

export type InspectionOrder = Selectable<InspectionTable>
/** The teams that read and record inspections. The rows are routed to the first one. */
export const inspectionTeams = ['inspection', 'cargo'] as const

export const goodsClasses = classesOf<InspectedGoods>()('inspected goods', {
  ...{ description: 'remarks', pieces: 'kept', packages: 'kept', grossKg: 'kept', hsCodes: 'kept' },
  ...{ unNumbers: 'kept', equipmentIds: 'kept', seals: 'masked' },
  parties: { role: 'kept', name: 'names', country: 'kept' },
})

/** The texts of a result. Codes and quantities stay unmasked: later models and inspections learn from them. */
export interface ResultText {
  found: z.infer<typeof FoundGoods>[]
  reason: string | null
}
export const resultClasses = classesOf<ResultText>()('inspection result', {
  found: { description: 'remarks', hs: 'kept', unNumber: 'kept', quantity: 'remarks' },
  reason: 'remarks',
})

/** Returns the facts by which an inspector finds the goods. */
export function goodsOf({ consignment: c }: MergedConsignment): InspectedGoods {
  return {
    ...{ description: c.description, pieces: c.pieces, packages: c.packages, grossKg: c.grossKg },
    ...{ hsCodes: c.hsCodes, unNumbers: c.unNumbers, equipmentIds: c.equipmentIds },
    seals: c.seals.map(({ id }) => id),
    parties: c.parties
      .filter(({ role }) => ['consignor', 'consignee', 'notify'].includes(role))
      .map(({ role, name, country }) => ({ role, name, country })),
  }
}

/** Returns the team as which an actor meets an order: orders belong to inspectors, and to the officers who order them. */
export const teamFor = (actor: Tx['actor']): string =>
  inspectionTeams.find((team) => actor.teams.includes(team)) ?? inspectionTeams[0]
/** Tests whether an actor sees cases: inspectors see orders only. */
export const seesCases = ({ actor }: Pick<Tx, 'actor'>): boolean => actor.teams.includes('cargo')

/** Returns the intent of an act on one order. Every clause is checked before anything is read. */
export const onInspection = (
  actor: Tx['actor'],
  id: string,
  action: Action & `inspection.${string}`,
  more: Partial<AccessIntent> = {},
): AccessIntent => ({
  ...{ action, type: action === 'inspection.read' ? 'record.read' : 'inspection.record', ref: `inspection:${id}` },
  on: async (db) => {
    const row = await db.selectFrom('cargo_inspection').selectAll().where('id', '=', id).executeTakeFirst()
    return row && { ...row, team: teamFor(actor) }
  },
  ...more,
})

/**
 * Reads and locks an order until the transaction ends: changes of one order run one after another. The case of the goods
 * is locked first, as where hits are applied.
 */
export async function lockInspection(tx: Pick<Tx, 'db'>, id: string): Promise<InspectionOrder> {
  await tx.db
    .selectFrom('case_file')
    .select('id')
    .where('subject_id', '=', (e) => e.selectFrom('cargo_inspection').select('consignment_id').where('id', '=', id))
    .where('ended_at', 'is', null)
    .forUpdate()
    .execute()
  const query = tx.db.selectFrom('cargo_inspection').selectAll().where('id', '=', id).forUpdate()
  return query.executeTakeFirstOrThrow(() => fail('not-found'))
}
