import { createHmac, timingSafeEqual } from 'node:crypto'

const stepSeconds = 30
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The number of the step of 30 seconds at a time (RFC 6238, 4.2). */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / stepSeconds)

/** Returns the code of a step: six digits, HMAC-SHA-1 (RFC 4226, 5.3). */
export function codeOfStep(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE((mac[19] as number) & 0x0f) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/**
 * Returns the step of a code, or null if it is wrong. A code is right one step before and after its time, for a clock that is late or
 * fast. Steps up to `usedStep` are not accepted again.
 */
export function stepOfCode(secret: Buffer, code: string, now: Date, usedStep: number | null): number | null {
  const digits = Buffer.from(code.replaceAll(/\s/g, ''))
  const here = stepAt(now)
  const fitting = [here - 1, here, here + 1].filter((step) => {
    const right = Buffer.from(codeOfStep(secret, step))
    return digits.length === right.length && timingSafeEqual(digits, right) && step > (usedStep ?? -1)
  })
  return fitting[0] ?? null
}

/** Returns a secret as applications for codes read it: base32 without padding (RFC 4648, 6). */
export function base32(secret: Buffer): string {
  let bits = ''
  for (const byte of secret) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** Returns the address that an application for codes reads from a QR code or a link. */
export function totpAddress(secret: Buffer, account: string, member: string): string {
  const label = `${encodeURIComponent(member)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?${new URLSearchParams({ secret: base32(secret), issuer: member })}`
}
