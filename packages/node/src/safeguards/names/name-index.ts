import { randomInt } from 'node:crypto'
import type { Purpose } from '@entente/contracts'
import { type FittingRows, PartIndex, readPartQuery } from '@entente/matching'
import { sql } from 'kysely'
import { oneAfterAnother } from '../../store/one-after-another.ts'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import type { AccessIntent, Tx } from '../access/access-store.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type AccessRow, decideAccess, isAllowed } from '../access/decide-access.ts'
import { purposeFor, readAttributes, systemAccess } from '../access/system.ts'

/** The attributes of rows that decide who may read them. */
export type RowClass = Pick<AccessRow, 'regime' | 'purposes' | 'team'>
/** A row with its words, and the time from which on it must not be found. */
export interface NamedRow extends RowClass {
  id: string
  words: Iterable<string>
  until: Date | null
}
type Listed = Pick<NamedRow, 'id' | 'regime' | 'purposes'>

/** Where an index of names reads its rows. */
export interface NameSource {
  /** The kind of rows, as the table `name_change` names it. */
  kind: string
  /** How the node's own reads are logged. */
  intent: AccessIntent
  /** Lists up to `most` rows that can be found, after an id. Opens nothing. */
  list(db: Tx['db'], now: Date, after: string | null, most: number): Promise<Listed[]>
  /** Lists those of these rows that can be found now. Opens nothing. */
  listAmong(db: Tx['db'], now: Date, ids: readonly string[]): Promise<Listed[]>
  /**
   * Opens rows, one after the other: requests are answered between two of them. Rows that the transaction may not read are
   * left out.
   */
  read(tx: Tx, ids: readonly string[]): AsyncIterable<NamedRow>
  /** Called for each row that the index no longer has. */
  drop?(id: string): void
}

/** What a search found, and whether the index had every row. */
export interface FoundNames {
  rows: FittingRows
  complete: boolean
}

export interface NameIndex {
  /** Begins to read all rows in the background. */
  start(): void
  stop(): Promise<void>
  /**
   * Finds rows by parts of names among the classes that `mayRead` accepts (see `classReader`). Reads the committed changes
   * first. The caller must open the rows that it shows: only the access store decides.
   */
  find(text: string, reader: { mayRead(row: RowClass): boolean; now: Date }): Promise<FoundNames>
  /** Reads the committed changes. Returns whether the index has every row. */
  catchUp(): Promise<boolean>
  readonly size: number
  readonly bytes: number
}

const rowsAtOnce = 500
/** Requests wait while the rows of one query are taken from the connection. */
const rowsInQuery = 100
const pollMs = 2000
/** A search waits this long for changes that are still being read. */
const waitMs = 200
/** Changes are kept for a day, so after half a day without reading them all rows are read again. */
const mostMissedMs = 12 * 3_600_000

type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'>

/**
 * Creates an index of names in memory. A database trigger notes which rows were written, by any node on the database, and
 * the index reads these rows again. It holds ids, words and classes, and no rows.
 */
export function createNameIndex(deps: Deps, source: NameSource): NameIndex {
  let index = new PartIndex(randomInt(2 ** 32))
  const classes = createClasses()
  const inTurn = oneAfterAnother()
  let after: string | null = null
  let seen = new Set<string>()
  let isLoaded = false
  let readAt = 0
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let isLoading = false

  async function put(ids: readonly Listed[]): Promise<void> {
    const byPurpose = new Map<Purpose, string[]>()
    for (const row of ids) {
      const purpose = purposeFor(row)
      if (purpose !== null) byPurpose.set(purpose, [...(byPurpose.get(purpose) ?? []), row.id])
    }
    const next = takeTurns()
    for (const [purpose, own] of byPurpose) {
      await systemAccess(deps, purpose).transaction(source.intent, async (tx) => {
        tx.leavesNoEntry()
        for await (const row of source.read(tx, own)) {
          const until = row.until === null ? null : row.until.getTime() / 1000
          index.put(row.id, row.words, { rowClass: classes.of(row), until })
          await next()
        }
      })
    }
  }

  /** Reads the rows that were written since the last call. Rows of transactions that were not over then are read later. */
  async function readChanges(): Promise<void> {
    const { changed, oldest } = await readAttributes(deps, async (db) => {
      // Each statement sees its own moment. Asked for first, `oldest` is of a moment before the rows are read, so no
      // transaction ends unseen between the two.
      const oldest = await oldestOpen(db)
      const { rows } = await sql<{ seq: string; owner_id: string; xid: string }>`
        select seq, owner_id, xid::text from name_change
        where kind = ${source.kind} and xid >= ${after ?? '0'}::xid8`.execute(db)
      return { changed: rows, oldest }
    })
    const ids = [...new Set(changed.filter(({ seq }) => !seen.has(seq)).map(({ owner_id }) => owner_id))]
    for (let from = 0; from < ids.length; from += rowsAtOnce) await readAgain(ids.slice(from, from + rowsAtOnce))
    after = oldest
    seen = new Set(changed.filter(({ xid }) => BigInt(xid) >= BigInt(oldest)).map(({ seq }) => seq))
    readAt = Date.now()
  }

  async function readAgain(ids: readonly string[]): Promise<void> {
    const rows = await readAttributes(deps, (db) => source.listAmong(db, deps.clock(), ids))
    for (const id of ids) {
      index.remove(id)
      source.drop?.(id)
    }
    await put(rows)
  }

  async function load(): Promise<void> {
    isLoaded = false
    await inTurn(async () => {
      // In turn, so that changes that were being read do not end in the new index.
      index = new PartIndex(randomInt(2 ** 32))
      after = null
      await skipChanges()
    })
    for (let last: string | null = null; !stopped; ) {
      // Between two slices changes are read too, so a slice never replaces a newer state of a row.
      const rows: Listed[] = await inTurn(async () => {
        const slice = await readAttributes(deps, (db) => source.list(db, deps.clock(), last, rowsAtOnce))
        await put(slice)
        return slice
      })
      last = rows.at(-1)?.id ?? null
      if (last === null) break
    }
    isLoaded = !stopped
  }

  /** All changes up to now are in the rows that are read next. */
  async function skipChanges(): Promise<void> {
    after = await readAttributes(deps, oldestOpen)
    seen = new Set()
    readAt = Date.now()
  }

  async function poll(): Promise<void> {
    if (stopped || after === null) return
    if (Date.now() - readAt > mostMissedMs) return void startLoading()
    await inTurn(readChanges)
    if (index.needsSweep) await inTurn(() => inSteps(index.sweep()))
  }

  function startLoading(): void {
    if (isLoading || stopped) return
    isLoading = true
    load()
      .catch((error: unknown) => {
        if (stopped) return
        deps.log.warn({ event: 'names.load-failed', kind: source.kind, code: codeOf(error) })
        setTimeout(startLoading, pollMs).unref()
      })
      .finally(() => {
        isLoading = false
      })
  }

  function schedule(): void {
    timer = setTimeout(() => {
      poll()
        .catch((error: unknown) =>
          deps.log.warn({ event: 'names.read-failed', kind: source.kind, code: codeOf(error) }),
        )
        .finally(() => stopped || schedule())
    }, pollMs)
    timer.unref()
  }

  async function catchUp(): Promise<boolean> {
    const isRead = poll().then(
      () => true,
      () => false,
    )
    const late = new Promise<false>((resolve) => setTimeout(resolve, waitMs, false).unref())
    return (await Promise.race([isRead, late])) && isLoaded
  }

  return {
    start() {
      startLoading()
      schedule()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await inTurn(async () => {})
    },
    catchUp,
    async find(text, { mayRead, now }) {
      const complete = await catchUp()
      const rows = await inSteps(
        index.findInSteps(readPartQuery(text), {
          mayRead: (rowClass) => mayRead(classes.at(rowClass)),
          now: now.getTime() / 1000,
        }),
      )
      return { rows, complete }
    },
    get size() {
      return index.size
    },
    get bytes() {
      return index.bytes
    },
  }
}

/** Reads the rows with these ids by several queries, and gives them one after the other. */
export async function* inParts<T>(
  ids: readonly string[],
  read: (part: readonly string[]) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  for (const part of chunksOf(ids, rowsInQuery)) yield* await read(part)
}

/** Returns which classes of rows a transaction may read, by its actor and purpose. */
export function classReader(tx: Pick<Tx, 'actor' | 'purpose' | 'now'>, action: AccessIntent['action']) {
  const { actor, purpose, now } = tx
  const mayRead = (row: RowClass): boolean =>
    isAllowed(decideAccess({ actor, action, purpose, now, row: { ...row, delete_at: farFuture, mask_at: null } }))
  return { mayRead, now }
}

/** Returns the oldest transaction that is not over. The notes of all before it can be read. */
async function oldestOpen(db: Tx['db']): Promise<string> {
  const { rows } = await sql<{ oldest: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as oldest`.execute(db)
  return rows[0]?.oldest ?? '0'
}

const farFuture = new Date(8.64e15)
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? 'unknown'

async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  const next = takeTurns()
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) await next()
  return step.value
}

/** Numbers the distinct classes of rows: few regimes, sets of purposes and teams. */
function createClasses() {
  const all: RowClass[] = []
  const numbers = new Map<string, number>()
  return {
    of({ regime, purposes, team }: RowClass): number {
      const key = JSON.stringify([regime, [...purposes].sort(), team ?? null])
      let number = numbers.get(key)
      if (number === undefined) {
        number = all.length
        all.push({ regime, purposes: [...purposes], team: team ?? null })
        numbers.set(key, number)
      }
      return number
    },
    at: (number: number): RowClass => all[number] as RowClass,
  }
}
