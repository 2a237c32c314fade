import { z } from 'zod'
import type { AnyConsignment } from '../input/read-input.ts'
import { ConsignmentFault, type RuleContext } from '../input/rule-input.ts'

/** The outcomes of an inspection. `not-inspected` is no inspection, and only `found` is positive. */
const outcomes = ['found', 'nothing-found', 'data-error', 'not-inspected'] as const
export type InspectionOutcome = (typeof outcomes)[number]

/** A consignment of the past. */
export interface HistoryEntry {
  consignment: AnyConsignment
  /** Names the consignment among the examples of a report. Absent: its key. */
  example?: string
  receivedAt: string
  outcome: InspectionOutcome | null
  /** What was known beside it, such as findings and scores. What is not given is absent for the rules. */
  context: Omit<RuleContext, 'now' | 'tableTags'>
  /** The tags that the tables give the goods. Absent: those of the tables of the back-test. */
  tags?: ReadonlySet<string>
}

/** A line of a history cannot be used. `line` counts from 1. */
export class HistoryFault extends Error {
  readonly code = 'history-malformed'
  readonly line: number
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
    this.name = 'HistoryFault'
    this.line = line
  }
}

const share = z.number().min(0).max(1)
const texts = z.array(z.string())
const flag = z.boolean().optional()
const Context = z.object({
  rate: z.number().positive().optional(),
  findings: texts.optional(),
  unClasses: texts.optional(),
  firstSeen: z.object({ consignor: flag, consignee: flag, pair: flag, route: flag, hsForConsignee: flag }).optional(),
  quality: share.optional(),
  watch: z.object({ best: share, kinds: texts }).optional(),
  score: share.optional(),
})
const isMoment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/

/**
 * Reads a line of a history: `{ consignment, receivedAt, inspection: { outcome } | null, context? }`. Throws HistoryFault if
 * the line is not such an object. The types of the consignment's values are checked when rules read them.
 */
export function readHistoryLine(text: string, line: number): HistoryEntry {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HistoryFault(line, 'it is not JSON')
  }
  const entry = asObject(value, line, 'it is no object')
  const consignment = asObject(entry.consignment, line, '/consignment is missing or no object')
  const { receivedAt } = entry
  if (typeof receivedAt !== 'string' || !isMoment.test(receivedAt) || Number.isNaN(Date.parse(receivedAt)))
    throw new HistoryFault(line, '/receivedAt is no date and time, such as 2026-03-01T10:00:00Z')
  const { key = null } = consignment
  if (key !== null && (typeof key !== 'string' || key.length > 500))
    throw new HistoryFault(line, '/consignment/key is no text of at most 500 characters')
  return {
    consignment,
    receivedAt,
    outcome: readOutcome(entry.inspection, line),
    context: readContext(entry.context, line),
  }
}

function asObject(value: unknown, line: number, reason: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new HistoryFault(line, reason)
  return value as Record<string, unknown>
}

function readOutcome(inspection: unknown, line: number): InspectionOutcome | null {
  if (inspection === null || inspection === undefined) return null
  const { outcome } = asObject(inspection, line, '/inspection is no object')
  const known = outcomes.find((one) => one === outcome)
  if (known === undefined) throw new HistoryFault(line, `/inspection/outcome is none of ${outcomes.join(', ')}`)
  return known
}

function readContext(context: unknown, line: number): HistoryEntry['context'] {
  if (context === null || context === undefined) return {}
  const { success, data, error } = Context.safeParse(context)
  if (success) return data
  const [issue] = error.issues
  throw new HistoryFault(line, `/context/${issue?.path.join('/') ?? ''} has another type`)
}

/** Runs work on an entry, and gives a fault in its data the number of its line. */
export function atLine<T>(line: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof ConsignmentFault) throw new HistoryFault(line, `/consignment${error.at} has another type`)
    throw error
  }
}
