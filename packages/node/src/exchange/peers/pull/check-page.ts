import { type FeedEntry, FeedPage, SignalEntry } from '@entente/contracts'
import { canonicalJson } from '../../../safeguards/audit/canonical.ts'
import { type MemberKey, signedText, signedTextAndWhole, verifyText } from '../../../safeguards/keys/index.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import { digestOfText, entryHash, noHash, objectDigest } from '../../delivery/index.ts'

/** The position of a reader in a log. */
export interface Position {
  epoch: string | null
  position: number
  hash: Buffer | null
}
/** A signal as the peer's log contains it. It is not checked yet; `checkSignalEntry` checks it when it is applied. */
export interface Statement {
  unchecked: Record<string, unknown>
  salt: Buffer
  /** The `signedText` of the signal. It and the digest are computed once because both are used twice. */
  text: string
  digest: Buffer
}
/** An entry whose hash was checked. `statement` is null if the entry contains no signal. */
export type CheckedEntry = FeedEntry & { statement: Statement | null }
export type CheckedPage = Omit<FeedPage, 'entries'> & { entries: CheckedEntry[] }
export type PageFault = 'page-invalid' | 'bad-signature' | 'epoch-changed' | 'gap' | 'hash-wrong' | 'key-unknown'

/**
 * Checks a page: the peer signed it, it continues the position without a gap, and each entry
 * matches its hash. A page with any fault is not applied at all. The event loop runs between entries, because a peer
 * decides how long they are.
 */
export async function checkPage(
  page: unknown,
  keys: readonly MemberKey[],
  from: Position,
): Promise<CheckedPage | PageFault> {
  const parsed = FeedPage.safeParse(page)
  if (!parsed.success) return 'page-invalid'
  const { data } = parsed
  if (!keys.some(({ keyId }) => keyId === data.signature.keyId)) return 'key-unknown'
  // The signature of the page covers its entries too, so compute the text of each once for hash and signature.
  const known = new Map<object, string>()
  const bounds: ReturnType<typeof boundBy>[] = []
  const next = takeTurns()
  for (const entry of data.entries) {
    await next()
    bounds.push(boundBy(entry, known))
  }
  if (!(await isSigned(data, keys, known))) return 'bad-signature'
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
  // A page without entries that promises more would be asked for without end.
  if (data.more && data.entries.length === 0) return 'page-invalid'
  return data.next === seq && data.head >= seq ? { ...data, entries } : 'page-invalid'
}

async function isSigned(page: FeedPage, keys: readonly MemberKey[], known: Map<object, string>): Promise<boolean> {
  try {
    return (await verifyText('entente/entry/v1', signedText(page, known), keys, page.signature)) !== null
  } catch {
    // An object without a canonical form cannot be signed.
    return false
  }
}

/**
 * Computes the digest that the hash of an entry covers; null if the entry has none. Adds the texts of the entry and of
 * its signal to `known`.
 */
function boundBy(entry: FeedEntry, known: Map<object, string>): { digest: Buffer; statement: Statement | null } | null {
  try {
    const bound = digestOf(entry, known)
    known.set(entry, canonicalJson(entry, known))
    return bound
  } catch {
    // An object without a canonical form has no digest.
    return null
  }
}

function digestOf(entry: FeedEntry, known: Map<object, string>): ReturnType<typeof boundBy> {
  const { digest } = entry.object as { digest?: unknown }
  if (entry.type === 'signal' && typeof digest === 'string')
    return { digest: Buffer.from(digest, 'base64'), statement: null }
  if (entry.type !== 'signal') {
    known.set(entry.object, canonicalJson(entry.object))
    return { digest: objectDigest(entry.object, known), statement: null }
  }
  const parsed = SignalEntry.safeParse(entry.object)
  if (!parsed.success) return null
  const unchecked = parsed.data.signal
  const salt = Buffer.from(parsed.data.salt, 'base64')
  const { text, whole } = signedTextAndWhole(unchecked)
  known.set(entry.object.signal as object, whole)
  const statement = { unchecked, salt, text, digest: digestOfText(text, salt) }
  return { digest: statement.digest, statement }
}
