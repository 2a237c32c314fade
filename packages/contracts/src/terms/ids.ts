import { z } from 'zod'

/** Random UUIDs (v4). Each has a branded type, so that a case id cannot be used in place of a signal id. */
export const CaseId = z.uuid().brand<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>
export const SignalId = z.uuid().brand<'SignalId'>()
export type SignalId = z.infer<typeof SignalId>
export const MessageId = z.uuid().brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>
export const TravellerId = z.uuid().brand<'TravellerId'>()
export type TravellerId = z.infer<typeof TravellerId>

/** A time in RFC 3339, in UTC with milliseconds: `2026-11-24T14:01:40.000Z`. */
export const Instant = z.iso.datetime({ precision: 3 })
/** A calendar date without zone, `YYYY-MM-DD`. */
export const PlainDate = z.iso.date()
/** One page of a list. Clients must not interpret `next`; it is null on the last page. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
/** The query of one page of a list by time. */
export const pageOfTime = {
  from: Instant.optional(),
  until: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  next: z.string().max(500).optional(),
}
/** What every receipt of a message says. */
export const receiptFacts = {
  id: z.uuid(),
  receivedAt: Instant,
  bytes: z.int(),
  sha256: z.string(),
  duplicate: z.boolean(),
  duplicateOf: z.uuid().nullable(),
}
/** Returns the reference by which people name a case, for example `C-4812`. In the API cases are identified by UUID. */
export const caseReference = (number: string | number | bigint): string => `C-${number}`
