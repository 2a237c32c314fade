import { z } from 'zod'
import { Instant, PlainDate } from '../../../terms/ids.ts'

/** The kinds of tables that two people of an administration change. */
export const CargoTableKind = z.enum([
  'strategic-goods',
  'text-terms',
  'vague-terms',
  'hs',
  'places',
  'rates',
  'deadlines',
  'un-numbers',
  'capacity',
])
export type CargoTableKind = z.infer<typeof CargoTableKind>

/** A row of a table: the value of each column of its kind. A column that the row does not state is null. */
export const CargoTableRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
export type CargoTableRow = z.infer<typeof CargoTableRow>

/**
 * The terms of a version beside its rows. It applies from the day `validFrom` (from its approval if absent) until
 * `validUntil`, which is exclusive. Days are in UTC.
 */
export const CargoTableTerms = z.object({
  source: z.string().trim().min(1).max(300),
  sourceDate: PlainDate,
  validFrom: PlainDate.optional(),
  validUntil: PlainDate.nullish(),
  note: z.string().trim().max(500).nullish(),
})
export type CargoTableTerms = z.infer<typeof CargoTableTerms>

/** A new version as JSON. As CSV, the terms stand in the query and the body has the rows below a line with the columns. */
export const CargoTableDraft = CargoTableTerms.extend({ rows: z.array(z.unknown()) })

/** `proposed` waits for a second person, `approved` for its first day. `ended`: replaced, or past its last day. */
export const CargoTableVersionState = z.enum(['proposed', 'approved', 'in-force', 'ended'])

/** A version of a table. Version 0 is the table of the release: it has no author, and counts while no other version does. */
export const CargoTableVersion = z.object({
  version: z.int().min(0),
  state: CargoTableVersionState,
  /** The SHA-256 of the kind and the rows, in hexadecimal. */
  hash: z.string(),
  rows: z.int().min(0),
  source: z.string(),
  sourceDate: PlainDate,
  validFrom: PlainDate.nullable(),
  validUntil: PlainDate.nullable(),
  note: z.string().nullable(),
  author: z.uuid().nullable(),
  authorName: z.string().nullable(),
  at: Instant.nullable(),
  approver: z.uuid().nullable(),
  approverName: z.string().nullable(),
  approvedAt: Instant.nullable(),
  /** Whether the reader may approve it now. */
  may: z.object({ approve: z.boolean() }),
})
export type CargoTableVersion = z.infer<typeof CargoTableVersion>

/** A row of both versions whose other values differ. */
const Changed = z.object({ before: CargoTableRow, after: CargoTableRow })
/** How a version differs from version `from`, which it replaces. The counts are of all rows; the lists may be shorter. */
export const CargoTableDifference = z.object({
  from: z.int().min(0),
  counts: z.object({ added: z.int(), removed: z.int(), changed: z.int() }),
  added: z.array(CargoTableRow),
  removed: z.array(CargoTableRow),
  changed: z.array(Changed),
})
export type CargoTableDifference = z.infer<typeof CargoTableDifference>

/** A column of a kind of table, for forms and files. */
export const CargoTableColumn = z.object({
  name: z.string(),
  type: z.enum(['text', 'integer', 'number', 'day']),
  required: z.boolean(),
  /** The only values that it takes; null: any of its type. */
  values: z.array(z.string()).nullable(),
  meaning: z.string(),
})

export const CargoTableQuery = z.object({
  /** The version to show. Absent: the newest. */
  version: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  /** The number of rows to leave out. */
  offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
})
export type CargoTableQuery = z.infer<typeof CargoTableQuery>

/** A kind of table: the version in force, all versions from the newest, and one version with its difference and rows. */
export const CargoTable = z.object({
  kind: CargoTableKind,
  columns: z.array(CargoTableColumn),
  inForce: CargoTableVersion,
  versions: z.array(CargoTableVersion),
  shown: z.object({
    version: z.int().min(0),
    /** Null for the table of the release. */
    difference: CargoTableDifference.nullable(),
    rows: z.array(CargoTableRow),
    /** How many rows to leave out for the next page; null at the end. */
    next: z.int().nullable(),
  }),
  may: z.object({ write: z.boolean() }),
})
export type CargoTable = z.infer<typeof CargoTable>

/** The kinds, each with its version in force and the number of versions that wait for a second person. */
export const CargoTableList = z.object({
  items: z.array(z.object({ kind: CargoTableKind, inForce: CargoTableVersion, proposed: z.int() })),
  next: z.null(),
})
export type CargoTableList = z.infer<typeof CargoTableList>

export const CargoTableWritten = z.object({ kind: CargoTableKind, version: z.int(), hash: z.string(), rows: z.int() })
export type CargoTableWritten = z.infer<typeof CargoTableWritten>

/** Codes of the Harmonized System, digits only, with commas between: at most 200. */
export const HsTextQuery = z.object({
  codes: z
    .string()
    .regex(/^\d{2,10}(,\d{2,10}){0,199}$/)
    .meta({ example: '930591,9401' })
    .optional(),
})
/** The text of each code. `of` is the part of the code that the text is about: six, four or two digits. */
export const HsTextList = z.object({ items: z.array(z.object({ code: z.string(), of: z.string(), text: z.string() })) })
export type HsTextList = z.infer<typeof HsTextList>
