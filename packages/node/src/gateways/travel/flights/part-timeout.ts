import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FlightMessageRow } from '../crossing/load-facts.ts'
import type { FoldedMessage } from '../crossing/merged-message.ts'
import { partTimeoutJob } from '../jobs.ts'
import { transmissionsOf } from './transmissions.ts'

/** Minutes until a missing part becomes a finding. */
const partMinutes = 30

/** Schedules a check of each list or push that this message is a part of and that still misses a part. */
export async function scheduleTimeouts(
  tx: Tx,
  message: FoldedMessage,
  messages: ReadonlyMap<string, readonly FlightMessageRow[]>,
): Promise<void> {
  for (const [flightId, rows] of messages) {
    for (const transmission of transmissionsOf(rows)) {
      if (transmission.complete || !transmission.rows.some((row) => row.message_id === message.id)) continue
      const first = transmission.rows.reduce((a, b) => (a.received_at <= b.received_at ? a : b))
      const runAt = new Date(transmission.since.getTime() + partMinutes * 60_000)
      const payload = { flightId, messageId: first.message_id, unit: first.unit, purpose: tx.purpose }
      await tx.enqueue(partTimeoutJob, payload, { jobKey: `part:${first.message_id}:${first.unit}:${flightId}`, runAt })
    }
  }
}
