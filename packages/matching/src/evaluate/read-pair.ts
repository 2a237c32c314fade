import type { Identity } from '@entente/contracts'
import { identityShapeFault, isObject, type ShapeFault, toIdentity } from './read-identity-value.ts'

/** Two identities to compare. `same` states whether they are the same identity; null without a label. */
export interface LabelledPair {
  id: string | null
  a: Identity
  b: Identity
  same: boolean | null
  category: string | null
  set: string | null
  source: string | null
}

/** Reads one row of a file of pairs, already parsed from JSON. The row's `kind` applies to both sides. Returns a fault in place of a pair; never throws. */
export function readPair(row: unknown): { pair: LabelledPair } | { fault: ShapeFault } {
  if (!isObject(row)) return { fault: { at: '', message: 'is not an object' } }
  for (const side of ['a', 'b']) {
    if (!isObject(row[side])) return { fault: { at: `/${side}`, message: 'is missing or not an object' } }
    const fault = identityShapeFault(row[side])
    if (fault !== null) return { fault: { at: `/${side}${fault.at}`, message: fault.message } }
  }
  if (row.kind != null) {
    const fault = identityShapeFault({ names: [], kind: row.kind })
    if (fault !== null) return { fault }
  }
  if (row.same != null && typeof row.same !== 'boolean')
    return { fault: { at: '/same', message: 'is neither true nor false' } }
  for (const field of ['id', 'category', 'set', 'source'])
    if (row[field] != null && typeof row[field] !== 'string')
      return { fault: { at: `/${field}`, message: 'is not text' } }
  const text = (field: string): string | null => (row[field] as string | null | undefined) ?? null
  const side = (value: unknown): Identity =>
    toIdentity({ kind: row.kind, ...(value as Record<string, unknown>) } as Record<string, unknown>)
  return {
    pair: {
      id: text('id'),
      a: side(row.a),
      b: side(row.b),
      same: (row.same as boolean | null | undefined) ?? null,
      category: text('category'),
      set: text('set'),
      source: text('source'),
    },
  }
}
