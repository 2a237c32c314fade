import type { MessageSegments, TravelReading } from '@entente/contracts'
import { listSegments } from '@entente/readers'
import type { z } from 'zod'

/** A window of a message's segments as received, each marked where it is held back; and every finding of its reading. */
export function messageSegments(
  bytes: Uint8Array,
  reading: TravelReading | null,
  window: { from: number; limit: number },
): z.infer<typeof MessageSegments> {
  const segments = listSegments(bytes, reading?.syntax.usedCharset ?? null)
  const held = reading?.quarantined ?? [{ from: 0, to: bytes.length }]
  return {
    total: segments.length,
    items: segments.slice(window.from, window.from + window.limit).map(({ number, from, to, tag, text }) => ({
      number,
      from,
      to,
      tag,
      text,
      held: held.some((range) => range.from < to && range.to > from),
    })),
    findings: (reading?.findings ?? []).map((finding) => ({
      ...finding,
      position: finding.position === null ? null : { ...finding.position },
    })),
  }
}
