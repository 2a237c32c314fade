import type { MediaHashes, SignalInput, Transform } from '@entente/contracts'
import { writeVpdq } from '@entente/matching/media'
import { readSignal } from '../signals/read-signal.ts'
import type { Query } from './find-matches.ts'

/**
 * Lists the queries of a file: every hash of it, and those of the rotated and mirrored picture if they were computed.
 */
export function fileQueries(hashes: MediaHashes, bytes: Uint8Array): Query[] {
  const { md5, sha1, sha256, pdq, vpdq, tmk, tlsh, text } = hashes
  const inputs: [SignalInput | null, Transform?][] = [
    [md5 === null ? null : { type: 'md5', value: md5 }],
    [sha1 === null ? null : { type: 'sha1', value: sha1 }],
    [sha256 === null ? null : { type: 'sha256', value: sha256 }],
    [vpdq === null || vpdq.frames.length === 0 ? null : { type: 'vpdq', value: writeVpdq(vpdq.frames) }],
    [tmk === null ? null : { type: 'tmk', value: tmk.base64 }],
    [tlsh === null ? null : { type: 'tlsh', value: tlsh }],
    [text === null ? null : { type: 'text', value: new TextDecoder(text.encoding).decode(bytes) }],
    ...(text?.urls ?? []).map((value): [SignalInput] => [{ type: 'url', value }]),
  ]
  if (pdq?.usable === true) {
    inputs.push([{ type: 'pdq', value: pdq.hash, quality: pdq.quality }])
    for (const [transform, value] of Object.entries(pdq.dihedral ?? {}))
      inputs.push([{ type: 'pdq', value, quality: pdq.quality }, transform as Transform])
  }
  return inputs.flatMap(([input, transform = 'original']) => {
    const read = input === null ? null : readSignal(input)
    return read !== null && 'signal' in read ? [{ signal: read.signal, transform }] : []
  })
}
