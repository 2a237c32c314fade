import { createHash } from 'node:crypto'
import type { Signal } from '@entente/contracts'
import { hashedKinds, shapeOf } from './attributes.ts'

/**
 * A signal's lines of `hashes.csv`: MD5 of each value and the event it is in. Only for kinds whose values cannot be found by trying them all; a withdrawn signal
 * has none.
 */
export function hashLines(signal: Signal): string[] {
  if (signal.value === null || !hashedKinds.includes(signal.kind)) return []
  const { attributes, objects } = shapeOf(signal.kind, signal.value)
  const values = [...attributes, ...objects.flatMap((object) => object.Attribute)]
    .filter(({ object_relation }) => object_relation !== 'symbol')
    .map(({ value }) => value)
  return values.map((value) => `${createHash('md5').update(value).digest('hex')},${signal.id}`)
}
