import type { Codec } from './codec.ts'
import { recordUnreadable, wholeRecord } from './record-unreadable.ts'

/** A codec that seals nothing, for tests of everything but sealing. Older releases stored such bytes. */
export const plainCodec: Codec = {
  seal: (_recordId, fieldClass, value) =>
    fieldClass === 'raw' ? Buffer.from(value as Uint8Array) : Buffer.from(JSON.stringify(value)),
  open: (recordId, fieldClass, bytes) => {
    if (bytes === null) return undefined
    if (fieldClass === 'raw') return bytes
    return wholeRecord(recordId, parsed(recordId, bytes))
  },
  openText: (_recordId, _fieldClass, bytes) => bytes ?? undefined,
  sealChunks: (_recordId, _clocks, chunks) => chunks,
  openChunks: (_recordId, chunks) => chunks,
  beforeCommit: async () => {},
  loadMissing: async () => false,
  tokens: {
    keyFor: () => null,
    seal: (_key, hashes) => hashes,
    open: (_key, tokens) => tokens,
    know: async () => {},
    living: () => [null],
  },
  session: () => plainCodec,
}

function parsed(recordId: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw recordUnreadable(recordId)
  }
}
