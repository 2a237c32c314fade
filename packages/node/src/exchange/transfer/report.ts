import type { Feedback, Finding, ImportReport, Signal, TransferFormat } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { TakeSignal } from '../stix/take-signal.ts'

/** What an import needs from other modules: taking a signal of another member, or feedback on an own one. */
export interface ImportDeps {
  takeSignal: TakeSignal
  /** Returns false for feedback that its sender did not sign, or that is about no signal of this node. */
  takeFeedback: (tx: Tx, feedback: Feedback) => Promise<boolean>
}
export interface ImportContext extends ImportDeps {
  report: ImportReport
  /** Identifies the source in later imports. */
  source: string
}

export const emptyReport = (format: TransferFormat): ImportReport => ({
  ...{ format, read: 0, created: 0, updated: 0, unchanged: 0, withdrawn: 0, foreign: 0 },
  ...{ findings: [], refused: [] },
})
const most = 1000

export function refuse({ report }: ImportContext, at: string, id: unknown, code: string, message: string): void {
  if (report.refused.length < most)
    report.refused.push({ at, id: typeof id === 'string' ? id.slice(0, 300) : null, code, message })
}
export function find({ report }: ImportContext, findings: readonly Finding[]): void {
  report.findings.push(...findings.slice(0, most - report.findings.length))
}

/** Imports a whole signal and counts the outcome. Returns whether it is now held. */
export async function take(tx: Tx, context: ImportContext, at: string, signal: Signal): Promise<boolean> {
  const taken = await context.takeSignal(tx, signal)
  if (taken.outcome === 'refused') {
    refuse(context, at, signal.id, taken.code, taken.message)
    return false
  }
  context.report[taken.outcome] += 1
  return true
}
