import type { SignalKind } from '@entente/contracts'
import { fail } from '../../errors.ts'

/** The kinds whose value is told by one exact text: only these can be asked for blindly. */
export const blindKinds = ['travel-document', 'media-hash', 'url', 'wallet'] as const satisfies readonly SignalKind[]
export type BlindKind = (typeof blindKinds)[number]

export const isBlindKind = (kind: string): kind is BlindKind => (blindKinds as readonly string[]).includes(kind)

/** An item as it goes into the function that blinds it. `folded`: with the letters that machines and people take for digits; null where it says the same. */
export interface BlindItem {
  exact: string
  folded: string | null
}

/**
 * The one text by which both sides know a value. Throws `kind-not-blind-checkable` for a kind that has none: a name is spelled in
 * many ways, and a blind check knows only equality.
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

/** Addresses written in hexadecimal differ in case only by a check sum; all others mean their case. */
const wallet = (address: string): string => {
  const bare = address.trim()
  return /^0x[0-9a-f]+$/i.test(bare) ? bare.toLowerCase() : bare
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The bytes that are blinded: bound to one agreement and kind, so that an answer for one tells nothing under another. */
export function blindInput(agreement: string, kind: SignalKind, normalised: string): Uint8Array {
  return new TextEncoder().encode(`entente/blind/v1\n${agreement}\n${kind}\n${normalised}`)
}
