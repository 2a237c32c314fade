import { createHmac, timingSafeEqual } from 'node:crypto'
import { badRequest } from './taxii-error.ts'

/** The end of a page, and the filters of the requests for the whole list of which it is a page. */
export interface Cursor {
  after: bigint
  filters: Readonly<Record<string, string>>
}

/**
 * Encodes the end of a page and the filters in a token for the client. The token is signed and not stored, so it is
 * still valid after a restart. It is valid for one resource and one client; the page size may change.
 */
export interface Cursors {
  write(place: string, cursor: Cursor): string
  /** Reads a token. Error: 400 for a token of another node, client or resource. */
  read(place: string, text: string): Cursor
}

export function createCursors(key: Buffer): Cursors {
  const own = createHmac('sha256', key).update('taxii-cursor').digest()
  const mac = (payload: string, place: string) =>
    createHmac('sha256', own)
      .update(JSON.stringify([place, payload]))
      .digest()
      .subarray(0, 16)
  return {
    write(place, { after, filters }) {
      const payload = Buffer.from(JSON.stringify([String(after), filters])).toString('base64url')
      return `${payload}.${mac(payload, place).toString('base64url')}`
    },
    read(place, text) {
      const [payload = '', signature = '', ...rest] = text.split('.')
      const sent = Buffer.from(signature, 'base64url')
      const right = mac(payload, place)
      if (rest.length > 0 || sent.length !== right.length || !timingSafeEqual(sent, right))
        throw badRequest('This next is none that this collection gave to this client.')
      const [after, filters] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, Cursor['filters']]
      return { after: BigInt(after), filters }
    },
  }
}
