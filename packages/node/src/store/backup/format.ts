import { z } from 'zod'

/**
 * The backup file is gzip over lines of JSON, in this order: `header`; for every table `table`, its rows (arrays of texts in PostgreSQL's
 * own text form) and `table-end`; for every file `file`, its bytes (base64 strings) and `file-end`; the sequences; `end` with the SHA-256
 * of all lines before it.
 */
export const backupFormat = 'entente/backup/v1'

export const BackupTable = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).min(1),
})
export type BackupTable = z.infer<typeof BackupTable>

export const Header = z.object({
  kind: z.literal('header'),
  format: z.literal(backupFormat),
  createdAt: z.iso.datetime(),
  /** The last migrations of the application and of the job queue: `0029-onward-holds, jobs 19`. */
  schemaVersion: z.string(),
  /** Every migration of the database, in order of names; absent in backups of schema 0029 and before. */
  migrations: z.array(z.string()).optional(),
  postgres: z.string(),
  tables: z.array(BackupTable.extend({ rows: z.int().min(0) })),
})
export type Header = z.infer<typeof Header>

/** Only below these two folders, and never upwards: a backup file must not be able to write elsewhere. */
const FilePath = z.string().regex(/^(raw|keys)(\/(?!\.{1,2}(\/|$))[^/\\\0]+)+$/)
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const Mark = z.discriminatedUnion('kind', [
  Header,
  z.object({ kind: z.literal('table'), schema: z.string(), name: z.string() }),
  z.object({ kind: z.literal('table-end'), rows: z.int(), digest: z.string() }),
  z.object({ kind: z.literal('file'), path: FilePath }),
  z.object({ kind: z.literal('file-end'), bytes: z.int(), sha256: Sha256 }),
  z.object({
    kind: z.literal('sequence'),
    schema: z.string(),
    name: z.string(),
    value: z.string().regex(/^-?\d+$/),
    called: z.boolean(),
  }),
  z.object({ kind: z.literal('end'), rows: z.int(), files: z.int(), sha256: Sha256 }),
])
export type Mark = z.infer<typeof Mark>

/** One row: every column's text, null for null. */
export type Row = (string | null)[]
/** A line of the file: a mark, a row, or a piece of a file in base64. */
export type Line = Mark | Row | string

export interface Progress {
  step: 'writing' | 'checking' | 'restoring' | 'comparing' | 'migrating'
  /** The table, file or migration in progress. */
  what: string
  rows: number
  of: number
}
export type OnProgress = (progress: Progress) => void
