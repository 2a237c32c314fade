import type { SignalKind } from '@entente/contracts'
import { blindInput, normaliseItem } from './normalise-item.ts'
import { markToken } from './token-set.ts'
import { type BlindKeys, tokenOfOwn } from './voprf.ts'

/** The tokens of one value a holder knows: as it is written, and folded where that differs. One to two milliseconds of work. */
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

/** The same of many values, in their order. */
export const tokensOf = (
  keys: BlindKeys,
  agreement: string,
  kind: SignalKind,
  values: readonly Record<string, unknown>[],
): bigint[][] => values.map((value) => ownTokens(keys, agreement, kind, value))
