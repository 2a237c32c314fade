import { createHash } from 'node:crypto'
import {
  type ComparableText,
  hexOf,
  minhashBytes,
  readMinhash,
  type TextSignature,
  type UrlScope,
  type VpdqFrame,
} from '@entente/matching/media'

/**
 * Writes the compared form as bytes: an address as the hash of its scope and text, a text as its signature, a video as
 * its frames, all others unchanged.
 */

export const packUrl = (scope: UrlScope, text: string): Uint8Array =>
  createHash('sha256').update(`${scope} ${text}`).digest()

export function packText(text: Pick<TextSignature, 'sha256' | 'shingleSize' | 'shingles' | 'minhash'>): Uint8Array {
  const head = Buffer.alloc(37)
  head.write(text.sha256, 'hex')
  head[32] = text.shingleSize
  head.writeUInt32BE(text.shingles, 33)
  return text.minhash === null ? head : Buffer.concat([head, minhashBytes(text.minhash)])
}
export function unpackText(raw: Uint8Array): ComparableText {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  return {
    sha256: bytes.toString('hex', 0, 32),
    shingleSize: bytes[32] === 2 ? 2 : 4,
    shingles: bytes.readUInt32BE(33),
    minhash: bytes.length > 37 ? readMinhash(bytes.subarray(37)) : null,
  }
}

const frameBytes = 45
export function packFrames(frames: readonly VpdqFrame[]): Uint8Array {
  const bytes = Buffer.alloc(frames.length * frameBytes)
  for (const [place, { frame, time, quality, hash }] of frames.entries()) {
    const at = place * frameBytes
    bytes.writeUInt32BE(frame, at)
    bytes.writeDoubleBE(time, at + 4)
    bytes[at + 12] = quality
    bytes.write(hash, at + 13, 'hex')
  }
  return bytes
}
export function unpackFrames(raw: Uint8Array): VpdqFrame[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  return Array.from({ length: Math.floor(bytes.length / frameBytes) }, (_, place) => {
    const at = place * frameBytes
    return {
      frame: bytes.readUInt32BE(at),
      time: bytes.readDoubleBE(at + 4),
      quality: bytes[at + 12] ?? 0,
      hash: hexOf(bytes.subarray(at + 13, at + 45)),
    }
  })
}
