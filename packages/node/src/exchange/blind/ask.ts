import { createHash, randomBytes } from 'node:crypto'
import type { SignalKind } from '@entente/contracts'
import { type BlindItem, blindInput } from './normalise-item.ts'
import { largestRequest, paddedSize } from './padding.ts'
import { findToken, markToken, type TokenSet } from './token-set.ts'
import { type Blinded, blindItem, finaliseTokens } from './voprf.ts'

/**
 * One request to a holder, with its elements in random order. `sources` maps each element to the number of its item;
 * null marks padding.
 */
export interface BlindRequest {
  elements: Blinded[]
  sources: ({ item: number; folded: boolean } | null)[]
}

/**
 * Blinds items and distributes them over requests of the allowed sizes. Each request is filled up with random inputs
 * and shuffled.
 */
export function prepareRequests(agreement: string, kind: SignalKind, items: readonly BlindItem[]): BlindRequest[] {
  const wanted = items.flatMap(({ exact, folded }, item) => [
    { item, folded: false, input: blindInput(agreement, kind, exact) },
    ...(folded === null ? [] : [{ item, folded: true, input: blindInput(agreement, kind, folded) }]),
  ])
  const requests: BlindRequest[] = []
  for (let from = 0; from < wanted.length; from += largestRequest) {
    const part = wanted.slice(from, from + largestRequest)
    const size = paddedSize(part.length)
    const filled = Array.from({ length: size }, (_, place) => {
      const real = part[place]
      return real === undefined
        ? { source: null, element: blindItem(blindInput(agreement, kind, randomBytes(32).toString('hex'))) }
        : { source: { item: real.item, folded: real.folded }, element: blindItem(real.input) }
    })
    shuffle(filled)
    requests.push({ elements: filled.map((f) => f.element), sources: filled.map((f) => f.source) })
  }
  return requests
}

function shuffle<T>(list: T[]): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = randomBytes(4).readUInt32BE() % (last + 1)
    ;[list[last], list[other]] = [list[other] as T, list[last] as T]
  }
}

/** Returns the SHA-256 of a request's elements as sent. Both members identify a request in their logs by this hash. */
export const hashOfElements = (elements: readonly string[]): Buffer =>
  createHash('sha256').update(elements.join('\n')).digest()

/**
 * Says how an item was found: exactly, only after its look-alike letters were replaced by digits (`folded`), or not at
 * all. A found item comes with the token in the holder's set that it matched.
 */
export type BlindFinding = { found: 'none' } | { found: 'exact' | 'folded'; token: bigint }
export const notFound: BlindFinding = { found: 'none' }

/** A holder's answer to one request, together with the key that the holder announced and the holder's set. */
export interface BlindAnswer {
  evaluated: readonly Uint8Array[]
  proof: Uint8Array
  publicKey: Uint8Array
  set: TokenSet
}

/**
 * Unblinds a holder's answer and searches the holder's set for the resulting tokens. Returns the findings by item
 * number. Throws `blind-proof-invalid`.
 */
export function readAnswer(request: BlindRequest, answer: BlindAnswer): Map<number, BlindFinding> {
  const tokens = finaliseTokens(request.elements, answer.evaluated, answer.publicKey, answer.proof)
  const findings = new Map<number, BlindFinding>()
  for (const [place, token] of tokens.entries()) {
    const source = request.sources[place]
    if (source === null || source === undefined) continue
    const found = findToken(answer.set, token)
    if (found === 'none' || findings.get(source.item)?.found === 'exact') continue
    const whole = found === 'exact' && !source.folded
    findings.set(source.item, { found: whole ? 'exact' : 'folded', token: markToken(token, found === 'folded') })
  }
  return findings
}
