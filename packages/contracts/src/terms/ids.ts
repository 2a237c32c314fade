import { z } from 'zod'

/** Random UUIDs (v4), branded by what they name, so that a case id cannot be used as a signal id. */
export const CaseId = z.uuid().brand<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>
export const SignalId = z.uuid().brand<'SignalId'>()
export type SignalId = z.infer<typeof SignalId>
export const MessageId = z.uuid().brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>
export const TravellerId = z.uuid().brand<'TravellerId'>()
export type TravellerId = z.infer<typeof TravellerId>

/** RFC 3339, UTC, milliseconds: `2026-11-24T14:01:40.000Z`. */
export const Instant = z.iso.datetime({ precision: 3 })
/** A calendar date without zone, `YYYY-MM-DD`. */
export const PlainDate = z.iso.date()
/** One page of a list; `next` is opaque, null on the last page. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
/** Returns a case's reference for people: `C-4812`. Ids stay UUIDs. */
export const caseReference = (number: string | number | bigint): string => `C-${number}`
