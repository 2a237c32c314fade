import { canonicalUrl, textSignature, tlsh, tlshMinimum } from '@entente/matching/media'
import type { TextAnswer, TextRequest } from '../decoders/decoder-work.ts'
import { decodeText } from './decode-text.ts'

/**
 * Computes the signature of a text and its TLSH digest (of its UTF-8). Runs in a process that may crash: a text can be
 * made to take long.
 */
export function hashText(file: Uint8Array, request: TextRequest): TextAnswer {
  const { encoding, text, damaged } = decodeText(file)
  const bytes = Buffer.from(text)
  const digest = request.tlsh ? tlsh(bytes) : null
  const withoutTlsh = digest !== null || !request.tlsh ? null : bytes.length < tlshMinimum ? 'too-short' : 'too-uniform'
  return {
    kind: 'text',
    outcome: damaged ? 'damaged' : 'decoded',
    text: request.text ? describe(text, encoding) : null,
    tlsh: digest,
    withoutTlsh,
  }
}

function describe(text: string, encoding: string): TextAnswer['text'] {
  const { codePoints, sha256, simhash, shingles, scripts, urls } = textSignature(text)
  const canonical = urls.map((url) => canonicalUrl(url)?.canonical ?? url)
  return { encoding, codePoints, sha256, simhash, shingles, scripts, urls: [...new Set(canonical)] }
}
