import { concat, fromBase64, LogFault } from './bytes.ts'

const mostEntryBytes = 4096

/** Joins entries to a bundle: each with its length as two bytes, big-endian, in front. */
export const bundleOf = (entries: readonly Uint8Array[]): Uint8Array =>
  concat(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]))

/** Splits a bundle into its `count` entries. Throws `bundle-truncated` and `bundle-count`. */
export function entriesOf(bundle: Uint8Array, count: number, where: string): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bundle.length) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0)
    if (at + 2 + length > bundle.length) throw new LogFault('bundle-truncated', where, 'The last entry is not whole.')
    entries.push(bundle.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  if (entries.length !== count)
    throw new LogFault('bundle-count', where, `${count} entries are expected, not ${entries.length}.`)
  return entries
}

const isText = (value: unknown, form: RegExp): boolean => typeof value === 'string' && form.test(value)
const isNullOr = (value: unknown, form: RegExp): boolean => value === null || isText(value, form)

/** The form of a reference. Earlier releases named versions of tables `cargo-table:`, and what is in a log stays in it. */
export const entryRef = /^([a-z]{2,12}|cargo-table):[A-Za-z0-9_.@-]{1,80}$/

/** The form of each field of an entry. Codes that releases add, such as types and roles, are checked by form alone. */
const fields: Record<string, (value: unknown) => boolean> = {
  actor: (value) => value === 'system' || isBytes(value, 16),
  agreement: (value) => isNullOr(value, /^agr:[A-Za-z0-9_.-]{1,80}@\d+$/),
  at: (value) =>
    isText(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) && !Number.isNaN(Date.parse(value as string)),
  commit: (value) => isBytes(value, 32),
  count: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  decision: (value) => isText(value, /^(allow|deny|done)$/),
  id: (value) => isText(value, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  node: (value) => isText(value, /^[^\s+]+$/),
  purpose: (value) => isNullOr(value, /^[a-z-]+$/),
  ref: (value) => isNullOr(value, entryRef),
  role: (value) => isText(value, /^[a-z-]+$/),
  type: (value) => isText(value, /^[a-z]+(\.[a-z-]+)+$/),
  v: (value) => value === 1,
}
const fieldNames = Object.keys(fields).sort()

function isBytes(value: unknown, length: number): boolean {
  try {
    return typeof value === 'string' && fromBase64(value, '', length).length === length
  } catch {
    return false
  }
}

/** The fields of an entry that a verifier uses. */
export interface LeafFacts {
  id: string
  /** Milliseconds since 1970. */
  at: number
  commit: string
}

/**
 * Checks the bytes of one entry: the canonical JSON (RFC 8785) of exactly the fields of the format. Throws `leaf-size`,
 * `leaf-json`, `leaf-fields`, `leaf-value` and `leaf-not-canonical`.
 */
export function checkEntry(entry: Uint8Array, where: string): LeafFacts {
  if (entry.length > mostEntryBytes)
    throw new LogFault('leaf-size', where, `An entry has at most ${mostEntryBytes} bytes.`)
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry)
    value = JSON.parse(text)
  } catch {
    throw new LogFault('leaf-json', where, 'An entry is JSON in UTF-8.')
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const names = isObject ? Object.keys(value as object) : []
  if ([...names].sort().join() !== fieldNames.join())
    throw new LogFault('leaf-fields', where, `An entry has exactly the fields ${fieldNames.join(', ')}.`)
  const leaf = value as Record<string, unknown>
  const wrong = fieldNames.find((name) => fields[name]?.(leaf[name]) !== true)
  if (wrong !== undefined) throw new LogFault('leaf-value', where, `The value of ${wrong} has another form.`)
  // All values are flat, so sorted names make the canonical form.
  if (JSON.stringify(leaf, fieldNames) !== text)
    throw new LogFault('leaf-not-canonical', where, 'An entry is canonical JSON (RFC 8785).')
  return { id: leaf.id as string, at: Date.parse(leaf.at as string), commit: leaf.commit as string }
}
