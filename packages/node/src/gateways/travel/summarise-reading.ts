import type { TravelReading } from '@entente/contracts'
import type { GatewayReading } from '../../pipeline/gateway/intake.ts'
import { instantOf } from './flights/local-time.ts'
import { personSegments } from './statements/person-segments.ts'
import type { TravelCounts } from './store/schema.ts'

/** Summarises a reading: its counts for lists of messages, and the time that orders messages. */
export function summariseReading(
  reading: TravelReading,
  bytes: Uint8Array,
  engine: string,
): GatewayReading<TravelReading> {
  const findings = { info: 0, notice: 0, warning: 0, error: 0 }
  const byCode: Record<string, number> = {}
  for (const { severity, code } of reading.findings) {
    findings[severity] += 1
    byCode[code] = (byCode[code] ?? 0) + 1
  }
  let people = 0
  let reservations = 0
  for (const message of reading.messages) {
    if (message.type === 'PAXLST') people += message.people.length
    else {
      reservations += message.reservations.length
      for (const reservation of message.reservations) people += reservation.people.length
    }
  }
  const first = reading.messages[0]
  const prepared = reading.interchange?.prepared ?? null
  const counts: TravelCounts = { messages: reading.messages.length, people, reservations, findings }
  return {
    reading,
    outcome: reading.outcome,
    findings: byCode,
    sensitiveRemoved: reading.sensitiveRemoved,
    counts,
    format: reading.format,
    engine,
    // UNB states no time zone: its times are only compared with each other.
    preparedAt: prepared === null ? null : instantOf(prepared, 'UTC'),
    accessReference: first?.accessReference ?? null,
    part: first?.part ?? null,
    segments: personSegments(bytes, reading),
  }
}
