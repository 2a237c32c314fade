import type { CargoFinding } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import type { FiledContent, PartContent, StoredReading } from '../classes/content-classes.ts'
import { stowedFrom } from '../store/voyage-schema.ts'

/** Rows that one statement reads. A reading of any size is written in such pieces. */
const rowsAtOnce = 500

/** Runs one transaction on the message. Each piece of a large reading checks the access to its message again. */
type OnMessage = <T>(work: (tx: Tx, row: MessageRow) => Promise<T>) => Promise<T>

/**
 * Writes the reading of a message as JSON in pieces, put together from its stored parts: no row and no text holds a whole
 * manifest. Its rows are walked a fixed number of times, however many messages the file has. The first piece is written once the access was checked. Errors: `not-found` before the message was read.
 */
export async function* writeReading(onMessage: OnMessage): AsyncGenerator<string> {
  const { head, version } = await onMessage(async (tx, row) => ({
    ...{ head: await openReading(tx, row), version: row.read_version },
  }))
  const { messages, quarantined, file, sha256, bytes, outcome } = head
  yield `${JSON.stringify({ gateway: 'cargo', file, sha256, bytes, outcome }).slice(0, -1)},"messages":[`
  const consignments = new Walk(consignmentsOf(onMessage, version))
  const equipment = new Walk(contentsOf(onMessage, version, (part) => part.equipment))
  const loads = new Walk(contentsOf(onMessage, version, (part) => part.loads))
  for (const [place, { reconciliation, ...message }] of messages.entries()) {
    yield `${place > 0 ? ',' : ''}${JSON.stringify(message).slice(0, -1)},"consignments":[`
    yield* joined(consignments.of(place))
    yield '],"equipment":['
    yield* joined(equipment.of(place))
    yield '],"loads":['
    yield* joined(loads.of(place))
    yield `],"reconciliation":${JSON.stringify(reconciliation)}}`
  }
  yield `],"quarantined":${JSON.stringify(quarantined)},"findings":[`
  yield* joined(contentsOf(onMessage, version, (part): CargoFinding[] => part.findings))
  yield ']}'
}

interface OfMessage<T> {
  message: number
  value: T
}

/** Walks once over values that are in the order of their messages. */
class Walk<T> {
  readonly #pieces: AsyncGenerator<OfMessage<T>[]>
  #piece: OfMessage<T>[] = []
  #at = 0

  constructor(pieces: AsyncGenerator<OfMessage<T>[]>) {
    this.#pieces = pieces
  }

  /** Yields the values of one message. The messages are asked for in their order. */
  async *of(message: number): AsyncGenerator<T[]> {
    for (;;) {
      const from = this.#at
      while (this.#piece[this.#at]?.message === message) this.#at += 1
      if (this.#at > from) yield this.#piece.slice(from, this.#at).map(({ value }) => value)
      if (this.#at < this.#piece.length) return
      const next = await this.#pieces.next()
      if (next.done === true) return
      this.#piece = next.value
      this.#at = 0
    }
  }
}

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

/** Yields the consignments of the file, in its order. */
async function* consignmentsOf(
  onMessage: OnMessage,
  version: number,
): AsyncGenerator<OfMessage<FiledContent['consignment']>[]> {
  for (let after = -1; ; ) {
    const { found, last } = await onMessage(async (tx, row) => {
      const rows = await tx.db
        .selectFrom('cargo_filing')
        .selectAll()
        .where('message_id', '=', row.id)
        .where('read_version', '=', version)
        .where('ordinal', '>', after)
        .where('ordinal', '<', stowedFrom)
        .orderBy('ordinal')
        .limit(rowsAtOnce)
        .execute()
      const found = rows.map((filing) => {
        const { message, consignment } = tx.open<FiledContent>(filing).value
        return { message, value: consignment }
      })
      return { found, last: rows.at(-1)?.ordinal }
    })
    if (last === undefined) return
    yield found
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
