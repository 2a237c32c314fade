import type { Tx } from '../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../safeguards/oversight/undamaged-or.ts'
import { isMinor } from '../../safeguards/retention/clocks-of.ts'
import type { CaseFile } from '../cases/case-record.ts'
import type { Gateways } from '../gateway/gateway.ts'

/**
 * Notes in the register of decisions that an adverse decision is about somebody under 18, so that the sample of the week has it. It is
 * noted when the decision is made, because the record may be masked or deleted before the draw.
 */
export async function noteMinor(tx: Tx, gateways: Gateways, row: CaseFile, decisionId: string): Promise<void> {
  const { clocks } = gateways.of(row.gateway).subjects
  if (clocks === undefined) return
  const facts = await undamagedOr(tx, `case:${row.id}`, () => clocks.facts(tx, [row.subject_id]), [])
  if (!facts.some((each) => isMinor(each.facts, tx.now))) return
  await tx.db.updateTable('decided_case').set({ minor: true }).where('decision_id', '=', decisionId).execute()
}
