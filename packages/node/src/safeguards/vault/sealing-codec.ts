import type { Clocks, RecordClocks } from '../access/clocks.ts'
import type { Codec, FieldClass } from '../access/codec.ts'
import { recordUnreadable, wholeRecord } from '../access/record-unreadable.ts'
import type { KeyRing, OpenKey } from './key-ring.ts'
import { keyIdOf, openBytes, sealBytes } from './seal-bytes.ts'
import { chunkHeadBytes, chunkKeyIdOf, openingChunks, sealChunks } from './seal-chunks.ts'
import { createTokens } from './token-keys.ts'

interface SealingDeps {
  ring: KeyRing
  clock: () => Date
  /** The key of secrets without a clock. */
  settingsKey: () => Uint8Array
  /** Whether values may still be stored as an older release left them, unsealed. */
  plainAllowed: () => boolean
  /** Whether tokens may still be as an older release left them. */
  plainTokens: () => boolean
}

/** The id of the settings key. No day key has it. */
const settingsId = Buffer.alloc(8)
const settingsIdHex = settingsId.toString('hex')

/** Returns the UTC day of a time, for example 2026-11-30. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Returns when a value ends: class b when the record is deleted, class a and raw bytes when it is masked. */
export const endOf = (fieldClass: FieldClass, { mask_at, delete_at }: RecordClocks): Date =>
  fieldClass === 'b' ? delete_at : (mask_at ?? delete_at)

/**
 * Returns the day on whose key a value depends: that on which it ends. A copy of raw bytes that is made after the masking ends with the
 * record. A day that is over has no key any more, so a value of the past is sealed under today's.
 */
export function sealDay(fieldClass: FieldClass, clocks: RecordClocks, now: Date): string {
  const end = endOf(fieldClass, clocks)
  const last = fieldClass === 'raw' && end <= now ? clocks.delete_at : end
  return dayOf(last < now ? now : last)
}

/** Creates the codec that seals personal data under day keys (decision 0084). */
export function createSealingCodec(deps: SealingDeps): Codec {
  return sessionOf(deps, new Map())
}

function sessionOf(deps: SealingDeps, ciphers: Parameters<typeof createTokens>[0]['ciphers']): Codec {
  const { ring } = deps
  const missing = new Set<string>()
  const keyFor = (fieldClass: FieldClass, clocks: Clocks): OpenKey => {
    if (clocks === null) return { id: settingsId, key: Buffer.from(deps.settingsKey()) }
    return ring.keyFor({ regime: clocks.regime, class: fieldClass, day: sealDay(fieldClass, clocks, deps.clock()) })
  }
  const find = (id: string): Uint8Array | undefined => (id === settingsIdHex ? deps.settingsKey() : ring.find(id))
  /** Returns the opened bytes. A key that a load may find is noted. */
  const opened = (recordId: string, fieldClass: FieldClass, bytes: Buffer): Buffer => {
    const chunkId = fieldClass === 'raw' && bytes[0] === 0 ? chunkKeyIdOf(bytes) : null
    const id = chunkId ?? keyIdOf(bytes)
    const key = id === null ? undefined : find(id)
    if (id === null || key === undefined) {
      if (id !== null && ring.mayExist(id)) missing.add(id)
      if (deps.plainAllowed() && (id === null || fieldClass === 'raw')) return bytes
      throw recordUnreadable(recordId)
    }
    const plain = chunkId === null ? openBytes(key, { recordId, fieldClass }, bytes) : openWhole(recordId, bytes, find)
    if (plain === null) throw recordUnreadable(recordId)
    return plain
  }
  return {
    seal(recordId, fieldClass, value, clocks) {
      const { id, key } = keyFor(fieldClass, clocks)
      const plain = fieldClass === 'raw' ? (value as Uint8Array) : Buffer.from(JSON.stringify(value))
      return sealBytes(key, id, { recordId, fieldClass }, plain)
    },
    open(recordId, fieldClass, bytes) {
      if (bytes === null) return undefined
      const plain = opened(recordId, fieldClass, bytes)
      return fieldClass === 'raw' ? plain : wholeRecord(recordId, parsed(recordId, plain))
    },
    openText: (recordId, fieldClass, bytes) => (bytes === null ? undefined : opened(recordId, fieldClass, bytes)),
    sealChunks: (recordId, clocks, chunks) => sealChunks(keyFor('raw', clocks), recordId, chunks),
    openChunks: (recordId, chunks) => openFile(deps, recordId, chunks, find),
    beforeCommit: () => ring.storeNew(),
    async loadMissing() {
      if (missing.size === 0) return false
      const ids = [...missing]
      missing.clear()
      return ring.loadMissing(ids)
    },
    tokens: createTokens({
      ...{ ring, ciphers, clock: deps.clock, plainAllowed: deps.plainTokens },
      note: (id) => missing.add(id),
    }),
    session: () => sessionOf(deps, ciphers),
  }
}

type Find = (id: string) => Uint8Array | undefined

function openWhole(recordId: string, bytes: Buffer, find: Find): Buffer | null {
  const opener = openingChunks(recordId, find)
  const opened = opener.push(bytes)
  return opened !== null && opener.end() ? Buffer.concat(opened) : null
}

/** Opens a file while it is read. Its key is loaded if this process does not know it yet. */
async function* openFile(
  { ring, plainAllowed }: SealingDeps,
  recordId: string,
  chunks: AsyncIterable<Uint8Array>,
  find: Find,
): AsyncGenerator<Uint8Array> {
  const opener = openingChunks(recordId, find)
  let head = Buffer.alloc(0)
  let state: 'unknown' | 'sealed' | 'plain' = 'unknown'
  for await (const chunk of chunks) {
    let bytes = chunk
    if (state === 'unknown') {
      head = Buffer.concat([head, chunk])
      if (head.length < chunkHeadBytes) continue
      state = await formOf(head)
      bytes = head
    }
    if (state === 'plain') yield bytes
    else {
      const opened = opener.push(bytes)
      if (opened === null) throw recordUnreadable(recordId)
      yield* opened
    }
  }
  if (state === 'unknown') {
    // No sealed file is so short.
    if (!plainAllowed()) throw recordUnreadable(recordId)
    yield head
  } else if (state === 'sealed' && !opener.end()) throw recordUnreadable(recordId)

  async function formOf(start: Buffer): Promise<'sealed' | 'plain'> {
    const id = chunkKeyIdOf(start)
    if (id !== null && find(id) === undefined) await ring.loadMissing([id])
    if (id !== null && find(id) !== undefined) return 'sealed'
    if (plainAllowed()) return 'plain'
    throw recordUnreadable(recordId)
  }
}

function parsed(recordId: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw recordUnreadable(recordId)
  }
}
