import { findStart } from '../edifact/find-start.ts'
import { SegmentCursor } from '../edifact/segment-cursor.ts'
import { knownTags, packTag, UNG, UNH } from '../edifact/tags.ts'

/** Envelope data that a reply repeats and that a record does not contain. */
export interface RequestEnvelope {
  /** True if the message was in a functional group (UNG). */
  group: boolean
  /** RFF TN 1.5 of the first message. */
  transactionRevision: string | null
}

const RFF = packTag('RFF')
const NAD = packTag('NAD')

/**
 * Reads the envelope data that `writeCusres` repeats: the functional group and the revision of the transaction
 * reference. Never throws on input.
 */
export function readRequestEnvelope(bytes: Uint8Array): RequestEnvelope {
  const envelope: RequestEnvelope = { group: false, transactionRevision: null }
  const start = findStart(bytes, 0)
  if (start === null) return envelope
  const cursor = new SegmentCursor(bytes, start.unb, start.separators)
  cursor.known = knownTags.PAXLST
  let inMessage = false
  while (cursor.next()) {
    if (cursor.tag === UNG && !inMessage) envelope.group = true
    else if (cursor.tag === UNH) {
      if (inMessage) break
      inMessage = true
    } else if (inMessage && cursor.tag === RFF && cursor.text(1, 1) === 'TN') {
      envelope.transactionRevision = cursor.text(1, 5)
      break
    } else if (inMessage && cursor.tag === NAD && cursor.text(1, 1) !== 'MS') break
  }
  return envelope
}
