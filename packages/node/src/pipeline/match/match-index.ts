import { isDeepStrictEqual } from 'node:util'
import type { Identity, ScreenHit } from '@entente/contracts'
import { defaultThreshold, Screener, weakThreshold } from '@entente/matching'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import { buildScreener } from './build-screener.ts'
import { type MatchBook, mayMatch } from './may-match.ts'
import { readIndexed, readMatchBook, signalsAtOnce, whatChanged } from './read-indexed.ts'
import type { IndexedSignal } from './signal-entry.ts'

export interface SignalHit {
  signal: IndexedSignal
  result: ScreenHit
}

/** The active signals in memory. One a worker; it follows the table `signal` by the ids it is told. */
export interface MatchIndex {
  /** Reads every active signal. Until it was called nothing matches. */
  load(): Promise<void>
  /**
   * Reads these again: added, changed, or gone. Takes its time in slices; a few signals do not wait for many, which take effect together at the end.
   */
  apply(signalIds: readonly string[]): Promise<void>
  /**
   * The signals that carry this identity and may be used for one of these purposes now, closest first: the 200 closest before their terms are asked. With
   * `only`, just these signals are compared, with the same scores. Throws ArgumentError as `compare` does.
   */
  screen(identity: Identity, use: ScreenUse): SignalHit[]
  /** A small index of these signals alone, for comparing many subjects with the few that changed. It follows what changes of them later. */
  subset(signalIds: readonly string[]): Promise<Subset>
  get(signalId: string): IndexedSignal | undefined
  /** Agreements and members, as read with the last change that the index was told of. */
  readonly book: MatchBook
  /** Signals in the index. */
  readonly size: number
  /** Version of the index for the record of a hit: it changes with every change of signals. */
  readonly version: string
}
export interface ScreenUse {
  purposes: readonly string[]
  now: Date
  only?: Subset | undefined
  /** From which score on a comparison is a hit, .2 at least; the matcher's own unless told. */
  threshold?: number
  /** Also what stays under it, from .2 on. */
  weak?: boolean
}
export interface Subset {
  ids: ReadonlySet<string>
  /** What the screener holds, and as of which change of the index. */
  held: Map<string, IndexedSignal>
  asOf: number
  screener: Screener
}

/** Matches compared per subject before the terms of their signals are asked. */
const most = 200
/** From so many replaced signals on, and a quarter of all, the index is built anew beside the one in use: sooner than its screener would tidy up in one go. */
const manyReplaced = 900

export function createMatchIndex(deps: Pick<CoreDeps, 'store' | 'member'>): MatchIndex {
  let signals = new Map<string, IndexedSignal>()
  let screener = Screener.build([])
  const book: MatchBook = { member: deps.member.id, current: { agreements: new Map(), standings: {} } }
  let changes = 0
  let replaced = 0
  /** Signals that changed while the index is built anew beside the one in use. */
  let meanwhile: Set<string> | null = null

  const readBook = async () => {
    book.current = await readMatchBook(deps)
  }
  /** Active signals, with the agreements as they are before: a signal that names a new one finds it. */
  async function read(ids: readonly string[] | null): Promise<Map<string, IndexedSignal>> {
    await readBook()
    return readIndexed(deps, ids, book)
  }

  /** Takes a signal into the index, or out of it. */
  function put(id: string, signal: IndexedSignal | undefined): void {
    const before = signals.get(id)
    // What is compared is the same often: only the terms are others, or two jobs were told of one change.
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
    const found = await readIndexed(deps, changed, book)
    const next = takeTurns()
    for (const id of changed) {
      put(id, found.get(id))
      await next()
    }
  }

  // One after another: what a later call read is never overwritten by an earlier one.
  const inTurn = oneAfterAnother()
  const inBuild = oneAfterAnother()

  /** Builds the index anew beside the one in use, with these signals (null: all) read again; what a few changed meanwhile is newer than what was read here. */
  async function build(ids: readonly string[] | null): Promise<void> {
    const changed = new Set<string>()
    meanwhile = changed
    try {
      const again = new Map<string, IndexedSignal>()
      for (const part of ids === null ? [null] : chunksOf(ids, signalsAtOnce))
        await inTurn(async () => {
          const found = await read(part)
          // What a few had read before this is older: a withdrawn signal must not come back by it.
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
      const fresh = await buildScreener(entriesOf(built))
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
    } finally {
      meanwhile = null
    }
  }
  const tidy = () =>
    inBuild(async () => {
      if (replaced > manyReplaced && replaced > signals.size / 4) await build([])
    })

  async function apply(signalIds: readonly string[]): Promise<void> {
    // An agreement that changed may concern none of the signals held: what it allows is another all the same.
    if (signalIds.length === 0) return readBook()
    // What is new takes no more beside the rest than in an index that is built anew; many that take another's place do.
    const known = signalIds.filter((id) => signals.has(id)).length
    if (known > signalsAtOnce && known > signals.size / 4) return inBuild(() => build(signalIds))
    for (const part of chunksOf(signalIds, signalsAtOnce)) {
      await inTurn(() => applyFew(part))
      const tidied = tidy()
      // A few do not wait for it; what failed is tried with the next change.
      if (signalIds.length > signalsAtOnce) await tidied
      else tidied.catch(() => {})
    }
  }

  /** Brings a subset up to what the index holds now: a hit is never one on a version that is gone. */
  function follow(only: Subset): Subset {
    if (only.asOf === changes) return only
    for (const id of only.ids) {
      const now = signals.get(id)
      if (only.held.get(id) === now) continue
      if (only.held.delete(id)) only.screener.remove(id)
      if (now === undefined) continue
      only.screener.add(now.entry)
      only.held.set(id, now)
    }
    only.asOf = changes
    return only
  }

  return {
    load: () => inBuild(() => build(null)),
    apply,
    screen(identity, use) {
      const { only } = use
      return hitsIn(only === undefined ? screener : follow(only).screener, (id) => signals.get(id), identity, use)
    },
    async subset(signalIds) {
      const asOf = changes
      const held = new Map<string, IndexedSignal>()
      for (const id of signalIds) {
        const signal = signals.get(id)
        if (signal !== undefined) held.set(id, signal)
      }
      return { ids: new Set(signalIds), held, asOf, screener: await buildScreener(entriesOf(held)) }
    },
    get: (signalId) => signals.get(signalId),
    book,
    get size() {
      return signals.size
    },
    get version() {
      return String(changes)
    },
  }
}

/** This signal alone compared with an identity, as the index would: the hit, if it is one. */
export function screenOne(
  signal: IndexedSignal,
  identity: Identity,
  use: Omit<ScreenUse, 'only'>,
): SignalHit | undefined {
  return hitsIn(Screener.build([signal.entry]), () => signal, identity, use)[0]
}

function hitsIn(
  within: Screener,
  signalOf: (id: string) => IndexedSignal | undefined,
  identity: Identity,
  { purposes, now, threshold = defaultThreshold, weak = false }: ScreenUse,
): SignalHit[] {
  const hits: SignalHit[] = []
  const least = weak ? Math.min(weakThreshold, threshold) : threshold
  // A screener is built with the matcher's own threshold: what counts is asked here, so that another holds from one screening to the next.
  for (const result of within.screen(identity, { limit: most, weak: least < defaultThreshold })) {
    const signal = signalOf(result.entryId)
    if (result.score < least || signal === undefined || !mayMatch(signal.terms, purposes, now)) continue
    if (!means(signal, identity.kind)) continue
    hits.push({ signal, result: { ...result, threshold, verdict: result.score >= threshold ? 'match' : 'weak' } })
  }
  return hits
}

function* entriesOf(signals: ReadonlyMap<string, IndexedSignal>): Generator<IndexedSignal['entry']> {
  for (const signal of signals.values()) yield signal.entry
}

/** Runs what it is given one after another; a failure is its caller's alone. */
function oneAfterAnother(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}

/** The name of a company or a vessel says nothing about a person, nor the other way round. */
function means(signal: IndexedSignal, kind: Identity['kind']): boolean {
  if (kind === 'entity' || signal.entry.kind === 'entity') return true
  return (signal.kind === 'organisation') === (kind === 'org' || kind === 'vessel')
}
