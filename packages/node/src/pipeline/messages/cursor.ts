import { fail } from '../../errors.ts'

/** Writes a cursor of a list, opaque to its reader: the sort values of the last row. */
export function writeCursor(values: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** Reads a cursor. Throws `body-invalid` for a text that `writeCursor` did not write. */
export function readCursor(next: string | undefined, length: number): (string | null)[] | null {
  if (next === undefined) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(next, 'base64url').toString())
    if (Array.isArray(values) && values.length === length && values.every((v) => v === null || typeof v === 'string')) {
      return values as (string | null)[]
    }
  } catch {
    // The error is thrown below.
  }
  throw fail('body-invalid', { at: '/next', detail: 'This place in the list is not known. Begin again without it.' })
}

/** Reads a place in a list by time: the time and the id of its last row. Error: `body-invalid` at `/next`. */
export function readTimeCursor(next: string | undefined): { at: string; id: string } | null {
  const after = readCursor(next, 2)
  if (after === null) return null
  const [at, id] = after.map((value) => value ?? '') as [string, string]
  if (!Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) return { at, id }
  throw fail('body-invalid', { at: '/next', detail: 'This place in the list is not known.' })
}
