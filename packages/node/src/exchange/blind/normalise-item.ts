import type { SignalKind } from '@entente/contracts'
import { fail } from '../../errors.ts'

/** Kinds whose value can be written as one exact text. Only these kinds can be checked blindly. */
export const blindKinds = ['travel-document', 'media-hash', 'url', 'wallet'] as const satisfies readonly SignalKind[]
export type BlindKind = (typeof blindKinds)[number]

export const isBlindKind = (kind: string): kind is BlindKind => (blindKinds as readonly string[]).includes(kind)

/**
 * A normalised item, ready for blinding. In `folded`, look-alike letters are replaced by digits; it is null if the text
 * has none.
 */
export interface BlindItem {
  exact: string
  folded: string | null
}

/**
 * Normalises a value to the text that asker and holder compare. Throws `kind-not-blind-checkable` for a kind without
 * such a text. A name, for example, has many spellings, and a blind check tests only equality.
 */
export function normaliseItem(kind: SignalKind, value: Record<string, unknown>): BlindItem {
  switch (kind) {
    case 'travel-document':
      return document(text(value.number), text(value.issuingState))
    case 'media-hash':
      return { exact: `${text(value.algorithm).toLowerCase()}:${text(value.hash).toLowerCase()}`, folded: null }
    case 'url':
      return { exact: text(value.normalised), folded: null }
    case 'wallet':
      return { exact: wallet(text(value.address)), folded: null }
    default:
      throw fail('kind-not-blind-checkable', {
        detail: `A signal of the kind ${kind} has no single exact form. Blind checks take ${blindKinds.join(', ')}.`,
      })
  }
}

function document(number: string, issuingState: string): BlindItem {
  const bare = number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-<.]/g, '')
  const state = issuingState.trim().toUpperCase()
  const folded = bare.replaceAll('O', '0').replaceAll('I', '1')
  return { exact: `${bare}|${state}`, folded: folded === bare ? null : `${folded}|${state}` }
}

/** Lower-cases a hexadecimal address, because its case is only a checksum. In other addresses case is significant. */
const wallet = (address: string): string => {
  const bare = address.trim()
  return /^0x[0-9a-f]+$/i.test(bare) ? bare.toLowerCase() : bare
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Encodes the bytes to blind. They include the agreement and the kind, so that an answer is useless under another
 * agreement.
 */
export function blindInput(agreement: string, kind: SignalKind, normalised: string): Uint8Array {
  return new TextEncoder().encode(`entente/blind/v1\n${agreement}\n${kind}\n${normalised}`)
}
