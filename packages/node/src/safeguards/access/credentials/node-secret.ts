// Challenges and sealed secrets under a key of the node that is not in the database.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Database } from '../access-store.ts'

/**
 * Seals a secret with AES-256-GCM under a key of the node that is not in the database: nonce (12), ciphertext, tag (16). `about` names the
 * owner and the use, so a sealed secret does not open in another row.
 */
export function sealSecret(nodeSecret: Buffer, about: string, secret: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(nodeSecret), nonce).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
}

/** Opens a sealed secret; null if it was changed, or sealed for something else or under another key. */
export function openSecret(nodeSecret: Buffer, about: string, sealed: Buffer): Buffer | null {
  if (sealed.length < 28) return null
  const cipher = createDecipheriv('aes-256-gcm', keyOf(nodeSecret), sealed.subarray(0, 12))
  cipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-16))
  try {
    return Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()])
  } catch {
    return null
  }
}

const keyOf = (nodeSecret: Buffer): Buffer =>
  createHmac('sha256', nodeSecret).update('entente/credential-seal/v1').digest()

/** A challenge can be answered for this long. */
const usableMinutes = 5

/**
 * Makes a challenge for one use, such as the sign-in or the enrolment in one session: nonce (16), time (6), HMAC-SHA-256 (16). The node
 * recognises it by the HMAC, so a stranger who asks for challenges stores nothing. `nodeSecret` is not in the database.
 */
export function makeChallenge(nodeSecret: Buffer, use: string, now: Date): Buffer {
  const body = Buffer.alloc(22)
  randomBytes(16).copy(body)
  body.writeUIntBE(now.getTime(), 16, 6)
  return Buffer.concat([body, macOf(nodeSecret, use, body)])
}

/** Returns whether this node made a challenge for this use in the last five minutes. */
export function isOwnChallenge(nodeSecret: Buffer, use: string, challenge: Buffer, now: Date): boolean {
  if (challenge.length !== 38) return false
  const body = challenge.subarray(0, 22)
  const age = now.getTime() - body.readUIntBE(16, 6)
  const isOwn = timingSafeEqual(challenge.subarray(22), macOf(nodeSecret, use, body))
  return isOwn && age >= 0 && age <= usableMinutes * 60_000
}

/** Uses a challenge up. Returns false if it was used before. */
export async function spendChallenge(db: Database, challenge: Buffer, now: Date): Promise<boolean> {
  const spent = await db
    .insertInto('spent_challenge')
    .values({ nonce: challenge.subarray(0, 16), at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return spent.numInsertedOrUpdatedRows === 1n
}

const macOf = (nodeSecret: Buffer, use: string, body: Buffer): Buffer =>
  createHmac('sha256', nodeSecret).update(`entente/challenge/v1\n${use}\n`).update(body).digest().subarray(0, 16)
