import type { IdentityKeys } from '../statements/identity-keys.ts'
import type { StatementSource } from '../statements/statement-draft.ts'

/** Facts about a statement that are known without opening it. */
export interface StatementFacts extends IdentityKeys {
  id: string
  messageId: string
  source: StatementSource
  function: string | null
  pointer: string
  /** UNB time; where equal, `position` (the hash of the bytes) decides, so that the order of arrival does not count. */
  preparedAt: number
  position: string
  senderId: string
  reservationKey: string | null
  reservationVersionId: string | null
  /**
   * Key of regime, purposes and team. Only statements with the same key are merged: otherwise one statement would become
   * readable for the purposes of another.
   */
  realm: string
  travellerId: string | null
  rule: string | null
  /** Splits by a person that include this statement; true if it is on the side of the new traveller. */
  sides: ReadonlyMap<string, boolean>
}
export const noSides: StatementFacts['sides'] = new Map()

/** Order in which statements are merged. */
export function inUnbOrder(a: StatementFacts, b: StatementFacts): number {
  return (
    a.preparedAt - b.preparedAt ||
    compareText(a.position, b.position) ||
    compareText(a.pointer, b.pointer) ||
    compareText(a.source, b.source)
  )
}
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
