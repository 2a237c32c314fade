import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { onCase } from './case-acts.ts'

/** Logs that a case was printed, and why. The page is made from the answer of `GET`. */
export async function printCase(access: AccessStore, caseId: string, reason: string): Promise<void> {
  await access.transaction(
    onCase(caseId, 'case.read', 'case.print', { details: { reason }, decision: 'allow' }),
    async (tx) => {
      tx.counted(1)
    },
  )
}
