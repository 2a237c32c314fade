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
