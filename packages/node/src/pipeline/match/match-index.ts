import { isDeepStrictEqual } from 'node:util'
import type { Identity, SignalKind } from '@entente/contracts'
import { Screener } from '@entente/matching'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { oneAfterAnother } from '../../store/one-after-another.ts'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import type { KeptSignals } from '../gateway/compared-subject.ts'
import type { BuiltScreener } from '../gateway/pipeline-steps.ts'
import { buildScreener, openScreener, shareScreener } from './build-screener.ts'
import { hitsIn, type ScreenUse, type SignalHit, type Subset } from './find-hits.ts'
import { KeptSignalIndex } from './kept-signals.ts'
import type { MatchBook, MatchTerms } from './may-match.ts'
import { type ReadSignals, readIndexed, readMatchBook, signalsAtOnce, whatChanged } from './read-indexed.ts'
import type { IndexedSignal } from './signal-entry.ts'

export type { Subset }

/** The active signals in memory, one index per worker. Callers pass it the ids of changed rows of the table `signal`. */
export interface MatchIndex {
  /** Reads every active signal. Before that, nothing matches. */
  load(): Promise<void>
  /**
   * Reads added, changed or removed signals again, in slices. A small change does not wait for a large one, which takes effect at its end.
   * Returns the screener that a large change built, if this index shares it.
   */
  apply(signalIds: readonly string[]): Promise<BuiltScreener | undefined>
  /**
   * Runs a transaction that screens subjects which it has not committed yet. `apply` resolves only when such transactions
   * have ended: a comparison with the changed signals, which lists committed subjects, then finds all that were screened
   * without the change.
   */
  whileScreening<T>(transaction: () => Promise<T>): Promise<T>
  /**
   * Returns the signals that match this identity and may be used for one of these purposes now, closest first. Access terms are checked on
   * the 200 closest only. With `only`, just these signals are compared, with the same scores. Throws ArgumentError as `compare` does.
   */
  screen(identity: Identity, use: ScreenUse): SignalHit[]
  /**
   * Returns an index of these signals, for comparing many subjects with the few that changed. It takes over later changes of them. If they
   * are most of all signals, it uses the whole index, because building another one would cost more.
   */
  subset(signalIds: readonly string[]): Promise<Subset>
  get(signalId: string): IndexedSignal | undefined
  /** Returns the terms of an active signal of any kind of the index. */
  termsOf(signalId: string): MatchTerms | undefined
  /** The active signals of the kinds that gateways compare themselves. A change of them is applied with `apply`. */
  readonly kept: KeptSignals
  /** Returns the terms of an active signal that is not in the index because its row is damaged. Hits on it remain. */
  damaged(signalId: string): MatchTerms | undefined
  /** The agreements and members, as they were when the last change was read. */
  readonly book: MatchBook
  /** The number of signals in the index. */
  readonly size: number
  /** The version of the index, stored with a hit. Every change of signals changes it. */
  readonly version: string
}
/**
 * If this many signals were replaced, and at least a quarter of all, a new index is built while the present one is used. Otherwise the
 * screener would compact itself in one long step.
 */
const manyReplaced = 900
/** From this share of all signals on, a subset uses the whole index. */
const mostOfAll = 0.75

/**
 * `elsewhere` applies each change to the index of another thread too; a change is applied when both have it. A large change is built there
 * while this index reads its signals, and this index uses that screener. With `shares`, large changes build screeners for other threads. Signals of `keptKinds` are kept for the gateways that compare them.
 */
export function createMatchIndex(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  elsewhere?: (signalIds: readonly string[]) => Promise<BuiltScreener | undefined>,
  { shares = false, keptKinds = [] }: { shares?: boolean; keptKinds?: readonly SignalKind[] } = {},
): MatchIndex {
  let signals = new Map<string, IndexedSignal>()
  let screener = Screener.build([])
  const kept = new KeptSignalIndex()
  const book: MatchBook = { member: deps.member.id, current: { agreements: new Map(), standings: {} } }
  const damaged = new Map<string, MatchTerms>()
  let changes = 0
  let replaced = 0
  const screening = new Set<Promise<unknown>>()
  /** Ids of signals that changed during a rebuild. */
  let meanwhile: Set<string> | null = null

  const readBook = async () => {
    book.current = await readMatchBook(deps)
  }
  /** Reads active signals. Agreements are read first, so that a signal with a new agreement finds it. */
  async function read(ids: readonly string[] | null): Promise<ReadSignals['found']> {
    await readBook()
    return readAgain(ids)
  }
  /** Reads signals, and notes which of them are damaged now. */
  async function readAgain(ids: readonly string[] | null): Promise<ReadSignals['found']> {
    const read = await readIndexed(deps, ids, book, keptKinds)
    kept.replace(ids, read.kept)
    for (const id of ids ?? damaged.keys()) damaged.delete(id)
    for (const [id, terms] of read.damaged) damaged.set(id, terms)
    return read.found
  }

  /** Adds a signal to the index, or removes it. */
  function put(id: string, signal: IndexedSignal | undefined): void {
    const before = signals.get(id)
    // The compared part is often unchanged: only the terms changed, or two jobs reported one change.
    const same = before !== undefined && signal !== undefined && isDeepStrictEqual(before.entry, signal.entry)
    if (!same && signals.delete(id)) {
      screener.remove(id)
      replaced += 1
    }
    if (signal !== undefined) {
      if (!same) screener.add(signal.entry)
      signals.set(id, signal)
    }
    meanwhile?.add(id)
    changes += 1
  }

  async function applyFew(ids: readonly string[]): Promise<void> {
    await readBook()
    const changed = await whatChanged(deps, ids, signals)
    if (changed.length === 0) return
    const found = await readAgain(changed)
    const next = takeTurns()
    for (const id of changed) {
      put(id, found.get(id))
      await next()
    }
  }

  // Runs one after another, so that an earlier call never overwrites what a later one read.
  const inTurn = oneAfterAnother()
  const inBuild = oneAfterAnother()

  /**
   * Builds a new index while the present one is used, and reads these signals again (null: all). Changes made meanwhile are newer than the
   * signals read here, so they replace them. Uses the screener that another thread built for this change, if it is given.
   */
  async function build(
    ids: readonly string[] | null,
    elsewhere?: Promise<BuiltScreener | undefined>,
  ): Promise<BuiltScreener | undefined> {
    const changed = new Set<string>()
    meanwhile = changed
    try {
      const again = new Map<string, IndexedSignal>()
      for (const part of ids === null ? [null] : chunksOf(ids, signalsAtOnce))
        await inTurn(async () => {
          const found = await read(part)
          // Reads before this point are older; they must not bring a withdrawn signal back.
          for (const id of part ?? [...changed]) changed.delete(id)
          for (const [id, signal] of found) again.set(id, signal)
        })
      const built = new Map<string, IndexedSignal>()
      const next = takeTurns()
      const left = new Set(ids)
      for (const [id, signal] of ids === null ? [] : signals) {
        if (!left.has(id)) built.set(id, signal)
        await next()
      }
      for (const [id, signal] of again) built.set(id, signal)
      const given = await elsewhere
      const isShared = shares && ids !== null && ids.length > 0
      const fresh =
        given === undefined
          ? await buildScreener(entriesOf(built), { shared: isShared })
          : await openScreener(given, built)
      const forOthers = isShared ? await shareScreener(fresh, built) : undefined
      for (const id of changed) {
        const now = signals.get(id)
        fresh.remove(id)
        built.delete(id)
        if (now === undefined) continue
        fresh.add(now.entry)
        built.set(id, now)
      }
      signals = built
      screener = fresh
      replaced = 0
      changes += 1
      return forOthers
    } finally {
      meanwhile = null
    }
  }
  /** Added one by one, many signals cost more than in a rebuild, and a replaced one leaves a gap too. */
  const isLarge = (signalIds: readonly string[]): boolean => {
    if (signalIds.length <= signalsAtOnce) return false
    const known = signalIds.filter((id) => signals.has(id)).length
    return known > signals.size / 4 || signalIds.length > signals.size / 2
  }
  const tidy = () =>
    inBuild(async () => {
      if (replaced > manyReplaced && replaced > signals.size / 4) await build([])
    })

  async function applyHere(
    signalIds: readonly string[],
    given?: Promise<BuiltScreener | undefined>,
  ): Promise<BuiltScreener | undefined> {
    // A changed agreement may concern no signal in the index, but the terms must still be read again.
    if (signalIds.length === 0) {
      await readBook()
      return undefined
    }
    if (given !== undefined || isLarge(signalIds)) return inBuild(() => build(signalIds, given))
    for (const part of chunksOf(signalIds, signalsAtOnce)) {
      await inTurn(() => applyFew(part))
      const tidied = tidy()
      // A few changes do not wait for the compaction; if it fails, the next change tries it again.
      if (signalIds.length > signalsAtOnce) await tidied
      else tidied.catch(() => {})
    }
    return undefined
  }

  const countOthers = (ids: ReadonlySet<string>): number => {
    let others = signals.size
    for (const id of ids) if (signals.has(id)) others -= 1
    return others
  }
  /** Updates a subset to the index's present state, so that no hit is on an outdated version of a signal. */
  function follow(only: Subset): Subset {
    if (only.asOf === changes) return only
    only.asOf = changes
    const { own } = only
    if (own === null) only.others = countOthers(only.ids)
    for (const id of own === null ? [] : only.ids) {
      const now = signals.get(id)
      if (own?.signals.get(id) === now) continue
      if (own?.signals.delete(id)) own.screener.remove(id)
      if (now === undefined) continue
      own?.screener.add(now.entry)
      own?.signals.set(id, now)
    }
    return only
  }

  return {
    async load() {
      await inBuild(() => build(null))
    },
    async apply(signalIds) {
      // If the other thread cannot apply the change now, this one must not wait for it.
      const given = elsewhere && isLarge(signalIds) ? elsewhere(signalIds).catch(() => undefined) : undefined
      const built = await applyHere(signalIds, given)
      const isApplied = (await given) !== undefined
      await Promise.all([Promise.allSettled(screening), !isApplied && elsewhere?.(signalIds)])
      return built
    },
    async whileScreening(transaction) {
      const running = transaction()
      screening.add(running)
      try {
        return await running
      } finally {
        screening.delete(running)
      }
    },
    screen(identity, use) {
      const only = use.only && follow(use.only)
      return hitsIn(only?.own?.screener ?? screener, (id) => signals.get(id), identity, { ...use, only })
    },
    async subset(signalIds) {
      const asOf = changes
      const ids = new Set(signalIds)
      const own = new Map<string, IndexedSignal>()
      for (const id of ids) {
        const signal = signals.get(id)
        if (signal !== undefined) own.set(id, signal)
      }
      const others = signals.size - own.size
      if (own.size >= signals.size * mostOfAll) return { ids, asOf, own: null, others }
      return { ids, asOf, own: { signals: own, screener: await buildScreener(entriesOf(own)) }, others }
    },
    get: (signalId) => signals.get(signalId),
    termsOf: (signalId) => (signals.get(signalId) ?? kept.get(signalId))?.terms,
    kept,
    damaged: (signalId) => damaged.get(signalId),
    book,
    get size() {
      return signals.size
    },
    get version() {
      return String(changes)
    },
  }
}

function* entriesOf(signals: ReadonlyMap<string, IndexedSignal>): Generator<IndexedSignal['entry']> {
  for (const signal of signals.values()) yield signal.entry
}
