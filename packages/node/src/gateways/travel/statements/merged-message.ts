/** The message that is being merged. */
export interface MergedMessage {
  id: string
  version: number
  senderId: string
  channel: string
  /** UNB time; the time of receipt where the message states none. */
  preparedAt: Date
  /** Hash of the message's bytes: orders messages of one minute. */
  position: Buffer
  /** First segment of each person or their reservation, by pointer. */
  segments: ReadonlyMap<string, number>
  /** Columns of every row that is derived from the message. */
  row: {
    regime: string
    purposes: string[]
    team: string
    received_at: Date
    mask_at: Date | null
    delete_at: Date
  }
}

/** Only rows of one regime, one set of purposes and one team are merged. */
export function realmOf(row: { regime: string; purposes: readonly string[]; team: string }): string {
  return `${row.regime}|${[...row.purposes].sort().join(',')}|${row.team}`
}
