import type { TestNode } from '@entente/testkit'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { openNewest } from '../consignments/open-version.ts'
import { type Assessable, orderInspections } from './order-inspections.ts'

/** Orders an inspection as an assessment does. Returns the id of the order of the consignment that is not closed. */
export async function orderFor(
  node: TestNode,
  consignmentId: string,
  given: Partial<Assessable> = {},
): Promise<string> {
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' } }
  const intent = { action: 'record.write', type: 'signal.match' } as const
  await systemAccess(core, 'customs-security').transaction(intent, async (tx) => {
    const [found] = await openNewest(tx, [consignmentId])
    if (found === undefined) throw new Error('there is no such consignment')
    const { open, ...consignment } = found
    const reasons = [{ kind: 'random', ref: '', text: null }] as const
    await orderInspections(tx, [
      { consignment, value: open()?.value ?? null, lane: 'red', reasons, spoke: [], ...given },
    ])
  })
  const query = node.db.selectFrom('cargo_inspection').select('id').where('consignment_id', '=', consignmentId)
  const { id } = (await query.where('state', '<>', 'closed').executeTakeFirst()) ?? { id: 'none' }
  return id
}
