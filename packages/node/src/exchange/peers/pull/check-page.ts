import { type FeedEntry, FeedPage, type Signal, SignalEntry } from '@entente/contracts'
import type { MemberKey } from '../../../safeguards/keys/index.ts'
import { verifyObject } from '../../../safeguards/keys/index.ts'
import { entryHash, noHash, objectDigest, signalDigest } from '../../delivery/index.ts'

/** Where the reader stands in a log. */
export interface Position {
  epoch: string | null
  position: number
  hash: Buffer | null
}
export type PageFault = 'page-invalid' | 'bad-signature' | 'epoch-changed' | 'gap' | 'hash-wrong' | 'key-unknown'

/**
 * Whether a page is what its peer signed, follows the position without a gap, and each entry is the one its hash was made of (exchange.md 3.9). Nothing of a
 * page with a fault is applied.
 */
export function checkPage(page: unknown, keys: readonly MemberKey[], from: Position): FeedPage | PageFault {
  const parsed = FeedPage.safeParse(page)
  if (!parsed.success) return 'page-invalid'
  const { data } = parsed
  if (!keys.some(({ keyId }) => keyId === data.signature.keyId)) return 'key-unknown'
  if (verifyObject('entente/entry/v1', data, keys) === null) return 'bad-signature'
  if (from.epoch !== null && data.epoch !== from.epoch) return 'epoch-changed'
  let seq = from.position
  let prev = from.hash ?? noHash
  for (const entry of data.entries) {
    if (entry.seq !== seq + 1) return 'gap'
    if (entry.prev !== prev.toString('base64')) return 'gap'
    const digest = digestOf(entry)
    if (digest === null) return 'page-invalid'
    const hash = entryHash(entry, digest)
    if (entry.hash !== hash.toString('base64')) return 'hash-wrong'
    seq = entry.seq
    prev = hash
  }
  return data.next === seq && data.head >= seq ? data : 'page-invalid'
}

function digestOf(entry: FeedEntry): Buffer | null {
  if (entry.type !== 'signal') return digestOrNull(() => objectDigest(entry.object))
  const { digest } = entry.object as { digest?: unknown }
  if (typeof digest === 'string') return Buffer.from(digest, 'base64')
  const parsed = SignalEntry.safeParse(entry.object)
  if (!parsed.success) return null
  const { signal, salt } = parsed.data
  // Whatever it holds: whether it is a signal at all is asked when it is applied, and told to its owner.
  return digestOrNull(() => signalDigest(signal as Signal, Buffer.from(salt, 'base64')))
}

/** What has no canonical form has no digest. */
function digestOrNull(digest: () => Buffer): Buffer | null {
  try {
    return digest()
  } catch {
    return null
  }
}
