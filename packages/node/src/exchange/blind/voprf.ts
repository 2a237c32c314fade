import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import { fail } from '../../errors.ts'

const { voprf } = ristretto255_oprf
/** Length in bytes of an element and of a key (RFC 9497, ristretto255-SHA512). */
export const elementBytes = 32
/** A token consists of this many bytes of the output. */
export const tokenBytes = 8

export interface BlindKeys {
  secretKey: Uint8Array
  publicKey: Uint8Array
}
/** The state of a blinded element that the asker keeps while the holder evaluates it. */
export interface Blinded {
  input: Uint8Array
  blind: Uint8Array
  blinded: Uint8Array
}

export const newBlindKeys = (): BlindKeys => voprf.generateKeyPair()

/** Derives the keys from 32 secret bytes (RFC 9497, 3.2.1). */
export const deriveBlindKeys = (seed: Uint8Array): BlindKeys =>
  voprf.deriveKeyPair(new Uint8Array(seed), new TextEncoder().encode('entente/blind/v1'))

/**
 * Blinds an input, which is the asker's first step. The result reveals nothing about the input and is different each
 * time.
 */
export function blindItem(input: Uint8Array): Blinded {
  const { blind, blinded } = voprf.blind(input)
  return { input, blind, blinded }
}

/**
 * Evaluates elements under the holder's key, with one proof that the same key was used for all. Throws `bad-element`
 * for bytes that are not an element of the group, and for the identity element.
 */
export function evaluateElements(
  keys: BlindKeys,
  elements: readonly Uint8Array[],
): { evaluated: Uint8Array[]; proof: Uint8Array } {
  for (const [place, element] of elements.entries()) {
    if (element.length !== elementBytes || element.every((byte) => byte === 0)) throw badElement(place)
  }
  try {
    return voprf.blindEvaluateBatch(keys.secretKey, keys.publicKey, [...elements])
  } catch {
    throw badElement(elements.findIndex((element) => !isElement(keys, element)))
  }
}

function isElement(keys: BlindKeys, element: Uint8Array): boolean {
  try {
    voprf.blindEvaluateBatch(keys.secretKey, keys.publicKey, [element])
    return true
  } catch {
    return false
  }
}

const badElement = (place: number) =>
  fail('bad-element', {
    at: `/elements/${Math.max(place, 0)}`,
    detail: 'Each element is 32 bytes of ristretto255, and not the identity.',
  })

/**
 * Unblinds the answer to tokens, which is the asker's last step. The tokens have the order of the items. Throws
 * `blind-proof-invalid` if a key other than the announced one was used.
 */
export function finaliseTokens(
  items: readonly Blinded[],
  evaluated: readonly Uint8Array[],
  publicKey: Uint8Array,
  proof: Uint8Array,
): bigint[] {
  if (evaluated.length !== items.length) throw proofInvalid()
  let outputs: Uint8Array[]
  try {
    outputs = voprf.finalizeBatch(
      items.map((item, place) => ({ ...item, evaluated: evaluated[place] as Uint8Array })),
      publicKey,
      proof,
    )
  } catch {
    throw proofInvalid()
  }
  return outputs.map(tokenOf)
}

const proofInvalid = () =>
  fail('blind-proof-invalid', {
    detail: 'The answer was not made with the key this member announced. Nothing was looked up.',
  })

/** Computes the token of a value that the holder itself has. This takes about a millisecond. */
export const tokenOfOwn = (keys: BlindKeys, input: Uint8Array): bigint =>
  tokenOf(ownEvaluation.evaluate(keys.secretKey, input))

/** The library implements `Evaluate` (RFC 9497, 3.3.1), but its types omit it. */
const ownEvaluation = voprf as unknown as { evaluate(secretKey: Uint8Array, input: Uint8Array): Uint8Array }

const tokenOf = (output: Uint8Array): bigint =>
  new DataView(output.buffer, output.byteOffset, tokenBytes).getBigUint64(0, false)
