import { z } from 'zod'
import { RecordField } from '../../../cases/record.ts'
import { Instant } from '../../../terms/ids.ts'

/** The flight of a traveller's case. Times are local to their airports, except `departsAt`, which is in UTC. */
export const CaseFlight = z.object({
  key: z.string(),
  carrier: z.string(),
  number: z.string(),
  from: z.string(),
  to: z.string(),
  departure: z.string().nullable(),
  departsAt: Instant.nullable(),
  fromZone: z.string().nullable(),
})
export type CaseFlight = z.infer<typeof CaseFlight>

export const JourneyLeg = z.object({
  carrier: z.string().nullable(),
  number: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  departure: z.string().nullable(),
  arrival: z.string().nullable(),
  screened: z.boolean(),
  /** The carrier and number under which a codeshare is flown, if the messages name them; else null. */
  flown: z.object({ carrier: z.string(), number: z.string() }).nullable(),
})
export const CoTraveller = z.object({
  travellerId: z.uuid(),
  label: z.string(),
  masked: z.boolean(),
  caseReference: z.string().nullable(),
})
export const LinkedReservation = z.object({
  by: z.enum(['phone', 'email', 'card', 'address']),
  travellerId: z.uuid(),
  label: z.string(),
  masked: z.boolean(),
  flight: CaseFlight.nullable(),
})
export const RecordVersion = z.object({
  at: Instant,
  messageId: z.uuid(),
  version: z.int(),
  changed: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  text: z.string(),
})

/** The reasons for joining a statement to the same traveller as earlier statements, the strongest first. */
export const MergeRule = z.enum([
  'same-record',
  'document',
  'passenger-reference',
  'locator-and-name',
  'name-and-birth-date',
])
export type MergeRule = z.infer<typeof MergeRule>
/**
 * The statement of one message about a traveller on one border crossing. `rule` is null for the first statement.
 * `separated` means that a person separated it from another traveller.
 */
export const TravellerStatement = z.object({
  id: z.uuid(),
  source: z.enum(['PAXLST', 'PNRGOV', 'check-in']),
  messageId: z.uuid(),
  sender: z.string(),
  receivedAt: Instant,
  pointer: z.string(),
  /** The number of the segment in the message where the person begins; the segment UNB has number 1. */
  segment: z.int().nullable(),
  rule: MergeRule.nullable(),
  separated: z.boolean(),
})
export type TravellerStatement = z.infer<typeof TravellerStatement>

export const TravellerRecord = z.object({
  travellerId: z.uuid(),
  role: z.string(),
  seat: z.string().nullable(),
  state: z.enum(['present', 'removed']),
  masked: z.boolean(),
  maskAt: Instant.nullable(),
  deleteAt: Instant,
  fields: z.array(RecordField),
  documents: z.array(
    z.object({
      type: z.string().nullable(),
      number: z.string().nullable(),
      issuer: z.string().nullable(),
      expires: z.string().nullable(),
      source: z.string(),
    }),
  ),
  journey: z.array(JourneyLeg),
  reservations: z.array(
    z.object({
      locator: z.string().nullable(),
      carrier: z.string().nullable(),
      created: z.string().nullable(),
      cancelled: z.boolean(),
    }),
  ),
  sameBooking: z.array(CoTraveller),
  linked: z.array(LinkedReservation),
  versions: z.array(RecordVersion),
  /** The statements that make up the record, earliest first, at most 500. */
  statements: z.array(TravellerStatement),
  /** Messages about this person, newest first. `segment` is the number of the segment; the segment UNB has number 1. */
  messages: z.array(z.object({ id: z.uuid(), receivedAt: Instant, format: z.string(), segment: z.int().nullable() })),
})
export type TravellerRecord = z.infer<typeof TravellerRecord>
