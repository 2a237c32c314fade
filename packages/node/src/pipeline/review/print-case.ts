import type { Door } from '../../safeguards/access/door.ts'
import { onCase } from './case-acts.ts'

/** Logs that a case goes onto paper, and why. The page is made of what `GET` gives. */
export async function printCase(door: Door, caseId: string, reason: string): Promise<void> {
  await door.act(onCase(caseId, 'case.read', 'case.print', { details: { reason }, decision: 'allow' }), async (tx) => {
    tx.counted(1)
  })
}
