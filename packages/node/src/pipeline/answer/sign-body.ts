import { createHmac } from 'node:crypto'

/** Returns the header `Entente-Signature` of a POST to a sender: `t=UNIX,v1=HEX`, the HMAC-SHA-256 of `t.body` under the sender's secret. */
export function signatureOf(secret: string, body: Uint8Array, at: Date): string {
  const t = Math.floor(at.getTime() / 1000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex')}`
}
