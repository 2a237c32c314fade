import { type MaskedCategory, maskedCategories } from '../retention/regime.ts'
import { regimes } from '../retention/regimes.ts'

/**
 * Says what happens to a field when its record is masked. `kept`: a plain value, or a list of plain values, that stays
 * readable. `masked`: masked under every regime. A category: masked if the record's regime lists it in `maskedFields`.
 */
export type FieldClass = 'kept' | 'masked' | MaskedCategory
/** Classes by field name. `*` means all fields that are not named. A field without a class is masked. */
export interface FieldClasses {
  readonly [field: string]: FieldClass | FieldClasses
}

type Plain = string | number | boolean | bigint | null | undefined
type Keys<T> = T extends unknown ? keyof T : never
type Part<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never
type Item<T> = T extends readonly (infer I)[] ? I : T
/**
 * The classes that a type of record needs. Every field must have one, so that code with a new field does not compile
 * until the field has a class.
 */
export type ClassesOf<T> = [Item<T>] extends [Plain]
  ? FieldClass
  : string extends Keys<NonNullable<Item<T>>>
    ? FieldClasses | Exclude<FieldClass, 'kept'>
    : Exclude<FieldClass, 'kept'> | FieldsOf<NonNullable<Item<T>>>
export type FieldsOf<T> = { readonly [K in Keys<T> & string]: ClassesOf<Part<T, K>> }

/** One kind of sealed record with the classes of its fields. `T` is the type of the sealed value. */
export interface RecordClasses<T> {
  /** Name of the kind of record, unique in the node. */
  readonly record: string
  readonly fields: FieldClasses
  readonly of?: (value: T) => void
}

/** Declares the classes of a kind of record. Every field of `T` must have one. */
export const classesOf =
  <T>() =>
  (record: string, fields: FieldsOf<T>): RecordClasses<T> => ({ record, fields: fields as FieldClasses })

export type Tree = { [key: string]: unknown }
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null
const everyCategory: ReadonlySet<string> = new Set(maskedCategories)
/** The masked categories of each regime, as they were loaded. */
const knownCategories = new WeakMap<readonly MaskedCategory[], ReadonlySet<string>>()

/** Returns the categories that a regime masks: every one if it is unknown. */
function categoriesOf(regime: string): ReadonlySet<string> {
  const masked = regimes[regime]?.maskedFields
  if (masked === undefined) return everyCategory
  const known = knownCategories.get(masked)
  if (known !== undefined) return known
  const categories = new Set<string>(masked)
  knownCategories.set(masked, categories)
  return categories
}

/**
 * Splits a value into a masked part (`a`) and a kept part (`b`). In `b`, a masked field is null, or an empty list if it
 * was a list. Without a regime, or under an unknown one, every category is masked.
 */
export function splitByClass(
  value: unknown,
  classes: FieldClass | FieldClasses,
  regime?: string,
): { a: unknown; b: unknown } {
  const categories = regime === undefined ? everyCategory : categoriesOf(regime)
  return split(value, classes, categories)
}

function split(
  value: unknown,
  classes: FieldClass | FieldClasses,
  categories: ReadonlySet<string>,
): { a: unknown; b: unknown } {
  if (typeof classes === 'string') return isKept(value, classes, categories) ? { a: undefined, b: value } : mask(value)
  if (Array.isArray(value)) {
    const a: Tree = {}
    const b = value.map((item, index) => {
      const part = split(item, classes, categories)
      if (part.a !== undefined) a[index] = part.a
      return part.b
    })
    return { a: Object.keys(a).length > 0 ? a : undefined, b }
  }
  if (!isTree(value)) return mask(value)
  let a: Tree | undefined
  const b: Tree = {}
  for (const key of Object.keys(value)) {
    const is = value[key]
    const own = classOf(classes, key)
    // Most fields are plain and kept, or not stated. They need no object of their own.
    if (is === null || is === undefined || (typeof own === 'string' && isKept(is, own, categories))) {
      setField(b, key, is)
      continue
    }
    const part = split(is, own, categories)
    setField(b, key, part.b)
    if (part.a === undefined) continue
    a ??= {}
    setField(a, key, part.a)
  }
  return { a, b }
}

/** Returns whether a field of this class stays readable. An object does not, even under `kept`: its fields need classes. */
function isKept(value: unknown, fieldClass: FieldClass, categories: ReadonlySet<string>): boolean {
  if (fieldClass === 'kept') return isPlain(value) || (Array.isArray(value) && value.every(isPlain))
  return fieldClass !== 'masked' && !categories.has(fieldClass)
}

/** Sets a field of an object. The name `__proto__` would otherwise replace the prototype. */
function setField(tree: Tree, key: string, value: unknown): void {
  if (key !== '__proto__') tree[key] = value
  else Object.defineProperty(tree, key, { value, enumerable: true, configurable: true, writable: true })
}

const classOf = (classes: FieldClasses, key: string): FieldClass | FieldClasses =>
  (Object.hasOwn(classes, key) ? classes[key] : classes['*']) ?? 'masked'

/** Masks a value. Null and an empty list contain no data, so they stay as they are. */
function mask(value: unknown): { a: unknown; b: unknown } {
  if (value === null || value === undefined) return { a: undefined, b: value }
  if (!Array.isArray(value)) return { a: value, b: null }
  return { a: value.length > 0 ? value : undefined, b: [] }
}

/** Joins the two parts of a value. It reverses `splitByClass` for all classes. */
export function joinClasses(a: unknown, b: unknown): unknown {
  if (a === undefined) return b
  // A masked field is null or an empty list in `b`, and complete in `a`.
  if (b === null || b === undefined || (Array.isArray(b) && Array.isArray(a))) return a
  if (Array.isArray(b) && isTree(a)) return b.map((item, index) => joinClasses(a[index], item))
  if (!isTree(b) || !isTree(a)) return a
  const own = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined)
  const joined: Tree = {}
  for (const key of Object.keys(b)) setField(joined, key, joinClasses(own(a, key), b[key]))
  for (const key of Object.keys(a)) if (!Object.hasOwn(b, key)) setField(joined, key, joinClasses(a[key], undefined))
  return joined
}

/**
 * Splits a stored record again by the classes of this release. If the record is already masked, it loses fields that
 * are masked now and regains none. Returns null if nothing changes.
 */
export function splitAnew(
  stored: { a: unknown; b: unknown },
  classes: FieldClasses,
  regime: string,
  isMasked: boolean,
): { a: unknown; b: unknown } | null {
  const kept = isMasked ? stored.b : joinClasses(stored.a, stored.b)
  const now = splitByClass(kept, classes, regime)
  const a = isMasked ? joinClasses(stored.a, now.a) : now.a
  const same = JSON.stringify(now.b) === JSON.stringify(stored.b)
  return same ? null : { a, b: now.b }
}

/** Returns whether a field of this class is masked under a regime once its record is masked. */
export const isMaskedUnder = (fieldClass: FieldClass, regime: string): boolean =>
  fieldClass !== 'kept' && (fieldClass === 'masked' || categoriesOf(regime).has(fieldClass))
