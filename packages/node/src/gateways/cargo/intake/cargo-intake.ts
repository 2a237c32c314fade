import type { CargoFinding } from '@entente/contracts'
import { type CargoCheckTables, createCargoReader } from '@entente/readers'
import type {
  GatewayReading,
  Intake,
  MessageRow,
  PartedIntake,
  ReadingGiven,
} from '../../../pipeline/gateway/intake.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { readingClasses, type StoredReading } from '../classes/content-classes.ts'
import { sniffFormat } from '../messages/sniff-format.ts'
import { readingTables } from '../tables/reading-tables.ts'
import { type CargoPart, cargoEngine, PartCollector } from './collect-parts.ts'
import { askAfterReading } from './note-equipment.ts'
import { notePages } from './note-pages.ts'
import { endReading, storeParts } from './store-parts.ts'

const megabyte = 1024 * 1024
/** The largest message: a dense manifest of a day. */
export const largestCargoMessage = 200 * megabyte
/** Larger messages are read in parts. The densest format has about 1,000 consignments in this many bytes. */
const readWholeBytes = 64 * 1024
/** The bytes that the reader takes before full parts are stored. */
const pieceBytes = 16 * 1024

const stopped: CargoFinding = {
  ...{ code: 'READER_STOPPED', severity: 'error', reject: false, consignment: null, item: null, equipment: null },
  ...{ party: null, expected: null, actual: null, rule: null, position: null, literal: null, at: null },
  message: 'Each attempt to read this file ended the process that read it.',
}

const parts: PartedIntake<StoredReading, CargoPart> = {
  above: readWholeBytes,
  engine: cargoEngine,
  async *read(bytes, given) {
    const collector = new PartCollector()
    const reader = createCargoReader(givenOf(given), collector.sink)
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        reader.write(chunk.subarray(at, at + pieceBytes))
        while (collector.isFull) yield collector.take()
      }
    }
    const summary = reader.end()
    while (!collector.isEmpty) yield collector.take()
    return collector.reading(summary, given)
  },
  async store(tx, { message, version, ordinal, part }) {
    const [stored] = await storeParts(tx, [{ message, version, ordinal, part }])
    return { changed: stored?.changed ?? [], subjects: part.filings.length }
  },
  async giveUp(tx, { message, version, ordinal }, given) {
    const collector = new PartCollector()
    collector.sink.finding?.(stopped)
    await storeParts(tx, [{ message, version, ordinal, part: collector.take() }])
    const bytes = message.bytes
    const quarantined = [{ from: 0, to: bytes, reason: stopped.code }]
    const { sha256 } = given
    const summary = { gateway: 'cargo', file: null, sha256, bytes, outcome: 'quarantined', quarantined } as const
    return collector.reading({ ...summary, messages: 0, consignments: 0 }, given)
  },
  async finish(tx, { message, version, read }, from) {
    const step = await endReading(tx, message, version, from)
    if (step.next === null) {
      await notePages(tx, [{ message, version, reading: read.reading }])
      await askAfterReading(tx, message.id, version)
    }
    return { ...step, contextKey: null }
  },
}

/** The intake of the cargo gateway: it reads messages about goods, and merges their filings into consignments. */
export const cargoIntake: Intake<StoredReading> = {
  classes: readingClasses,
  largestMessage: largestCargoMessage,
  sniff: sniffFormat,
  tables: readingTables,
  read: readWhole,
  sensitiveRanges: () => [],
  async store(tx, readings) {
    const stored = await storeParts(
      tx,
      readings.flatMap(({ message, version, read }) =>
        (read.records as CargoPart[]).map((part, ordinal) => ({ message, version, ordinal, part })),
      ),
    )
    await notePages(
      tx,
      readings.map(({ message, version, read }) => ({ message, version, reading: read.reading })),
      new Set(stored.flatMap((part) => part.changed)),
    )
    const changed = new Map<string, string[]>()
    for (const { messageId, changed: ids } of stored)
      changed.set(messageId, [...(changed.get(messageId) ?? []), ...ids])
    const results = []
    for (const { message, version } of readings) {
      const again = await endWhole(tx, message, version)
      const subjects = stored
        .filter(({ messageId }) => messageId === message.id)
        .flatMap(({ filed }) => filed)
        .map(({ ordinal, consignmentId }) => ({
          ...{ pointer: `/consignments/${ordinal}`, contextId: consignmentId, subjectId: consignmentId },
        }))
      results.push({
        ...{ changed: [...new Set([...(changed.get(message.id) ?? []), ...again])], subjects, contextKey: null },
      })
    }
    return results
  },
  forget: async () => {},
  parts: parts as PartedIntake<StoredReading>,
}

/** A message that is read whole has few filings, so all steps of its end run in its transaction. */
async function endWhole(tx: Tx, message: MessageRow, version: number): Promise<string[]> {
  const changed: string[] = []
  let from: string | null = null
  do {
    const step = await endReading(tx, message, version, from)
    changed.push(...step.changed)
    from = step.next
  } while (from !== null)
  return changed
}

const givenOf = ({ sha256, receivedAt, tables }: ReadingGiven) => ({
  ...{ sha256, receivedAt, tables: tables?.value as CargoCheckTables | undefined },
})

function readWhole(bytes: Uint8Array, given: ReadingGiven): GatewayReading<StoredReading> {
  const collector = new PartCollector()
  const reader = createCargoReader(givenOf(given), collector.sink)
  reader.write(bytes)
  const summary = reader.end()
  const records: CargoPart[] = []
  while (!collector.isEmpty) records.push(collector.take())
  return { ...collector.reading(summary, given), records }
}
