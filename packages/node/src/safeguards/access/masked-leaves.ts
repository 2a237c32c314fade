import type { UnmaskField } from '@entente/contracts'
import { type FieldClass, type FieldClasses, isTree, type RecordClasses } from './field-classes.ts'

/** One value of the masked part of a record: its group, and its place in the record. */
interface MaskedLeaf {
  field: UnmaskField
  path: string
  value: string
}

/**
 * Lists the values of a masked part (class a) with their groups: those of the regimes, and `other` for fields that belong to no group. The
 * masked part of a list has its places as keys. Leaves out empty values, and the fields of `leaveOut`.
 */
export function maskedLeaves(
  a: unknown,
  classes: RecordClasses<never>,
  leaveOut: readonly string[] = [],
): MaskedLeaf[] {
  const { fields } = classes
  if (!isTree(a)) return []
  return Object.entries(a).flatMap(([key, value]) =>
    leaveOut.includes(key) ? [] : leavesIn(value, classOf(fields, key), key),
  )
}

const classOf = (classes: FieldClasses, key: string): FieldClass | FieldClasses =>
  (Object.hasOwn(classes, key) ? classes[key] : classes['*']) ?? 'masked'

function leavesIn(value: unknown, classes: FieldClass | FieldClasses, path: string): MaskedLeaf[] {
  if (value === null || value === undefined || value === '') return []
  if (typeof value !== 'object') {
    const field = typeof classes !== 'string' || classes === 'masked' || classes === 'kept' ? 'other' : classes
    return [{ field, path, value: String(value) }]
  }
  const isList = Array.isArray(value) || Object.keys(value).every((key) => /^\d+$/.test(key))
  return Object.entries(value).flatMap(([key, part]) =>
    leavesIn(part, typeof classes === 'string' || isList ? classes : classOf(classes, key), `${path}.${key}`),
  )
}
