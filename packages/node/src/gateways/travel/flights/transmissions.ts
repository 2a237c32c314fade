import type { Selectable } from 'kysely'
import type { FlightMessageTable } from '../store/schema.ts'

export type FlightMessageRow = Selectable<FlightMessageTable>

/** One complete list or push: a single message, or all parts of a message that was divided. */
export interface Transmission {
  kind: 'PAXLST' | 'PNRGOV'
  function: string | null
  senderId: string
  rows: FlightMessageRow[]
  /** Numbers of the received parts, and the number of the final part; null while the final part is missing. */
  received: number[]
  expected: number | null
  complete: boolean
  /** UNB time of its newest part. */
  preparedAt: Date
  /** Time of receipt of its first part: the time-out counts from there. */
  since: Date
}

/** Assembles parts by sender, type and common access reference. A part sent twice counts once. */
export function transmissionsOf(messages: readonly FlightMessageRow[]): Transmission[] {
  const groups = new Map<string, FlightMessageRow[]>()
  for (const row of messages) {
    const parted = row.part_number !== null || row.part_flag !== null
    const key = parted
      ? [row.sender_id, row.kind, row.function, row.access_reference].join('|')
      : [row.message_id, row.unit].join('|')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()].map(assemble).sort(inUnbOrder)
}

/** Orders by UNB time, then by the hash of the bytes, so that the order of arrival does not count. */
function inUnbOrder(a: Transmission, b: Transmission): number {
  const [first, second] = [a.rows[0] as FlightMessageRow, b.rows[0] as FlightMessageRow]
  return (
    a.preparedAt.getTime() - b.preparedAt.getTime() ||
    Buffer.compare(first.position, second.position) ||
    first.unit - second.unit
  )
}

function assemble(unordered: FlightMessageRow[]): Transmission {
  const rows = [...unordered].sort((a, b) => Buffer.compare(a.position, b.position) || a.unit - b.unit)
  const first = rows[0] as FlightMessageRow
  const parted = rows.some((row) => row.part_number !== null || row.part_flag !== null)
  const numbers = new Set(rows.map((row) => row.part_number ?? 1))
  const closing = rows.filter((row) => row.part_flag === 'F').map((row) => row.part_number ?? 1)
  const final = !parted ? 1 : closing.length === 0 ? null : Math.max(...closing)
  // Each part number up to the final one counts once. The numbers are compared, never enumerated: a false number of
  // many digits must not cost time.
  const below = [...numbers].filter((number) => final !== null && number >= 1 && number <= final)
  const complete = final !== null && below.length === final
  return {
    kind: first.kind as Transmission['kind'],
    function: first.function,
    senderId: first.sender_id,
    rows,
    received: [...numbers].sort((a, b) => a - b),
    expected: final,
    complete,
    preparedAt: new Date(Math.max(...rows.map((row) => row.prepared_at.getTime()))),
    since: new Date(Math.min(...rows.map((row) => row.received_at.getTime()))),
  }
}
