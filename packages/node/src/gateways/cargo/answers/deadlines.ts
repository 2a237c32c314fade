import type { Tx } from '../../../safeguards/access/access-store.ts'
import { tablesInForce } from '../tables/tables-in-force.ts'

/** The times of answers in force, in minutes. */
export interface Deadlines {
  /** How long a filer has to answer a request for information. */
  rfi: number
  /** How long a filer has to bring the result of a screening. */
  rfs: number
  /**
   * The earliest time of an AC, counted from the receipt of the version; never later than the case of the consignment would
   * be due. So the time of an answer does not show whether a case was decided.
   */
  clearance: number
  /** The part of it that holds although loading is near: filers state the time of loading as they like. */
  clearanceAtLeast: number
  /** When a case is due, before loading and before arrival. */
  beforeLoading: number
  beforeArrival: number
}

/** Reads the times from the table `deadlines` in force. */
export async function deadlinesInForce(tx: Tx): Promise<Deadlines> {
  const tables = await tablesInForce(tx)
  return {
    rfi: tables.deadlineOf('rfi-answer', usualDeadlines.rfi),
    rfs: tables.deadlineOf('rfs-answer', usualDeadlines.rfs),
    clearance: tables.deadlineOf('clearance-after-receipt', usualDeadlines.clearance),
    clearanceAtLeast: tables.deadlineOf('clearance-at-least', usualDeadlines.clearanceAtLeast),
    beforeLoading: tables.deadlineOf('case-before-loading', usualDeadlines.beforeLoading),
    beforeArrival: tables.deadlineOf('case-before-arrival', usualDeadlines.beforeArrival),
  }
}

/** The times in minutes that apply if the table has none. */
export const usualDeadlines: Deadlines = {
  ...{ rfi: 120, rfs: 180, clearance: 0, clearanceAtLeast: 15, beforeLoading: 60, beforeArrival: 60 },
}

const minute = 60_000

/** Returns when an AC on a version may leave at the earliest. */
export function clearanceAt(
  { clearance, clearanceAtLeast, beforeLoading, beforeArrival }: Deadlines,
  { at, loadsAt, arrivesAt }: { at: Date; loadsAt: Date | null; arrivesAt: Date | null },
  now: Date,
): Date {
  const cutOff = loadsAt ?? arrivesAt
  const before = (loadsAt === null ? beforeArrival : beforeLoading) * minute
  const latest = cutOff === null ? Number.POSITIVE_INFINITY : cutOff.getTime() - before
  // A departure within the hour, or in the past, must not end the period: one cheap filing would tell whether people look.
  const least = at.getTime() + Math.min(clearance, clearanceAtLeast) * minute
  return new Date(Math.max(now.getTime(), least, Math.min(at.getTime() + clearance * minute, latest)))
}

/** Returns when a referral is due, and when its filer is reminded: at half time. */
export function referralTimes(
  deadlines: Deadlines,
  kind: 'RFI' | 'RFS',
  stated: string | null,
  now: Date,
): { dueAt: Date; remindAt: Date } {
  const usual = now.getTime() + (kind === 'RFI' ? deadlines.rfi : deadlines.rfs) * minute
  // A time that passed while a person wrote leaves no time to answer.
  const due = stated === null || Date.parse(stated) <= now.getTime() ? usual : Date.parse(stated)
  return { dueAt: new Date(due), remindAt: new Date(now.getTime() + (due - now.getTime()) / 2) }
}
