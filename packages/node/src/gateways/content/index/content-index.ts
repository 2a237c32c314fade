import type { IndexStatus } from '@entente/contracts'
import { IndexCorrupt } from '@entente/matching'
import { fail } from '../../../errors.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import { type BankTerms, readBankTerms, readTypeRatios } from './bank-terms.ts'
import { changeTime, type IndexDeps, inTransaction, readChanges, readHead, readSignals } from './read-rows.ts'
import type { SearchPool } from './search/search-pool.ts'
import { type IndexedContent, readAlways, SignalFinder } from './signal-finder.ts'
import { readSnapshot, removeSnapshot, writeSnapshot } from './snapshot.ts'

/**
 * The signals of all banks in memory. The database is authoritative: each change has a number, and the index stores the
 * last number that it applied.
 */
export interface ContentIndex {
  /** Loads the snapshot and later changes, or else everything from the database. Until then every search fails. */
  load(): Promise<void>
  readonly ready: boolean
  /** Returns the finder for searches. Error: `index-not-ready`. */
  finder(): SignalFinder
  banks(): ReadonlyMap<number, BankTerms>
  /** Returns the share of queries of a signal type that are searched, 0 to 1. */
  ratioOf(type: string): number
  readonly appliedSeq: number
  /** Applies every change that was committed until now. */
  catchUp(): Promise<void>
  status(): Promise<IndexStatus>
  /** Writes the snapshot, if anything changed since the last. */
  save(): Promise<void>
  /**
   * Rebuilds memory without removed signals and deletes the snapshot: neither contains withdrawn signals afterwards.
   */
  forget(): Promise<void>
  stop(): Promise<void>
}

/** Subscribes a listener to events of the database. */
export type Follow = (listener: (event: { type: string }) => void) => () => void

/** Creates the index. `pool`: threads that search; without one, the caller's thread does. */
export function createContentIndex(deps: IndexDeps & { follow?: Follow; pool?: SearchPool }): ContentIndex {
  const { pool = null } = deps
  let finder = new SignalFinder(null, pool)
  let banks = new Map<number, BankTerms>()
  let ratios = new Map<string, number>()
  let appliedSeq = 0
  let savedSeq = -1
  let ready = false
  let stopped = false
  let working: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null

  /** Runs changes one after another, so that an earlier one never overwrites a later one. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = working.then(work)
    working = turn.catch(() => {})
    return turn
  }

  async function put(signals: IndexedContent[]): Promise<void> {
    const next = takeTurns()
    for (const signal of signals) {
      finder.put(signal)
      await next()
    }
  }

  async function readBanks(id?: number): Promise<void> {
    const read = await inTransaction(deps, (tx) => readBankTerms(tx.db, id))
    if (id === undefined) banks = new Map(read.map((bank) => [bank.id, bank]))
    else {
      banks.delete(id)
      for (const bank of read) banks.set(id, bank)
    }
  }

  async function readRatios(): Promise<void> {
    ratios = await inTransaction(deps, (tx) => readTypeRatios(tx.db))
  }

  async function apply(): Promise<void> {
    for (;;) {
      const changes = await readChanges(deps, appliedSeq)
      if (changes.length === 0) return
      for (const bank of new Set(changes.map((change) => change.bank))) if (bank !== null) await readBanks(bank)
      if (changes.some(({ bank, numbers }) => bank === null && numbers.length === 0)) await readRatios()
      const concerned = new Set(changes.flatMap(({ numbers }) => numbers))
      for (let from = 0, all = [...concerned]; from < all.length; from += 5000) {
        const numbers = all.slice(from, from + 5000)
        const left = new Set(numbers)
        await readSignals(deps, { numbers }, async (signals) => {
          for (const { number } of signals) left.delete(number)
          await put(signals)
        })
        for (const number of left) finder.drop(number)
      }
      appliedSeq = changes.at(-1)?.seq ?? appliedSeq
    }
  }

  async function fromSnapshot(): Promise<boolean> {
    try {
      const kept = await readSnapshot(deps.dataRoot, deps.store.files, pool)
      if (kept === null) return false
      // The snapshot is of a database that was restored to an earlier state, or so old that later changes were deleted.
      if ((await changeTime(deps, kept.applied.seq)) !== kept.applied.at) return false
      finder = kept.finder
      appliedSeq = kept.applied.seq
      savedSeq = appliedSeq
      await readSignals(deps, { types: readAlways }, put)
      return true
    } catch (error) {
      if (!(error instanceof IndexCorrupt)) throw error
      deps.log.warn({ event: 'index-corrupt', what: 'content', section: error.section, message: error.message })
      return false
    }
  }

  async function fromDatabase(): Promise<void> {
    finder = new SignalFinder(null, pool)
    // Changes made while this reads are applied again afterwards.
    appliedSeq = await readHead(deps)
    await readSignals(deps, {}, put)
  }

  function catchUp(): Promise<void> {
    // Callers share a queued run: it reads everything committed before it begins.
    waiting ??= inTurn(() => {
      waiting = null
      return apply()
    })
    return waiting
  }

  const unfollow = deps.follow?.(({ type }) => {
    if (type !== 'bank.changed' || !ready || stopped) return
    catchUp().catch((error: unknown) => deps.log.error({ event: 'index.follow-failed', error: String(error) }))
  })
  const save = () =>
    inTurn(async () => {
      if (!ready || savedSeq === appliedSeq) return
      const at = await changeTime(deps, appliedSeq)
      // Without the time of its last change, the snapshot could not be distinguished from that of another database
      // state, so none is written.
      if (at === null) return
      await writeSnapshot(deps.dataRoot, deps.store.files, finder, { seq: appliedSeq, at })
      savedSeq = appliedSeq
    })

  return {
    load: () =>
      inTurn(async () => {
        await readBanks()
        await readRatios()
        if (!(await fromSnapshot())) await fromDatabase()
        await apply()
        ready = true
        deps.log.info({ event: 'index.loaded', what: 'content', signals: finder.terms.size, appliedSeq })
      }),
    get ready() {
      return ready
    },
    finder() {
      if (!ready) throw fail('index-not-ready', { retryAfterMs: 1000 })
      return finder
    },
    banks: () => banks,
    ratioOf: (type) => ratios.get(type) ?? 1,
    get appliedSeq() {
      return appliedSeq
    },
    catchUp,
    async status() {
      const head = await readHead(deps)
      const types = Object.entries(finder.stats()).map(([type, stats]) => [
        type,
        {
          rows: stats.rows,
          items: stats.rows - stats.tombstones,
          segments: stats.segments.length,
          deltaRows: stats.deltaRows,
          tombstones: stats.tombstones,
          appliedSeq,
          headSeq: head,
          bytes: stats.bytes,
        },
      ])
      return { ready, types: Object.fromEntries(types) }
    },
    save,
    forget: () =>
      inTurn(async () => {
        await finder.compact()
        await removeSnapshot(deps.dataRoot)
        savedSeq = -1
      }),
    async stop() {
      stopped = true
      unfollow?.()
      await save()
    },
  }
}
