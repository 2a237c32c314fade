import type { Feedback, Finding, ImportReport, Signal, TransferFormat } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { TakeSignal } from '../stix/take-signal.ts'

/**
 * Functions of other modules that an import needs: they store a signal of another member, or feedback on an own signal.
 */
export interface ImportDeps {
  takeSignal: TakeSignal
  /** Stores feedback. Returns false if its sender did not sign it, or if it is about no signal of this node. */
  takeFeedback: (tx: Tx, feedback: Feedback) => Promise<boolean>
}
export interface ImportContext extends ImportDeps {
  report: ImportReport
  /** A name that identifies the source in later imports. */
  source: string
  /** Events that the manifest of a MISP feed names; they may all have been imported before. */
  named: number
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

/** Imports a whole signal and counts the outcome. Returns whether this node now has the signal. */
export async function take(tx: Tx, context: ImportContext, at: string, signal: Signal): Promise<boolean> {
  const taken = await context.takeSignal(tx, signal)
  if (taken.outcome === 'refused') {
    refuse(context, at, signal.id, taken.code, taken.message)
    return false
  }
  context.report[taken.outcome] += 1
  return true
}
