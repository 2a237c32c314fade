/** What the fold needs of the message it folds in. */
export interface FoldedMessage {
  id: string
  version: number
  /** Set where not the message but a person's word about travellers is the cause: what changes now names it. */
  splitId?: string
  senderId: string
  channel: string
  /** UNB time; the time of receipt where the message states none. */
  preparedAt: Date
  /** Hash of its bytes: settles the order of messages of one minute. */
  position: Buffer
  /** At which segment each person, or their reservation, begins; by pointer. */
  segments: ReadonlyMap<string, number>
  /** What every row taken from it carries. */
  row: {
    regime: string
    purposes: string[]
    team: string
    received_at: Date
    mask_at: Date | null
    delete_at: Date
  }
}

/** Only rows under the same law, for the same purposes and team, are folded together. */
export function realmOf(row: { regime: string; purposes: readonly string[]; team: string }): string {
  return `${row.regime}|${[...row.purposes].sort().join(',')}|${row.team}`
}
