import { type SignalInput, SignalType } from '@entente/contracts'
import {
  normaliseHash,
  normaliseTlsh,
  readVpdq,
  textSignature,
  tmkRead,
  urlSignal,
  writeVpdq,
} from '@entente/matching/media'
import type { ContentSignal } from './content-signal.ts'
import { packFrames, packText, packUrl } from './pack.ts'

export type ReadSignal = { signal: ContentSignal } | { code: 'signal-type-unknown' | 'signal-invalid'; message: string }

/**
 * Reads a signal from a request in its stored and compared form, or returns its fault. Hashes may be in either case and
 * have spaces around. A text is not stored, only its signature. A text of 64 hexadecimal digits is the SHA-256 of a
 * text's normal form.
 */
export function readSignal({ type, value, quality = null, scope = 'url' }: SignalInput): ReadSignal {
  const known = SignalType.safeParse(type)
  if (!known.success)
    return { code: 'signal-type-unknown', message: `There are no signals of type ${type.slice(0, 40)}.` }
  const read = readers[known.data](value, scope)
  if (read === null) return { code: 'signal-invalid', message: wrong[known.data] }
  return { signal: { type: known.data, quality: known.data === 'pdq' ? quality : null, ...read } }
}

type Kept = Pick<ContentSignal, 'value' | 'raw'>
type Reader = (value: string, scope: NonNullable<SignalInput['scope']>) => Kept | null

const hash =
  (bytes: number): Reader =>
  (text) => {
    const value = normaliseHash(text, bytes)
    return value === null ? null : { value, raw: Buffer.from(value, 'hex') }
  }

const readers = {
  pdq: hash(32),
  md5: hash(16),
  sha1: hash(20),
  sha256: hash(32),
  tlsh(text) {
    const value = normaliseTlsh(text)
    return value === null ? null : { value, raw: Buffer.from(value.slice(2), 'hex') }
  },
  vpdq(text) {
    const { frames, findings } = readVpdq(text)
    if (frames.length === 0 || findings.length > 0) return null
    return { value: writeVpdq(frames), raw: packFrames(frames) }
  },
  tmk(text) {
    const bytes = Buffer.from(text, 'base64')
    try {
      tmkRead(bytes)
    } catch {
      return null
    }
    return { value: bytes.toString('base64'), raw: bytes }
  },
  text(text) {
    const known = normaliseHash(text, 32)
    const signature =
      known === null ? textSignature(text) : { sha256: known, shingleSize: 4 as const, shingles: 0, minhash: null }
    return 'codePoints' in signature && signature.codePoints === 0
      ? null
      : { value: signature.sha256, raw: packText(signature) }
  },
  url(text, scope) {
    const lookup = urlSignal(text, scope)
    return lookup === null ? null : { value: lookup.text, raw: packUrl(lookup.scopes[0] ?? scope, lookup.text) }
  },
} satisfies Record<SignalType, Reader>

const wrong: Record<SignalType, string> = {
  pdq: 'A PDQ hash is 64 hexadecimal digits.',
  md5: 'An MD5 hash is 32 hexadecimal digits.',
  sha1: 'A SHA-1 hash is 40 hexadecimal digits.',
  sha256: 'A SHA-256 hash is 64 hexadecimal digits.',
  tlsh: 'A TLSH digest is T1 and 70 hexadecimal digits.',
  vpdq: 'The frames of a video are lines of frame, quality, hash and seconds, every one of them sound.',
  tmk: 'A TMK+PDQF signature is its 263,344 bytes in base64, made with the usual periods and coefficients.',
  text: 'Nothing of this text is left to compare.',
  url: 'This is no address, or none of that scope.',
}
