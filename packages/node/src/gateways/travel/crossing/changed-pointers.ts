export interface Change {
  field: string
  before: string | null
  after: string | null
}

/**
 * Lists the differences between two states by JSON pointer; an array counts as one value. Sources, `said`, labels and
 * version ids are left out: they are not statements about the person.
 */
export function changedPointers(before: object | null, after: object): Change[] {
  const changes: Change[] = []
  compare('', before ?? {}, after, changes)
  return changes
}
const leftOut = new Set(['sources', 'said', 'label', 'messageId', 'at', 'versionId'])

function compare(at: string, before: unknown, after: unknown, changes: Change[]): void {
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (!leftOut.has(key)) compare(`${at}/${key}`, before[key], after[key], changes)
    }
    return
  }
  if (isObject(after) && (before === undefined || before === null)) {
    compare(at, {}, after, changes)
    return
  }
  const was = textOf(before)
  const is = textOf(after)
  if (was !== is) changes.push({ field: at, before: was, after: is })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Writes a value as one line for people; an array of objects becomes their values, joined by `; `. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '' || value === false) return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((item) => textOf(item) ?? '').join('; ')
  if (isObject(value)) {
    const parts = Object.entries(value).filter(([key, part]) => !leftOut.has(key) && key !== 'literal' && part !== null)
    return parts
      .map(([, part]) => textOf(part) ?? '')
      .filter((part) => part !== '')
      .join(' ')
  }
  return String(value)
}
