import type { RedressKind } from '@entente/contracts'
import { addDuration } from '../../safeguards/retention/durations.ts'

/** A person takes a request up within this time. */
const acknowledgeAfter = 'P3D'
/** The time for an answer, in calendar months and UTC (Regulation (EU) 2016/679, Art. 12(3)). */
const decideAfter = 'P1M'
const extendBy = 'P2M'
/** A person who needs to leave soon was taken for another one. */
const urgentAfter = 'PT72H'
const urgentDays = 7
/** An answer that says neither is shown at this time at the earliest, whether or not something is held. */
const neitherAfter = 'P21D'
/** All receipts of a correction arrive within this time. */
const propagateAfter = 'P7D'
/** Files that show who a person is are kept this long after the end of a request. */
const evidenceAfter = 'P30D'
const dayMs = 86_400_000

interface Asked {
  kind: RedressKind
  neededBy?: string | null | undefined
}

/** Returns whether a person who was taken for another one needs an answer within seven days. A day in the past is not urgent. */
function isUrgent({ kind, neededBy }: Asked, receivedAt: Date): boolean {
  if (kind !== 'misidentification' || neededBy == null) return false
  const today = Date.parse(receivedAt.toISOString().slice(0, 10))
  const days = (Date.parse(neededBy) - today) / dayMs
  return days >= 0 && days <= urgentDays
}

/** Computes the clocks of a new request. `complaintDays`: those of the gateway that a complaint is about, if it has any. */
export function clocksOfRequest(
  asked: Asked,
  receivedAt: Date,
  complaintDays: number | undefined,
): { urgent: boolean; acknowledgeBy: Date; dueAt: Date } {
  const urgent = isUrgent(asked, receivedAt)
  const shorter = asked.kind === 'complaint' && complaintDays !== undefined ? `P${complaintDays}D` : decideAfter
  return {
    urgent,
    // An urgent request is not answered before somebody took it up.
    acknowledgeBy: addDuration(receivedAt, urgent ? 'PT24H' : acknowledgeAfter),
    dueAt: addDuration(receivedAt, urgent ? urgentAfter : shorter),
  }
}

export const extendedDue = (dueAt: Date): Date => addDuration(dueAt, extendBy)
export const propagationDue = (decidedAt: Date): Date => addDuration(decidedAt, propagateAfter)
export const evidenceEnd = (closedAt: Date): Date => addDuration(closedAt, evidenceAfter)

/** Returns when the person reads an answer: at once, or, for one that says neither, at the same time for everybody. */
export function answerTime(outcome: string, receivedAt: Date, now: Date): Date {
  if (outcome !== 'neither-confirm-nor-deny') return now
  const same = addDuration(receivedAt, neitherAfter)
  return same > now ? same : now
}
