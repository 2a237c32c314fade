import { textsOf } from '../texts/catalogue.ts'

/**
 * What a field takes, in the reader's words, where the node only tells which form the contract asks for (`Too small: expected string to have >=20
 * characters`). Null for a sentence of the node's own, which is shown as it is.
 */
export function shapeWords(message: string): string | null {
  if (!/^(Invalid|Too (small|big)|Unrecognized)\b/.test(message)) return null
  const t = textsOf('problems').shape
  const [, direction, what, limit] = /^Too (small|big): expected (\w+).* [<>]=?\s?(-?\d+)/.exec(message) ?? []
  if (limit !== undefined) {
    const kind = what === 'string' || what === 'array' ? what : 'number'
    return direction === 'small' ? t.atLeast[kind](Number(limit)) : t.atMost[kind](Number(limit))
  }
  if (/received (undefined|null)$/.test(message)) return t.missing
  if (message.startsWith('Invalid option')) return t.choice
  if (/^Invalid (ISO )?date/.test(message)) return t.day
  if (/expected number/.test(message)) return t.number
  return t.other
}
