import type { Signal } from '@entente/contracts'
import type { PersonalRow, Tx } from '../access/access-store.ts'
import { wholeRecord } from '../access/record-unreadable.ts'
import { undamagedOr } from './undamaged-or.ts'

/** Opens a stored signal. Returns undefined if this transaction may not read it. Throws `record-unreadable`. */
export function openSignalRow(tx: Tx, row: PersonalRow): Signal | undefined {
  const opened = tx.openIfAllowed<Signal>(row)
  return opened && wholeRecord(row.id, opened.value, isSignal)
}
/** Returns whether an opened value has the fields that every signal has, also an erased one. */
export const isSignal = ({ id, kind, status }: Signal): boolean =>
  [id, kind, status].every((field: unknown) => typeof field === 'string')

/**
 * Opens one of several signals like `openSignalRow`, but returns `unreadable` for a damaged one. Oversight then gets an
 * alarm that names it, and the caller goes on with the others.
 */
export const openOneSignal = (tx: Tx, row: PersonalRow): Promise<Signal | 'unreadable' | undefined> =>
  undamagedOr(tx, `sig:${row.id}`, () => openSignalRow(tx, row), 'unreadable')
