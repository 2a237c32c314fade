import { type Cipher, createCipheriv, createDecipheriv, type Decipher } from 'node:crypto'
import type { Clocks } from '../access/clocks.ts'
import type { Tokens } from '../access/codec.ts'
import type { KeyRing } from './key-ring.ts'

/** The month of tokens of values that no clock ends. */
const forEver = '9999-12-31'
/** The slot of the key for these tokens. It is made once, at the start of a node, because stored tokens are compared in indexes. */
export const endlessSlot = { regime: 'node', class: 'index', day: forEver } as const

/** Returns the slot of the key for tokens of a record: its regime, and the last day of the month in which its class a ends. */
function tokenSlot(clocks: Clocks, now: Date) {
  if (clocks === null) return endlessSlot
  const end = clocks.mask_at ?? clocks.delete_at
  const at = end < now ? now : end
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0))
  return { regime: clocks.regime, class: 'index', day: last.toISOString().slice(0, 10) } as const
}

const blockBytes = 16

interface Ciphers {
  seal: Cipher
  open: Decipher
}

/**
 * Makes the tokens of this process. A token is the keyed hash of a value, enciphered as one block of AES-256 under the key of its slot: each
 * hash is a random block, so the block needs no nonce, and equal values of one slot have equal tokens. `note` is called with the id of a key
 * that this process does not know.
 */
export function createTokens(deps: {
  ring: KeyRing
  clock: () => Date
  plainAllowed: () => boolean
  ciphers: Map<string, Ciphers>
  note: (id: string) => void
}): Tokens {
  const { ring, clock, plainAllowed, ciphers, note } = deps
  const ciphersOf = (id: string): Ciphers | undefined => {
    const key = ring.find(id)
    if (key === undefined) {
      ciphers.delete(id)
      return undefined
    }
    const known = ciphers.get(id)
    if (known !== undefined) return known
    const made = { seal: createCipheriv('aes-256-ecb', key, null), open: createDecipheriv('aes-256-ecb', key, null) }
    made.seal.setAutoPadding(false)
    made.open.setAutoPadding(false)
    ciphers.set(id, made)
    return made
  }
  const find = (key: Uint8Array, way: keyof Ciphers, bytes: Buffer): Buffer | undefined => {
    const id = Buffer.from(key).toString('hex')
    const of = ciphersOf(id)
    if (of === undefined) {
      if (ring.mayExist(id)) note(id)
      return undefined
    }
    const whole = bytes.length - (bytes.length % blockBytes)
    const blocks = of[way].update(whole === bytes.length ? bytes : bytes.subarray(0, whole))
    return whole === bytes.length ? blocks : Buffer.concat([blocks, bytes.subarray(whole)])
  }
  return {
    keyFor: (clocks) => ring.keyFor(tokenSlot(clocks, clock())).id,
    seal(key, hashes) {
      const sealed = key === null ? hashes : find(key, 'seal', hashes)
      if (sealed === undefined) throw new Error('the key of these tokens is gone')
      return sealed
    },
    open: (key, tokens) => (key === null ? tokens : find(key, 'open', tokens)),
    async know(ids) {
      await ring.loadMissing(ids.map((id) => id.toString('hex')).filter((id) => ring.find(id) === undefined))
    },
    living: () => [...ring.idsOf('index').map((id) => Buffer.from(id, 'hex')), ...(plainAllowed() ? [null] : [])],
  }
}
