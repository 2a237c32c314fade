import { fail } from '../../errors.ts'

/** Returns the error for a stored record whose bytes are damaged. It names the record and nothing of its content. */
export const recordUnreadable = (recordId: string): Error =>
  fail('record-unreadable', {
    at: recordId,
    detail: `The stored record ${recordId} is damaged and cannot be read. Restore it from a backup.`,
  })

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
/** Returns whether a stored value is a list of objects. */
export const isListOfObjects = (value: unknown): boolean => Array.isArray(value) && value.every(isObject)

/**
 * Returns an opened value if it is an object with the expected fields. Throws `record-unreadable` otherwise: damaged bytes
 * can still be valid JSON.
 */
export function wholeRecord<T>(recordId: string, value: T, isWhole: (value: T) => boolean = () => true): T {
  if (!isObject(value) || !isWhole(value)) throw recordUnreadable(recordId)
  return value
}
