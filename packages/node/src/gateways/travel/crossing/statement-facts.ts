import type { IdentityKeys } from '../statements/identity-keys.ts'
import type { StatementSource } from '../statements/statement-draft.ts'

/** What the fold knows of a statement without opening it. */
export interface StatementFacts extends IdentityKeys {
  id: string
  messageId: string
  source: StatementSource
  function: string | null
  pointer: string
  /** UNB time; where equal, `position` (the hash of the bytes) decides: the same whatever arrived first. */
  preparedAt: number
  position: string
  senderId: string
  reservationKey: string | null
  reservationVersionId: string | null
  /** Only statements under one regime, for the same purposes and team, belong together: else one would be readable for the other's purposes. */
  realm: string
  travellerId: string | null
  rule: string | null
  /** Splits by a person in which this statement takes part, and whether it is on the side that is another person. */
  sides: ReadonlyMap<string, boolean>
}
export const noSides: StatementFacts['sides'] = new Map()

/** The order in which the fold meets statements. */
export function inUnbOrder(a: StatementFacts, b: StatementFacts): number {
  return (
    a.preparedAt - b.preparedAt ||
    compareText(a.position, b.position) ||
    compareText(a.pointer, b.pointer) ||
    compareText(a.source, b.source)
  )
}
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
