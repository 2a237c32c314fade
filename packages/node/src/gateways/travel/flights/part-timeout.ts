import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FlightMessageRow } from '../crossing/load-facts.ts'
import type { FoldedMessage } from '../crossing/merged-message.ts'
import { partTimeoutJob } from '../jobs.ts'
import { transmissionsOf } from './transmissions.ts'

/** How long a part may be missing before it is a finding. */
const partMinutes = 30

/** For each list or push of which this message is a part and another is missing: a job that looks again when its time is over. */
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
