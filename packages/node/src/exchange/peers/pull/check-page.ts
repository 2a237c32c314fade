import { type FeedEntry, FeedPage, SignalEntry } from '@entente/contracts'
import { type MemberKey, signedTextAndWhole, verifyObject } from '../../../safeguards/keys/index.ts'
import { digestOfText, entryHash, noHash, objectDigest } from '../../delivery/index.ts'

/** Where the reader stands in a log. */
export interface Position {
  epoch: string | null
  position: number
  hash: Buffer | null
}
/** A statement as a peer's log holds it: whether it is a signal at all is asked when it is applied, and told to its owner. */
export interface Statement {
  said: Record<string, unknown>
  salt: Buffer
  /** `signedText` of it, and the digest that its entry's hash was made of: both are asked for again and made once. */
  text: string
  digest: Buffer
}
/** An entry whose hash was checked; `statement` of one that hands out a signal. */
export type CheckedEntry = FeedEntry & { statement: Statement | null }
export type CheckedPage = Omit<FeedPage, 'entries'> & { entries: CheckedEntry[] }
export type PageFault = 'page-invalid' | 'bad-signature' | 'epoch-changed' | 'gap' | 'hash-wrong' | 'key-unknown'

/**
 * Whether a page is what its peer signed, follows the position without a gap, and each entry is the one its hash was made of. Nothing of a
 * page with a fault is applied.
 */
export function checkPage(page: unknown, keys: readonly MemberKey[], from: Position): CheckedPage | PageFault {
  const parsed = FeedPage.safeParse(page)
  if (!parsed.success) return 'page-invalid'
  const { data } = parsed
  if (!keys.some(({ keyId }) => keyId === data.signature.keyId)) return 'key-unknown'
  // The page is signed whole: what its signals are as text is made once, for its signature and for theirs.
  const known = new Map<object, string>()
  const bounds = data.entries.map((entry) => boundBy(entry, known))
  if (verifyObject('entente/entry/v1', data, keys, data.signature, known) === null) return 'bad-signature'
  if (from.epoch !== null && data.epoch !== from.epoch) return 'epoch-changed'
  let seq = from.position
  let prev = from.hash ?? noHash
  const entries: CheckedEntry[] = []
  for (const [place, entry] of data.entries.entries()) {
    if (entry.seq !== seq + 1) return 'gap'
    if (entry.prev !== prev.toString('base64')) return 'gap'
    const bound = bounds[place] ?? null
    if (bound === null) return 'page-invalid'
    const hash = entryHash(entry, bound.digest)
    if (entry.hash !== hash.toString('base64')) return 'hash-wrong'
    entries.push({ ...entry, statement: bound.statement })
    seq = entry.seq
    prev = hash
  }
  return data.next === seq && data.head >= seq ? { ...data, entries } : 'page-invalid'
}

/** What the hash of an entry binds; null where that cannot be said. Adds to `known` the text of its signal. */
function boundBy(entry: FeedEntry, known: Map<object, string>): { digest: Buffer; statement: Statement | null } | null {
  const { digest } = entry.object as { digest?: unknown }
  if (entry.type === 'signal' && typeof digest === 'string')
    return { digest: Buffer.from(digest, 'base64'), statement: null }
  try {
    if (entry.type !== 'signal') return { digest: objectDigest(entry.object), statement: null }
    const parsed = SignalEntry.safeParse(entry.object)
    if (!parsed.success) return null
    const said = parsed.data.signal
    const salt = Buffer.from(parsed.data.salt, 'base64')
    const { text, whole } = signedTextAndWhole(said)
    known.set(entry.object.signal as object, whole)
    const statement = { said, salt, text, digest: digestOfText(text, salt) }
    return { digest: statement.digest, statement }
  } catch {
    // What has no canonical form has no digest.
    return null
  }
}
