import type { CargoFinding, ConsignmentStatus } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ConsignmentTable } from '../store/schema.ts'

/** The state of a consignment after each act. */
const ofAct: Readonly<Record<string, ConsignmentStatus>> = {
  ...{ AC: 'cleared', RFI: 'asked', RFS: 'asked', inspect: 'asked', DNL: 'do-not-load', hold: 'held' },
}

type Stated = Pick<Selectable<ConsignmentTable>, 'id' | 'state' | 'closed_at' | 'changed_at'>

/**
 * Returns the condition that a consignment is not closed: it never was, it changed since, or it has a case that is not decided or was decided
 * since. `c` names its row in the query.
 */
export function isOpen(c: 'c' | 'cargo_consignment') {
  const row = sql.table(c)
  return sql<boolean>`(${row}.closed_at is null or ${row}.closed_at < ${row}.changed_at
    or exists (select from case_file k where k.subject_id = ${row}.id and k.ended_at is null and k.state <> 'closed'
      and not exists (select from decision d where d.case_id = k.id and d.reopened_at is null and k.state = 'decided'
        and coalesce(d.confirmed_at, d.proposed_at) <= ${row}.closed_at)))`
}

interface CaseOfGoods {
  state: string
  act: string | null
  adverse: boolean | null
  decided_at: Date | null
}

/** Tests whether a consignment was closed, and neither changed nor had a case or a decision since. */
function isClosed({ closed_at, changed_at }: Stated, kase: CaseOfGoods | undefined): boolean {
  if (closed_at === null || closed_at < changed_at) return false
  return kase === undefined || (kase.state === 'decided' && kase.decided_at !== null && kase.decided_at <= closed_at)
}

/**
 * Returns the states of consignments: `closed` if nothing happened since, else that of their case, if one is open or decided, else that
 * of their data. A refusal stands although its consignment was cancelled, until a person decides otherwise.
 */
export async function statusesOf(
  tx: Pick<Tx, 'db' | 'now'>,
  rows: readonly Stated[],
): Promise<Map<string, ConsignmentStatus>> {
  const ids = rows.map(({ id }) => id)
  const cases = await tx.db
    .selectFrom('case_file as c')
    .leftJoin('decision as d', (join) => join.onRef('d.case_id', '=', 'c.id').on('d.reopened_at', 'is', null))
    .select(['c.subject_id', 'c.state', 'd.act', 'd.adverse'])
    .select((e) => e.fn.coalesce('d.confirmed_at', 'd.proposed_at').as('decided_at'))
    .where((e) => e('c.subject_id', '=', e.fn.any(e.val(ids))))
    .where('c.ended_at', 'is', null)
    .where('c.delete_at', '>', tx.now)
    .where('c.state', '<>', 'closed')
    .execute()
  const caseOf = new Map(cases.map((row) => [row.subject_id, row]))
  return new Map(
    rows.map((row) => {
      const { id, state } = row
      const kase = caseOf.get(id)
      const isDecided = kase?.state === 'decided' && kase.act !== null
      const decided = isDecided ? ofAct[kase.act as string] : undefined
      if (kase?.adverse === true && decided !== undefined) return [id, decided]
      if (state === 'cancelled') return [id, 'cancelled']
      if (isClosed(row, kase)) return [id, 'closed']
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
