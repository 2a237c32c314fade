import { createHash, randomBytes } from 'node:crypto'

/** Keys of senders (`es_`), of people (`ep_`), of TAXII clients (`et_`) and of sessions: 256 random bits, of which the database keeps only a hash. */
export function newKey(prefix: 'es' | 'ep' | 'et' | 'session'): { key: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  const key = prefix === 'session' ? secret : `${prefix}_${secret}`
  return { key, hash: hashKey(key) }
}

export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest()
