import { sql } from 'kysely'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import type { AssessmentContent } from '../../assess/assessment.ts'
import { equipmentCodeNames, equipmentCodes } from '../../consignments/equipment-findings.ts'
import { findingsOf, openFilings } from '../../consignments/open-filings.ts'
import { openNewest } from '../../consignments/open-version.ts'
import { tablesInForce } from '../../tables/tables-in-force.ts'
import type { HistoryEntry, InspectionOutcome } from '../back-test/history-line.ts'

/** The most consignments of a part of a history, and about the most sealed bytes: one consignment may have megabytes. */
const mostAtOnce = 500
const mostBytes = 16_000_000
const mostFilings = 50

/** The place of a consignment in the order of a history. */
export interface HistoryPlace {
  at: Date
  id: string
}

interface Period {
  from: Date
  until: Date
  /** The history goes on after this consignment; null: from the newest on. */
  before: HistoryPlace | null
}

/**
 * Reads a part of the stored consignments that were first received in a period, the newest first, each in its newest version.
 * Fields of masked consignments are absent. `next` is null at the end of the period. With `findings`, their filings are
 * opened too. The result of an inspection is the newest one in force. Tables are those in force now, with the rows that are valid on the day of the receipt. Opens nothing that the purpose of the transaction does not allow.
 */
export async function readStored(
  tx: Tx,
  { from, until, before }: Period,
  { findings }: { findings: boolean },
): Promise<{ entries: HistoryEntry[]; next: HistoryPlace | null; unreadable: number }> {
  const tables = await tablesInForce(tx)
  const listed = await placesOf(tx, { from, until, before })
  let bytes = 0
  const part = listed.filter((one, place) => {
    bytes += one.bytes
    return place < mostAtOnce && (place === 0 || bytes <= mostBytes)
  })
  const last = part.at(-1)
  const ids = part.map(({ id }) => id)
  const contexts = await assessedContexts(tx, ids)
  const outcomes = await outcomesOf(tx, ids)
  const filings = findings ? await openFilings(tx, ids, mostFilings) : null
  const newest = new Map((await openNewest(tx, ids)).map((row) => [row.id, row]))
  const equipment = findings ? await equipmentCodes(tx, [...newest.values()]) : new Map<string, string[]>()
  const entries: HistoryEntry[] = []
  let unreadable = 0
  for (const id of ids) {
    const row = newest.get(id)
    const value = openOr(() => row?.open()?.value)
    if (row === undefined || value === undefined) {
      unreadable += 1
      continue
    }
    const codes = filings === null ? undefined : findingsOf(value, filings.get(row.id) ?? []).map(({ code }) => code)
    // An assessment also knew the houses of a master.
    const last = contexts.get(id)
    const { findings: assessed, ...known } = last?.context ?? {}
    const found = last?.version === row.version && assessed !== undefined ? assessed : [...new Set(codes)].sort()
    const { consignment } = value
    const receivedAt = row.first_received_at.toISOString()
    const day = receivedAt.slice(0, 10)
    const rate = tables.rateOf(consignment.value?.currency ?? null, day)
    const unClasses = tables.unClassesOf(consignment.unNumbers ?? [])
    entries.push({
      ...{ consignment, example: row.id, receivedAt, tags: tables.tagsOf(consignment, day) },
      outcome: outcomes.get(row.id) ?? null,
      context: { ...known, rate, unClasses, ...(codes && { findings: withCodes(found, equipment.get(id)) }) },
    })
  }
  const isLast = last === undefined || (part.length === listed.length && listed.length <= mostAtOnce)
  return { entries, unreadable, next: isLast ? null : { at: last.at, id: last.id } }
}

/** Containers may have been compared after the assessment. */
const withCodes = (codes: readonly string[], more: readonly string[] = []): string[] =>
  [...new Set([...codes.filter((code) => !equipmentCodeNames.has(code)), ...more])].sort()

/** A damaged record is counted and does not end the test of all others. */
function openOr<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}

interface Assessed {
  version: number
  context: HistoryEntry['context']
}

/**
 * Returns the context of the newest assessment of each consignment: the values seen for the first time, the quality of the
 * filer, the hits of signals and the score. A consignment without an assessment has none.
 */
async function assessedContexts(tx: Tx, ids: readonly string[]): Promise<Map<string, Assessed>> {
  const rows = await tx.db
    .selectFrom('cargo_assessment')
    .selectAll()
    .distinctOn('consignment_id')
    .where((e) => e('consignment_id', '=', e.fn.any(e.val([...ids]))))
    .orderBy('consignment_id')
    .orderBy('sequence', 'desc')
    .execute()
  const contexts = new Map<string, Assessed>()
  for (const row of rows) {
    const content = openOr(() => tx.openIfAllowed<AssessmentContent>(row)?.value)
    if (content === undefined) continue
    const { firstSeen, quality, watch, facts } = content.inputs
    const context = {
      ...{ firstSeen: firstSeen ?? undefined, quality: quality ?? undefined, watch },
      score: row.score ?? undefined,
      ...(facts.findings === undefined ? {} : { findings: [...facts.findings] }),
    }
    contexts.set(row.consignment_id, { version: row.version, context })
  }
  return contexts
}

/** Returns the result in force of the newest closed inspection of each consignment. */
async function outcomesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, InspectionOutcome>> {
  const { rows } = await sql<{ id: string; outcome: InspectionOutcome }>`
    select distinct on (consignment_id) consignment_id as id, outcome from cargo_inspection
    where consignment_id = any(${[...ids]}::uuid[]) and state = 'closed' and outcome is not null
    order by consignment_id, closed_at desc, id`.execute(tx.db)
  return new Map(rows.map(({ id, outcome }) => [id, outcome]))
}

async function placesOf(tx: Tx, { from, until, before }: Period) {
  const { rows } = await sql<{ id: string; at: Date; bytes: number }>`
    select c.id, c.first_received_at as at, coalesce(octet_length(v.a), 0) + octet_length(v.b) as bytes
    from cargo_consignment c join cargo_version v on v.consignment_id = c.id and v.version = c.version
    where c.first_received_at >= ${from} and c.first_received_at <= ${until} and c.delete_at > ${tx.now}
      ${before === null ? sql`` : sql`and (c.first_received_at, c.id) < (${before.at}, ${before.id}::uuid)`}
    order by c.first_received_at desc, c.id desc limit ${mostAtOnce + 1}`.execute(tx.db)
  return rows
}
