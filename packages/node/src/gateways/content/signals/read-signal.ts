import { defineSentences, type SentFinding, type SignalInput, SignalType } from '@entente/contracts'
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

export type ReadSignal =
  | { signal: ContentSignal }
  | { code: 'signal-type-unknown'; message: string }
  | { code: 'signal-invalid'; message: string; type: SignalType }

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
  if (read === null) {
    const message = signalFindingEnglish[`content.findings.SIGNAL_INVALID.${known.data}`]()
    return { code: 'signal-invalid', message, type: known.data }
  }
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

/**
 * The English sentences of findings about an invalid signal, by key, which ends with the signal's type. The desk's texts
 * of this gateway have the same keys.
 */
export const signalFindingEnglish = {
  'content.findings.SIGNAL_INVALID.pdq': () => 'A PDQ hash is 64 hexadecimal digits.',
  'content.findings.SIGNAL_INVALID.md5': () => 'An MD5 hash is 32 hexadecimal digits.',
  'content.findings.SIGNAL_INVALID.sha1': () => 'A SHA-1 hash is 40 hexadecimal digits.',
  'content.findings.SIGNAL_INVALID.sha256': () => 'A SHA-256 hash is 64 hexadecimal digits.',
  'content.findings.SIGNAL_INVALID.tlsh': () => 'A TLSH digest is T1 and 70 hexadecimal digits.',
  'content.findings.SIGNAL_INVALID.vpdq': () =>
    'The frames of a video are lines of frame, quality, hash and seconds. Every line must be valid.',
  'content.findings.SIGNAL_INVALID.tmk': () =>
    'A TMK+PDQF signature is 263,344 bytes in base64, made with the usual periods and coefficients.',
  'content.findings.SIGNAL_INVALID.text': () => 'The text has no characters that can be compared.',
  'content.findings.SIGNAL_INVALID.url': () => 'This is not an address, or not an address of that scope.',
} as const satisfies Record<`content.findings.SIGNAL_INVALID.${SignalType}`, () => string>

const sentence = defineSentences(signalFindingEnglish)

/** Makes the finding about a signal that is invalid for its type. `literal` is the signal as sent. */
export function findInvalidSignal(type: SignalType, literal: string | null, at: string | null): SentFinding {
  const { key, values, text } = sentence(`content.findings.SIGNAL_INVALID.${type}`)
  return {
    ...{ code: 'SIGNAL_INVALID', severity: 'error', message: text, position: null },
    ...{ literal: literal?.slice(0, 120) ?? null, at, key, values },
  }
}
