import type { CargoRuleLeafValue } from '@entente/contracts'
import type { Value } from '../language/rule-node.ts'

/** The most characters of a text, and the most elements of a list, in an explanation. */
const mostText = 500
const mostElements = 20
/** Characters before the place that a condition found. */
const before = 80

type Scalar = string | number | boolean

/**
 * Returns a value as an explanation shows it, in JSON: an int as a number, or as text beyond 2 ** 53, and NaN and infinity as
 * text. A long text is cut around the text that it was searched for, and a long list after 20 elements.
 */
export function shownValue(value: Value, searched: Value | null, operator: string): CargoRuleLeafValue {
  if (!Array.isArray(value)) return shownScalar(value as Exclude<Value, readonly Value[]>, searched, operator)
  const shown = (value as readonly Value[])
    .slice(0, mostElements)
    .map(
      (each): Scalar =>
        Array.isArray(each)
          ? (each as readonly Value[]).join(' ')
          : shownScalar(each as Exclude<Value, readonly Value[]>, null, operator),
    )
  const rest = value.length - shown.length
  return rest > 0 ? [...shown, `+${rest}`] : shown
}

function shownScalar(value: string | bigint | number | boolean, searched: Value | null, operator: string): Scalar {
  switch (typeof value) {
    case 'bigint':
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)
    case 'number':
      // JSON has neither NaN nor infinity, and RFC 8785 writes -0 as 0.
      return Number.isFinite(value) ? (value === 0 ? 0 : value) : String(value)
    case 'string': {
      if (value.length <= mostText) return wellFormed(value)
      const found = operator === 'contains' && typeof searched === 'string' ? value.indexOf(searched) : -1
      const from = found <= mostText - before ? 0 : found - before
      const cut = value.slice(from, from + mostText)
      return wellFormed(`${from > 0 ? '…' : ''}${cut}${from + mostText < value.length ? '…' : ''}`)
    }
    default:
      return value
  }
}

/** A cut may halve a pair of surrogates, which canonical JSON refuses. */
const wellFormed = (text: string): string => text.toWellFormed()
