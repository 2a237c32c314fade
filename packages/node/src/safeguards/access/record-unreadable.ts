import { fail } from '../../errors.ts'

/** Returns the error for a stored record whose bytes are damaged. It names the record and nothing of its content. */
export const recordUnreadable = (recordId: string): Error =>
  fail('record-unreadable', {
    at: recordId,
    detail: `The stored record ${recordId} is damaged and cannot be read. Restore it from a backup.`,
  })
