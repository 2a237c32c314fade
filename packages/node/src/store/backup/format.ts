import { z } from 'zod'

/**
 * The backup file consists of lines of JSON, compressed by gzip, in this order. First the line `header`. For each table
 * a line `table`, its rows (arrays of texts in PostgreSQL's own text format) and a line `table-end`. For each file a
 * line `file`, its bytes as base64 strings and a line `file-end`. Then the sequences. Last the line `end` with the
 * SHA-256 of all lines before it.
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
  /** The last migrations of the application and of the job queue, for example `0029-onward-holds, jobs 19`. */
  schemaVersion: z.string(),
  /** All migrations of the database, ordered by name. Backups of schema 0029 and older do not have this field. */
  migrations: z.array(z.string()).optional(),
  postgres: z.string(),
  tables: z.array(BackupTable.extend({ rows: z.int().min(0) })),
})
export type Header = z.infer<typeof Header>

/** A path below one of these two folders, without `..`, so that a backup file cannot write elsewhere. */
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

/** One row: the text of each column, or null if the column is null. */
export type Row = (string | null)[]
/** A line of the file: a mark such as `header`, a row, or a piece of a file in base64. */
export type Line = Mark | Row | string

export interface Progress {
  step: 'writing' | 'checking' | 'restoring' | 'comparing' | 'migrating'
  /** The table, file or migration that is being processed. */
  what: string
  rows: number
  of: number
}
export type OnProgress = (progress: Progress) => void
