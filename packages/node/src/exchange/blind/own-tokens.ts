import type { SignalKind } from '@entente/contracts'
import { blindInput, normaliseItem } from './normalise-item.ts'
import { markToken } from './token-set.ts'
import { type BlindKeys, tokenOfOwn } from './voprf.ts'

/**
 * Computes the tokens of a value that the holder knows: one for its exact form and, if that differs, one for its folded
 * form. This takes one to two milliseconds.
 */
export function ownTokens(
  keys: BlindKeys,
  agreement: string,
  kind: SignalKind,
  value: Record<string, unknown>,
): bigint[] {
  const { exact, folded } = normaliseItem(kind, value)
  const tokens = [markToken(tokenOfOwn(keys, blindInput(agreement, kind, exact)), false)]
  if (folded !== null) tokens.push(markToken(tokenOfOwn(keys, blindInput(agreement, kind, folded)), true))
  return tokens
}

/** Computes the tokens of many values. Each element of the result belongs to the value at the same position. */
export const tokensOf = (
  keys: BlindKeys,
  agreement: string,
  kind: SignalKind,
  values: readonly Record<string, unknown>[],
): bigint[][] => values.map((value) => ownTokens(keys, agreement, kind, value))
