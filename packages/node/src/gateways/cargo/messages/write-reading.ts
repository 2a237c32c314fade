import type { CargoFinding } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import type { FiledContent, PartContent, StoredReading } from '../classes/content-classes.ts'

/** Rows that one statement reads. A reading of any size is written in such pieces. */
const rowsAtOnce = 500

/** Runs one transaction on the message. Each piece of a large reading checks the access to its message again. */
type OnMessage = <T>(work: (tx: Tx, row: MessageRow) => Promise<T>) => Promise<T>

/**
 * Writes the reading of a message as JSON in pieces, put together from its stored parts: no row and no text holds a whole
 * manifest. The first piece is written once the access was checked. Errors: `not-found` before the message was read.
 */
export async function* writeReading(onMessage: OnMessage): AsyncGenerator<string> {
  const { head, version } = await onMessage(async (tx, row) => ({
    ...{ head: await openReading(tx, row), version: row.read_version },
  }))
  const { messages, quarantined, file, sha256, bytes, outcome } = head
  yield `${JSON.stringify({ gateway: 'cargo', file, sha256, bytes, outcome }).slice(0, -1)},"messages":[`
  for (const [place, { reconciliation, ...message }] of messages.entries()) {
    yield `${place > 0 ? ',' : ''}${JSON.stringify(message).slice(0, -1)},"consignments":[`
    yield* joined(consignmentsOf(onMessage, version, place))
    yield '],"equipment":['
    yield* joined(contentsOf(onMessage, version, (part) => valuesOf(part.equipment, place)))
    yield '],"loads":['
    yield* joined(contentsOf(onMessage, version, (part) => valuesOf(part.loads, place)))
    yield `],"reconciliation":${JSON.stringify(reconciliation)}}`
  }
  yield `],"quarantined":${JSON.stringify(quarantined)},"findings":[`
  yield* joined(contentsOf(onMessage, version, (part): CargoFinding[] => part.findings))
  yield ']}'
}

const valuesOf = <T>(list: readonly { message: number; value: T }[], place: number): T[] =>
  list.filter(({ message }) => message === place).map(({ value }) => value)

async function openReading(tx: Tx, row: MessageRow): Promise<StoredReading> {
  const stored = await tx.db
    .selectFrom('reading')
    .select(['a', 'b'])
    .where('message_id', '=', row.id)
    .where('version', '=', row.read_version)
    .executeTakeFirst()
  if (stored === undefined) throw fail('not-found', { detail: 'This message has not been read yet.' })
  return tx.open<StoredReading>({ ...row, ...stored } as PersonalRow).value
}

/** Yields the consignments of one message of the file, in its order. */
async function* consignmentsOf(
  onMessage: OnMessage,
  version: number,
  message: number,
): AsyncGenerator<FiledContent['consignment'][]> {
  for (let after = -1; ; ) {
    const { found, last } = await onMessage(async (tx, row) => {
      const rows = await tx.db
        .selectFrom('cargo_filing')
        .selectAll()
        .where('message_id', '=', row.id)
        .where('read_version', '=', version)
        .where('ordinal', '>', after)
        .orderBy('ordinal')
        .limit(rowsAtOnce)
        .execute()
      const opened = rows.map((filing) => tx.open<FiledContent>(filing).value)
      return { found: opened.filter((one) => one.message === message), last: rows.at(-1)?.ordinal }
    })
    if (found.length > 0) yield found.map(({ consignment }) => consignment)
    if (last === undefined) return
    after = last
  }
}

/** Yields what each part of the reading has beside its consignments. */
async function* contentsOf<T>(
  onMessage: OnMessage,
  version: number,
  of: (part: PartContent) => T[],
): AsyncGenerator<T[]> {
  for (let after = -1; ; ) {
    const found = await onMessage(async (tx, row) => {
      const part = await tx.db
        .selectFrom('cargo_reading_part')
        .select(['ordinal', 'a', 'b'])
        .where('message_id', '=', row.id)
        .where('read_version', '=', version)
        .where('ordinal', '>', after)
        .orderBy('ordinal')
        .limit(1)
        .executeTakeFirst()
      if (part === undefined) return null
      const { value } = tx.open<PartContent>({ ...row, a: part.a, b: part.b })
      return { ordinal: part.ordinal, values: of(value) }
    })
    if (found === null) return
    if (found.values.length > 0) yield found.values
    after = found.ordinal
  }
}

/** Writes lists as the elements of one JSON list. */
async function* joined(lists: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  let isFirst = true
  for await (const list of lists) {
    yield `${isFirst ? '' : ','}${list.map((value) => JSON.stringify(value)).join()}`
    isFirst = false
  }
}
