import type { Purpose, TravelReading } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../../safeguards/access/clocks.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { readingClasses } from '../classes/reading-classes.ts'
import { type FlightMessageRow, transmissionsOf } from '../flights/transmissions.ts'
import { loadFlightMessages, updateBoards } from '../flights/update-boards.ts'
import { onMessage, openReading } from '../messages/open-message.ts'
import { partTimeoutJob } from '../store/jobs.ts'

/** Minutes until a missing part becomes a finding. */
const partMinutes = 30

/** Schedules a check of each list or push that one of these messages is a part of and that still misses a part. */
export async function scheduleTimeouts(
  tx: Tx,
  messageIds: ReadonlySet<string>,
  messages: ReadonlyMap<string, readonly FlightMessageRow[]>,
): Promise<void> {
  for (const [flightId, rows] of messages) {
    for (const transmission of transmissionsOf(rows)) {
      if (transmission.complete || !transmission.rows.some((row) => messageIds.has(row.message_id))) continue
      const first = transmission.rows.reduce((a, b) => (a.received_at <= b.received_at ? a : b))
      const runAt = new Date(transmission.since.getTime() + partMinutes * 60_000)
      const payload = { flightId, messageId: first.message_id, unit: first.unit, purpose: tx.purpose }
      await tx.enqueue(partTimeoutJob, payload, { jobKey: `part:${first.message_id}:${first.unit}:${flightId}`, runAt })
    }
  }
}

interface Timeout {
  flightId: string
  messageId: string
  unit: number
  purpose: Purpose | null
}
const code = 'PART_INCOMPLETE'

/**
 * Task `part-timeout`: adds a finding to the first received part if another part is still missing, in a new version of
 * its reading.
 */
export function partTimeoutTask(deps: Pick<CoreDeps, 'store' | 'member'>): (request: Timeout) => Promise<void> {
  return async ({ flightId, messageId, unit, purpose }) => {
    const intent = { action: 'record.write', type: 'record.read', details: { finding: code } } as const
    await onMessage(systemAccess(deps, purpose), messageId, intent, async (tx, row) => {
      await tx.db.selectFrom('flight').select('id').where('id', '=', flightId).forUpdate().execute()
      const message = await tx.db
        .selectFrom('message')
        .selectAll()
        .where('id', '=', messageId)
        .forUpdate()
        .executeTakeFirstOrThrow()
      const what = await missingPart(tx, flightId, messageId, unit)
      if (what === null || message.read_version === 0) {
        tx.leavesNoEntry()
        return
      }
      const { reading } = await openReading(tx, { ...row, ...message })
      if (reading.findings.some((finding) => finding.code === code)) return
      await addFinding(tx, message, reading, { unit, what })
      await tx.db
        .updateTable('flight_message')
        .set((e) => ({ findings: e('findings', '+', 1) }))
        .where('flight_id', '=', flightId)
        .where('message_id', '=', messageId)
        .where('unit', '=', unit)
        .execute()
      await updateBoards(tx, [flightId])
    })
  }
}

async function missingPart(tx: Tx, flightId: string, messageId: string, unit: number): Promise<string | null> {
  const messages = (await loadFlightMessages(tx, [flightId])).get(flightId) ?? []
  const transmission = transmissionsOf(messages).find(({ rows }) =>
    rows.some((row) => row.message_id === messageId && row.unit === unit),
  )
  if (transmission === undefined || transmission.complete) return null
  const { received, expected } = transmission
  return expected === null
    ? `the final part is missing, received: ${received.join(', ')}`
    : `received ${received.join(', ')} of ${expected} parts`
}

async function addFinding(
  tx: Tx,
  message: RecordClocks & { id: string; read_version: number; counts: unknown },
  reading: TravelReading,
  found: { unit: number; what: string },
): Promise<void> {
  const version = message.read_version + 1
  const before = await tx.db
    .selectFrom('reading')
    .select(['engine', 'outcome', 'findings', 'sensitive_removed'])
    .where('message_id', '=', message.id)
    .where('version', '=', message.read_version)
    .executeTakeFirstOrThrow()
  const finding = {
    code,
    severity: 'warning' as const,
    message: found.what,
    position: null,
    literal: null,
    at: `/messages/${found.unit}/part`,
  }
  const counts = message.counts as { findings: { warning: number } }
  await tx.db
    .insertInto('reading')
    .values({
      message_id: message.id,
      version,
      at: tx.now,
      ...before,
      findings: JSON.stringify({ ...before.findings, [code]: 1 }),
      ...tx.seal(message.id, { ...reading, findings: [...reading.findings, finding] }, readingClasses, message),
    })
    .execute()
  await tx.db
    .updateTable('message')
    .set({
      read_version: version,
      counts: JSON.stringify({ ...counts, findings: { ...counts.findings, warning: counts.findings.warning + 1 } }),
    })
    .where('id', '=', message.id)
    .execute()
  await tx.announce('message.read', message.id, version)
}
