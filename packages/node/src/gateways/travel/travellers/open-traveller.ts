import { unreadableLabel } from '../../../pipeline/cases/unreadable.ts'
import type { Opened, PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import { isListOfObjects, wholeRecord } from '../../../safeguards/access/record-unreadable.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'

type Listed = Pick<TravellerState, 'label' | 'documents' | 'seat'>

/** Returns whether an opened value has the lists that every traveller has, also a masked one. */
export const isTraveller = ({ documents, legs, reservations }: TravellerState): boolean =>
  [documents, legs, reservations].every(isListOfObjects)

/** Opens a traveller. Returns undefined if this transaction may not read it. Throws `record-unreadable`. */
export function openTraveller(tx: Tx, row: PersonalRow): Opened<TravellerState> | undefined {
  const opened = tx.openIfAllowed<TravellerState>(row)
  return opened && { ...opened, value: wholeRecord(row.id, opened.value, isTraveller) }
}

/**
 * Opens a traveller of a list. Returns undefined if this transaction may not read it. A damaged one is shown as
 * unreadable, and oversight gets an alarm that names it.
 */
export function openListed(tx: Tx, row: PersonalRow): Promise<Opened<Listed> | undefined> {
  const open = (): Opened<Listed> | undefined => openTraveller(tx, row)
  return undamagedOr(tx, `traveller:${row.id}`, open, unreadable)
}
const unreadable: Opened<Listed> = { value: { label: unreadableLabel, documents: [], seat: null }, masked: false }
