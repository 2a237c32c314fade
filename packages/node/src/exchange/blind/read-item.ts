import type { SignalKind } from '@entente/contracts'
import { urlSignal } from '@entente/matching/media'
import { fail } from '../../errors.ts'
import { type BlindItem, normaliseItem } from './normalise-item.ts'

/**
 * Reads an item from a person's input or from a file. An item is an object with the fields of the kind's value, or a
 * text: `number|state` of a document, `algorithm:hash`, a URL or a wallet address. Error: `blind-items-invalid` with
 * the position of the item.
 */
export function readItem(kind: SignalKind, item: unknown, at: string): BlindItem {
  const value = typeof item === 'string' ? fromText(kind, item) : item
  if (typeof value !== 'object' || value === null) throw invalid(at)
  const fields = value as Record<string, unknown>
  const read = normaliseItem(
    kind,
    kind === 'url' && typeof fields.normalised !== 'string' ? canonical(fields, at) : fields,
  )
  const complete =
    kind === 'travel-document' ? /^[^|]+\|[A-Z]{1,3}$/ : kind === 'media-hash' ? /^[a-z0-9]+:[0-9a-f]+$/ : /./
  if (!complete.test(read.exact)) throw invalid(at)
  return read
}

function fromText(kind: SignalKind, text: string): Record<string, unknown> {
  const cut = (mark: string) => {
    const place = text.lastIndexOf(mark)
    return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
  }
  switch (kind) {
    case 'travel-document': {
      const [number, issuingState] = cut('|')
      return { number, issuingState }
    }
    case 'media-hash': {
      const [algorithm, hash] = cut(':')
      return { algorithm, hash }
    }
    case 'url':
      return { url: text }
    default:
      return { address: text }
  }
}

function canonical({ url }: Record<string, unknown>, at: string): Record<string, unknown> {
  const read = typeof url === 'string' ? urlSignal(url, 'url') : null
  if (read === null) throw invalid(at)
  return { normalised: read.text }
}

const invalid = (at: string) =>
  fail('blind-items-invalid', {
    at,
    detail: 'A document is number and issuing state, a hash its algorithm and value, a page or a wallet its address.',
  })
