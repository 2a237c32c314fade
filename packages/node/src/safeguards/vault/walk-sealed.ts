import type pg from 'pg'
import type { Logger } from 'pino'
import { rawFilesLock } from '../../store/backup/index.ts'
import type { Codec, FieldClass } from '../access/codec.ts'
import {
  inTransaction,
  nextRows,
  replaceValues,
  type SealedColumns,
  type SealedFile,
  type SealedValue,
} from './sealed-columns.ts'

/** The sealed files of the raw folder, for walks. */
export interface RawFiles {
  read(name: string): AsyncIterable<Uint8Array>
  /** Replaces a file by another content in one step, which is on disk when this resolves. */
  replace(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
}

export interface WalkDeps {
  /** A pool of the role of the node. */
  pool: pg.Pool
  codec: Codec
  files: RawFiles
  log: Pick<Logger, 'error' | 'info'>
}

/** Chooses the values of a walk, and those of them that are sealed anew. */
export interface Chosen {
  /** SQL over a column; `$1` is `value`. */
  condition(column: string): string
  value: unknown
  /** Returns whether a file is chosen, by its first bytes. */
  file(head: Uint8Array): boolean
  /** Returns whether the value of a record is sealed anew. */
  again(row: SealedValue | SealedFile, fieldClass: FieldClass): boolean
}

/** One column of a table; `fieldClass` is null for the names of its files. */
export interface SealedPart {
  sealed: SealedColumns
  column: string
  fieldClass: FieldClass | null
}

/** Lists the columns of these tables. */
export const partsOf = (tables: readonly SealedColumns[]): SealedPart[] =>
  tables.flatMap((sealed) => [
    ...Object.entries(sealed.columns).map(([column, fieldClass]) => ({ sealed, column, fieldClass })),
    ...(sealed.file === undefined ? [] : [{ sealed, column: sealed.file, fieldClass: null }]),
  ])

interface Step {
  part: SealedPart
  chosen: Chosen
  /** The last id of the former step. */
  after: string | null
  /** Stores the progress in the transaction of the step. */
  commit?: (client: pg.ClientBase, last: string | null, count: number) => Promise<void>
}
/** What a step did: how many values it found that open, and how many it sealed anew. `last` is null at the end of the column. */
interface Stepped {
  last: string | null
  found: number
  count: number
}

/**
 * Seals the next chosen values of one column anew, in one transaction; of files, each by itself. A value that does not open is logged and
 * stays as it is.
 */
export const sealStep = (deps: WalkDeps, step: Step): Promise<Stepped> =>
  step.part.fieldClass === null ? sealFiles(deps, step) : sealValues(deps, step, step.part.fieldClass)

function sealValues(deps: WalkDeps, { part, chosen, after, commit }: Step, fieldClass: FieldClass): Promise<Stepped> {
  const { sealed, column } = part
  return inTransaction(deps.pool, async (client) => {
    const codec = deps.codec.session()
    const walk = { condition: chosen.condition(`t.${column}`), value: chosen.value, after }
    const { rows, last } = await nextRows<SealedValue>(client, sealed, column, walk)
    const changed: { place: string; old: Buffer; value: Buffer }[] = []
    for (const row of rows) {
      if (!chosen.again(row, fieldClass)) continue
      const value = await openValue(codec, row, fieldClass)
      if (value === undefined) deps.log.error({ event: 'keys.value-unreadable', table: sealed.table, id: row.id })
      else {
        const seal = codec.seal(row.id, fieldClass, value, clocksOf(sealed, row))
        changed.push({ place: row.place, old: row.value, value: seal })
      }
    }
    await codec.beforeCommit()
    const count = await replaceValues(client, sealed.table, column, changed)
    await commit?.(client, last, count)
    return { last, count, found: changed.length }
  })
}

const clocksOf = ({ hasNoClock }: SealedColumns, row: SealedValue | SealedFile) => (hasNoClock === true ? null : row)

async function openValue(codec: Codec, row: SealedValue, fieldClass: FieldClass): Promise<unknown> {
  for (;;) {
    try {
      return codec.open(row.id, fieldClass, row.value)
    } catch {
      if (!(await codec.loadMissing())) return undefined
    }
  }
}

/** Seals the next chosen files anew, each in one step: after a kill it has either its former or its new content. */
async function sealFiles(deps: WalkDeps, { part, chosen, after, commit }: Step): Promise<Stepped> {
  const { sealed, column } = part
  const walk = { condition: '$1::text is null', value: null, after }
  const { rows, last } = await inTransaction(deps.pool, (client) => nextRows<SealedFile>(client, sealed, column, walk))
  let count = 0
  for (const row of rows) {
    if (!chosen.again(row, 'raw')) continue
    try {
      if (await sealFile(deps, sealed, row, chosen)) count++
    } catch (error) {
      const { code } = error as { code?: string }
      deps.log.error({ event: 'keys.file-unreadable', table: sealed.table, id: row.id, code })
    }
  }
  if (commit !== undefined) await inTransaction(deps.pool, (client) => commit(client, last, count))
  return { last, count, found: count }
}

/** A backup has the keys of its snapshot, so no file is sealed anew while one is written. */
async function sealFile(deps: WalkDeps, sealed: SealedColumns, row: SealedFile, { file }: Chosen): Promise<boolean> {
  const head = await headOf(deps.files.read(row.value))
  if (!file(head)) return false
  const codec = deps.codec.session()
  return inTransaction(deps.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [rawFilesLock])
    const plain = codec.openChunks(row.id, deps.files.read(row.value))
    await deps.files.replace(row.value, storingKeys(codec, codec.sealChunks(row.id, clocksOf(sealed, row), plain)))
    return true
  })
}

/** The keys are stored before the file gets its name. */
async function* storingKeys(codec: Codec, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks
  await codec.beforeCommit()
}

async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk
  return new Uint8Array()
}
