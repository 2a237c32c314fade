import type { CargoFinding, ConsignmentStatus } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** The state of a consignment after each act. */
const ofAct: Readonly<Record<string, ConsignmentStatus>> = {
  ...{ AC: 'cleared', RFI: 'asked', RFS: 'asked', inspect: 'asked', DNL: 'do-not-load', hold: 'held' },
}

/**
 * Returns the states of consignments: that of their case, if one is open or decided, else that of their data. A refusal
 * stands although its consignment was cancelled, until a person decides otherwise.
 */
export async function statusesOf(
  tx: Pick<Tx, 'db' | 'now'>,
  rows: readonly { id: string; state: string }[],
): Promise<Map<string, ConsignmentStatus>> {
  const ids = rows.map(({ id }) => id)
  const cases = await tx.db
    .selectFrom('case_file as c')
    .leftJoin('decision as d', (join) => join.onRef('d.case_id', '=', 'c.id').on('d.reopened_at', 'is', null))
    .select(['c.subject_id', 'c.state', 'd.act', 'd.adverse'])
    .where((e) => e('c.subject_id', '=', e.fn.any(e.val(ids))))
    .where('c.ended_at', 'is', null)
    .where('c.delete_at', '>', tx.now)
    .where('c.state', '<>', 'closed')
    .execute()
  const caseOf = new Map(cases.map((row) => [row.subject_id, row]))
  return new Map(
    rows.map(({ id, state }) => {
      const kase = caseOf.get(id)
      const isDecided = kase?.state === 'decided' && kase.act !== null
      const decided = isDecided ? ofAct[kase.act as string] : undefined
      if (kase?.adverse === true && decided !== undefined) return [id, decided]
      if (state === 'cancelled') return [id, 'cancelled']
      return [id, decided ?? (kase === undefined ? (state as ConsignmentStatus) : 'in-review')]
    }),
  )
}

/** Returns the finding that the filers of a consignment cancelled it although a refusal of it stands. */
export function cancelledWhileHeld(
  { id, state }: { id: string; state: string },
  statuses: ReadonlyMap<string, ConsignmentStatus>,
): CargoFinding[] {
  const status = statuses.get(id)
  if (state !== 'cancelled' || (status !== 'do-not-load' && status !== 'held')) return []
  return [
    {
      ...{ code: 'CANCELLED_WHILE_HELD', severity: 'warning', reject: false, consignment: null, item: null },
      ...{ equipment: null, party: null, expected: null, actual: null, rule: null, position: null, literal: null },
      ...{ at: null, message: 'The consignment was cancelled, and the refusal of it stands.' },
    },
  ]
}
