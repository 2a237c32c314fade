import { text } from '../texts/text.ts'

/**
 * Describes the values that a field accepts, if the node reports only a message of the schema library (`Too small: expected string to have >=20
 * characters`). Returns null for a sentence of the node, which is shown unchanged.
 */
export function shapeWords(message: string): string | null {
  if (!/^(Invalid|Too (small|big)|Unrecognized)\b/.test(message)) return null
  const [, direction, what, limit] = /^Too (small|big): expected (\w+).* [<>]=?\s?(-?\d+)/.exec(message) ?? []
  if (limit !== undefined) {
    const kind = what === 'string' || what === 'array' ? what : 'number'
    return direction === 'small'
      ? text(`problems.shape.atLeast.${kind}`, { n: Number(limit) })
      : text(`problems.shape.atMost.${kind}`, { n: Number(limit) })
  }
  if (/received (undefined|null)$/.test(message)) return text('problems.shape.missing')
  if (message.startsWith('Invalid option')) return text('problems.shape.choice')
  if (/^Invalid (ISO )?date/.test(message)) return text('problems.shape.day')
  if (/expected number/.test(message)) return text('problems.shape.number')
  return text('problems.shape.other')
}
