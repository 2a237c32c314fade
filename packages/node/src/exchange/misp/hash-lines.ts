import { createHash } from 'node:crypto'
import type { Signal } from '@entente/contracts'
import { hashedKinds, shapeOf } from './attributes.ts'

/**
 * Makes a signal's lines of `hashes.csv`: the MD5 of each value, and its event. Only kinds whose values cannot be
 * guessed by trying all have lines; a withdrawn signal has none.
 */
export function hashLines(signal: Signal): string[] {
  if (signal.value === null || !hashedKinds.includes(signal.kind)) return []
  const { attributes, objects } = shapeOf(signal.kind, signal.value)
  const values = [...attributes, ...objects.flatMap((object) => object.Attribute)]
    .filter(({ object_relation }) => object_relation !== 'symbol')
    .map(({ value }) => value)
  return values.map((value) => `${createHash('md5').update(value).digest('hex')},${signal.id}`)
}
