import { Failure } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'
import { raiseAlarm } from './raise-alarm.ts'

/**
 * Opens a record, or returns `otherwise` if its bytes are damaged. Then oversight gets the alarm `record-unreadable` about
 * `ref`, with the ids of all such records. One damaged row must neither hide others nor keep them from being matched.
 */
export async function undamagedOr<T, O>(tx: Tx, ref: string, open: () => T | Promise<T>, otherwise: O): Promise<T | O> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'record-unreadable') throw error
    await raiseAlarm(tx, 'record-unreadable', ref, { records: error.fields.at == null ? [] : [error.fields.at] })
    return otherwise
  }
}
