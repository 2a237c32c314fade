import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { badRequest } from './taxii-error.ts'

/**
 * Encodes the end of a page in a token for the client. The token is signed and not stored, so it is still valid after a
 * restart. It is valid for one resource and one set of filters; the page size may change.
 */
export interface Cursors {
  write(place: string, after: bigint): string
  /** Reads a token. Error: 400 for a token of another node, resource or set of filters. */
  read(place: string, text: string): bigint
}

export function createCursors(key: Buffer): Cursors {
  const own = createHmac('sha256', key).update('taxii-cursor').digest()
  const mac = (payload: string, place: string) =>
    createHmac('sha256', own)
      .update(createHash('sha256').update(place).digest())
      .update(payload)
      .digest()
      .subarray(0, 16)
  return {
    write: (place, after) => `${after}.${mac(String(after), place).toString('base64url')}`,
    read(place, text) {
      const [payload = '', signature = '', ...rest] = text.split('.')
      const sent = Buffer.from(signature, 'base64url')
      const right = mac(payload, place)
      const fits =
        rest.length === 0 &&
        sent.length === right.length &&
        timingSafeEqual(sent, right) &&
        /^[0-9]{1,19}$/.test(payload)
      if (!fits) throw badRequest('This next is none that was given for this collection and these filters.')
      return BigInt(payload)
    },
  }
}
