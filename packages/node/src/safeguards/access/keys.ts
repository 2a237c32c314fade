import { createHash, randomBytes } from 'node:crypto'

/** Makes a key of a sender (`es_`), a person (`ep_`), a TAXII client (`et_`) or a session: 256 random bits. The database stores only its hash. */
export function newKey(prefix: 'es' | 'ep' | 'et' | 'session'): { key: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  const key = prefix === 'session' ? secret : `${prefix}_${secret}`
  return { key, hash: hashKey(key) }
}

export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest()
