import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Text } from '../terms/text.ts'

/** One field of a record, with the message that stated it and its position in that message. */
export const RecordField = z.object({
  field: z.string(),
  value: z.string().nullable(),
  masked: z.boolean(),
  messageId: z.uuid().nullable(),
  at: z.string().nullable(),
})
export type RecordField = z.infer<typeof RecordField>

const head = { id: z.string(), title: Text }
/** A part of a record in a form that every desk can show, for all gateways. `href` is a path of the desk. */
export const Section = z.discriminatedUnion('kind', [
  z.object({ ...head, kind: z.literal('fields'), fields: z.array(RecordField.extend({ label: Text })) }),
  z.object({
    ...head,
    kind: z.literal('list'),
    columns: z.array(z.object({ id: z.string(), label: Text })),
    rows: z.array(
      z.object({ id: z.string().nullable(), href: z.string().nullable(), cells: z.array(z.string().nullable()) }),
    ),
  }),
  z.object({
    ...head,
    kind: z.literal('timeline'),
    entries: z.array(z.object({ at: Instant, text: Text, href: z.string().nullable() })),
  }),
])
export type Section = z.infer<typeof Section>

/**
 * The record of a case's subject. `sections` are for all readers. `details` is the same record in the gateway's own
 * form, for the gateway's own page; null if the gateway has no such form. From `maskAt` on, masked fields are left out;
 * if it is null, the record is never masked.
 */
export const CaseRecord = z.object({
  masked: z.boolean(),
  maskAt: Instant.nullable(),
  deleteAt: Instant,
  sections: z.array(Section),
  details: z.unknown(),
  /** True if the body of the case or its record is damaged. Then `details` may be missing. */
  unreadable: z.boolean().optional(),
})
export type CaseRecord = z.infer<typeof CaseRecord>

/**
 * The context of a case's subject: a journey, a shipment or an incident. `href` is a path of the desk. `details` is in
 * the gateway's own form, or null. Until `closesAt` a decision changes the answer to the sender; from then until `endsAt`
 * it is told at the arrival; both are null if the gateway knows none.
 */
export const CaseContext = z.object({
  id: z.uuid(),
  label: z.string(),
  href: z.string().nullable(),
  dueAt: Instant.nullable(),
  /** The route without a date, such as `CDG-OSL`. */
  route: z.string().nullable(),
  leavesAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  details: z.unknown(),
})
export type CaseContext = z.infer<typeof CaseContext>
