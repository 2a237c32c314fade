import { createHash, createHmac } from 'node:crypto'

/** The draw of one day. It gives out draws alone, never its key. */
export interface DayDraw {
  /** SHA-256 of the key in hexadecimal digits. It is published before the day begins. */
  commitment: string
  /** Returns the draw that decides about a random inspection, uniform in [0, 1). */
  random(key: string): number
  /** Returns the draw that decides about an inspection for exploration, independent of `random`. */
  explore(key: string): number
}

const keyBytes = 32
const two53 = 0x20_0000_0000_0000

/**
 * Makes the draw of a day from its secret key of 32 bytes. A draw is the first 53 bits of HMAC-SHA256 (RFC 2104) of a label
 * and the consignment's key, divided by 2^53. So nobody can foresee it before the key is revealed, and anyone can recompute it
 * afterwards. A consignment's key has neither its version nor a time: amending it draws nothing anew. Throws RangeError for a
 * key of another length.
 */
export function createDraw(dayKey: Uint8Array): DayDraw {
  if (dayKey.length !== keyBytes) throw new RangeError(`the key of a day has ${keyBytes} bytes, not ${dayKey.length}`)
  const secret = Uint8Array.from(dayKey)
  const draw = (text: string): number => {
    const bytes = createHmac('sha256', secret).update(text).digest()
    return (bytes.readUInt32BE(0) * 0x20_0000 + (bytes.readUInt32BE(4) >>> 11)) / two53
  }
  return {
    commitment: createHash('sha256').update(secret).digest('hex'),
    random: (key) => draw(`random:${key}`),
    explore: (key) => draw(`explore:${key}`),
  }
}

/** Returns the key under which a consignment is drawn. A key that is used again, after its consignment was closed, is drawn anew. */
export const drawKey = (key: string, generation: number): string => (generation > 1 ? `${key}#${generation}` : key)
