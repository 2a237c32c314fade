import { z } from 'zod'
import { Instant, page, pageOfTime } from '../../../terms/ids.ts'
import { CargoAnswer, Referral } from './answers.ts'
import { CargoLane } from './assessments.ts'
import { CargoFormatName } from './messages.ts'

const version = z.int().min(1)
/**
 * The state of a consignment. `partial`: a master without its houses, or a house without its master. The states from
 * `in-review` to `held` follow from its case. `closed`: the goods arrived long ago and nothing about them is open; a newer version
 * opens it again. A filer never sees `closed`, because goods in doubt are not closed.
 */
export const ConsignmentStatus = z.enum([
  'partial',
  'complete',
  'in-review',
  'asked',
  'cleared',
  'do-not-load',
  'held',
  'cancelled',
  'closed',
])
export type ConsignmentStatus = z.infer<typeof ConsignmentStatus>

const ConsignmentHead = z.object({
  id: z.uuid(),
  /** Says which filings speak of the same goods: `air/<master>/<house>`, `sea/<carrier>/<bill>`, `ens/<mrn>` ... */
  key: z.string(),
  /** Counts the uses of the key, because waybill numbers are used again after about a year. */
  generation: z.int().min(1),
  level: z.enum(['master', 'house', 'declaration']),
  mode: z.string().nullable(),
  version,
  status: ConsignmentStatus,
})

/** A row of the list of consignments, without personal data. */
export const ConsignmentRow = ConsignmentHead.extend({
  filer: z.uuid(),
  filerName: z.string(),
  origin: z.string().nullable(),
  destination: z.string().nullable(),
  conveyance: z.string().nullable(),
  loadsAt: Instant.nullable(),
  arrivesAt: Instant.nullable(),
  receivedAt: Instant,
  changedAt: Instant,
  /** The lane of the newest assessment; null before the first one. Only officers read this list. */
  lane: CargoLane.nullable(),
})
export type ConsignmentRow = z.infer<typeof ConsignmentRow>

export const ConsignmentQuery = z.object({
  status: z.enum(['partial', 'complete', 'cancelled', 'closed']).optional(),
  mode: z.string().max(20).optional(),
  filer: z.uuid().optional(),
  lane: CargoLane.optional(),
  ...pageOfTime,
})
export type ConsignmentQuery = z.infer<typeof ConsignmentQuery>

/** Consignments, last changed first. `next` continues the list; null at its end. */
export const ConsignmentList = page(ConsignmentRow)
export type ConsignmentList = z.infer<typeof ConsignmentList>

export const FiledConsignmentQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  next: z.string().max(200).optional(),
})
export type FiledConsignmentQuery = z.infer<typeof FiledConsignmentQuery>
/** The consignments of a message, in its order. A filer sees the state of the data, and never that of a case. */
export const FiledConsignmentList = page(ConsignmentHead.pick({ id: true, key: true, version: true, status: true }))
export type FiledConsignmentList = z.infer<typeof FiledConsignmentList>

/**
 * The containers of the voyages of a message that stowage plans have and no declaration names. Only the first of a voyage are
 * consignments. The mass is in kg: the verified one, else the stated one. `total` counts all of them.
 */
export const UndeclaredContainerList = page(
  z.object({
    container: z.string(),
    filled: z.boolean().nullable(),
    grossKg: z.number().nullable(),
    portOfLoading: z.string().nullable(),
    portOfDischarge: z.string().nullable(),
    /** The message of the stowage plan. */
    planId: z.uuid(),
    consignmentId: z.uuid().nullable(),
  }),
).extend({ total: z.int().min(0) })
export type UndeclaredContainerList = z.infer<typeof UndeclaredContainerList>

/** A key stands in a body and never in a path, because paths are logged. */
export const ConsignmentFindRequest = z.strictObject({ key: z.string().min(1).max(300) })

/** One message's statement about a consignment. `inForce` is false if a later one replaced or cancelled it. */
export const ConsignmentFiling = z.object({
  messageId: z.uuid(),
  filer: z.uuid(),
  filerName: z.string(),
  format: CargoFormatName,
  function: z.string(),
  reference: z.string().nullable(),
  preparedAt: Instant.nullable(),
  receivedAt: Instant,
  inForce: z.boolean(),
})

/**
 * An answer about a consignment, with the state of its delivery. `waiting`: it is not released or not delivered yet.
 * `replaced`: a newer answer came before it was delivered. `failed`: the node gave up, and the filer can still pull it.
 */
export const ConsignmentAnswer = CargoAnswer.pick({ event: true, result: true, code: true, messageId: true }).extend({
  id: z.uuid(),
  /** The time at which it leaves, or left, the node at the earliest. */
  at: Instant,
  filer: z.uuid(),
  filerName: z.string(),
  /** The newest version of the consignment when the answer was made. */
  version,
  referralId: z.uuid().nullable(),
  state: z.enum(['waiting', 'delivered', 'pulled', 'replaced', 'failed']),
  deliveredAt: Instant.nullable(),
  /** The attempts to deliver it by webhook that have ended. */
  attempts: z.int().min(0),
})
export type ConsignmentAnswer = z.infer<typeof ConsignmentAnswer>

const Related = z.object({ id: z.uuid(), key: z.string(), version })
/** A record in the form of `CargoReading`; the types of the readers say which fields it has. */
const Stated = z.record(z.string(), z.unknown())

/**
 * A consignment in one version. `consignment` has the fields of `CargoConsignment`, `loads` those of `CargoLoad`,
 * `equipment` those of `CargoEquipment` and `findings` those of `CargoFinding`; the last two also name their message in
 * `messageId`, which is null for a finding that only several messages show. `differences` are values on which filers
 * disagree. Masked fields are null or empty.
 */
export const ConsignmentDetail = ConsignmentHead.extend({
  versions: z.array(
    z.object({ version, at: Instant, messageIds: z.array(z.uuid()), changedPaths: z.array(z.string()) }),
  ),
  masked: z.boolean(),
  maskAt: Instant.nullable(),
  deleteAt: Instant,
  consignment: Stated,
  conveyance: Stated.nullable(),
  loads: z.array(Stated),
  /** The containers, ULDs and trailers of the consignment as each message states them, at most 200. */
  equipment: z.array(Stated),
  /** Some equipment may be missing: a message in force is too large to be opened for one consignment, or there is too much. */
  equipmentIsCut: z.boolean(),
  differences: z.array(
    z.object({ path: z.string(), values: z.array(z.object({ filer: z.uuid(), value: z.string().nullable() })) }),
  ),
  filings: z.array(ConsignmentFiling),
  findings: z.array(Stated),
  master: Related.nullable(),
  houses: z.array(Related),
  /** The referrals to filers, newest first, at most 50. */
  referrals: z.array(Referral),
  /** The answers to filers, newest first, at most 100. */
  answers: z.array(ConsignmentAnswer),
  caseId: z.uuid().nullable(),
})
export type ConsignmentDetail = z.infer<typeof ConsignmentDetail>

/** `at` is a JSON pointer into the consignment, such as `/items/0/hs`. */
export const ConsignmentPlaceQuery = z.object({ at: z.string().max(200).default('/description') })

/**
 * Where a value of a consignment stands: the newest message in force that states it, and the first byte of the value there. `byte` is
 * null if the message is too large to look it up, or if the value is derived from others. `messageId` is null if no
 * message states it.
 */
export const ConsignmentPlace = z.object({
  at: z.string(),
  messageId: z.uuid().nullable(),
  byte: z.int().nullable(),
})
export type ConsignmentPlace = z.infer<typeof ConsignmentPlace>
