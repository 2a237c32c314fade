import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { badRequest } from './taxii-error.ts'

/**
 * Where a page ended, for a client to hand back: signed, so that it can be trusted, and kept nowhere, so that it outlives a restart. It belongs to one place and
 * one set of filters; how many objects a page holds is not among them.
 */
export interface Cursors {
  write(place: string, after: bigint): string
  /** Error: 400 for one that is not of this node, or of another place or other filters. */
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
