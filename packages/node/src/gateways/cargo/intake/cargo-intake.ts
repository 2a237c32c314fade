import { type CargoCheckTables, createCargoReader } from '@entente/readers'
import type { GatewayReading, Intake, PartedIntake, ReadingGiven } from '../../../pipeline/gateway/intake.ts'
import { readingClasses, type StoredReading } from '../classes/content-classes.ts'
import { sniffFormat } from '../messages/sniff-format.ts'
import { readingTables } from '../tables/reading-tables.ts'
import { type CargoPart, cargoEngine, PartCollector } from './collect-parts.ts'
import { endReading, storeParts } from './store-parts.ts'

const megabyte = 1024 * 1024
/** The largest message: a dense manifest of a day. */
export const largestCargoMessage = 200 * megabyte
/** Larger messages are read in parts. The densest format has about 1,000 consignments in so many bytes. */
const readWholeBytes = 64 * 1024
/** The bytes that the reader takes before full parts are stored. */
const pieceBytes = 16 * 1024

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
  async finish(tx, { message, version }) {
    return { changed: await endReading(tx, message, version), contextKey: null }
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
    const changed = new Map<string, string[]>()
    for (const { messageId, changed: ids } of stored)
      changed.set(messageId, [...(changed.get(messageId) ?? []), ...ids])
    const results = []
    for (const { message, version } of readings) {
      const again = version > 1 ? await endReading(tx, message, version) : []
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
