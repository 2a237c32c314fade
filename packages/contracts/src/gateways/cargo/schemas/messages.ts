import { z } from 'zod'
import { Instant, page, pageOfTime, receiptFacts } from '../../../terms/ids.ts'

/** The formats of messages about goods. */
export const CargoFormatName = z.enum([
  'xfwb',
  'xfzb',
  'xffm',
  'fwb',
  'fhl',
  'ffm',
  'cuscar',
  'baplie',
  'ens',
  'wco-dec',
  'awmds',
])

/** The receipt of a message about goods. `format` is guessed from its first bytes; null if unclear. */
export const CargoReceipt = z.object({
  ...receiptFacts,
  format: CargoFormatName.nullable(),
  links: z.object({ self: z.string(), reading: z.string() }),
})

/** `reading`: a large message of which some parts are stored already. */
export const CargoMessageStatus = z.enum(['received', 'reading', 'read', 'partly-read', 'quarantined'])
const count = z.int().min(0)
/** The counts of a reading. The counts of findings are by severity. */
export const CargoCountsShown = z.object({
  messages: count,
  consignments: count,
  findings: z.object({ info: count, notice: count, warning: count, error: count }),
})

/** A received message. `maskAt` and `deleteAt` say when its data is masked and deleted. */
export const CargoMessageSummary = z.object({
  id: z.uuid(),
  sender: z.uuid(),
  senderName: z.string(),
  channel: z.string(),
  receivedAt: Instant,
  bytes: z.int(),
  format: CargoFormatName.nullable(),
  status: CargoMessageStatus,
  counts: CargoCountsShown,
  readVersion: z.int(),
  masked: z.boolean(),
  maskAt: Instant.nullable(),
  deleteAt: Instant,
})
export type CargoMessageSummary = z.infer<typeof CargoMessageSummary>

export const CargoMessageQuery = z.object({
  status: CargoMessageStatus.optional(),
  sender: z.uuid().optional(),
  ...pageOfTime,
})
export type CargoMessageQuery = z.infer<typeof CargoMessageQuery>

/** Received messages, newest first. `next` continues the list; null at its end. */
export const CargoMessageList = page(CargoMessageSummary)
export type CargoMessageList = z.infer<typeof CargoMessageList>

export const CargoLinesQuery = z.object({
  /** A place in the bytes: the lines around it are returned, in place of those from `from` on. */
  byte: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  from: z.coerce.number().int().min(0).max(10_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})
/** A finding beside the line that it is about. */
const FindingAtLine = z.object({
  code: z.string(),
  severity: z.enum(['info', 'notice', 'warning', 'error']),
  message: z.string(),
  consignment: z.string().nullable(),
  /** JSON pointer into the reading. */
  at: z.string().nullable(),
  /** The place in the bytes of the message. */
  byte: z.int(),
})
/**
 * Lines of a message as received, or segments of EDIFACT, from the index `from` on. `number` counts from 1. `from` and `to` are
 * the bytes of a line, end exclusive. `first` is the index of the first line, and `next` that of the line after the last; null
 * at the end.
 */
export const CargoLines = z.object({
  kind: z.enum(['lines', 'segments']),
  items: z.array(
    z.object({
      number: z.int(),
      from: z.int(),
      to: z.int(),
      text: z.string(),
      /** The line is longer than its text. */
      isCut: z.boolean(),
      findings: z.array(FindingAtLine),
    }),
  ),
  first: z.int(),
  next: z.int().nullable(),
  /** The text just before the asked byte, and from it on; null if none was asked for. A line may be longer than its text. */
  around: z.object({ before: z.string(), after: z.string() }).nullable(),
})
export type CargoLines = z.infer<typeof CargoLines>
