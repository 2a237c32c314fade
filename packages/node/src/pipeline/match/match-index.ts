import type { Identity, Purpose, ScreenHit, Signal } from '@entente/contracts'
import { Screener } from '@entente/matching'
import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { Act, PersonalRow } from '../../safeguards/access/door.ts'
import { systemDoor } from '../../safeguards/access/system.ts'
import { regimes } from '../../safeguards/retention/regimes.ts'
import { type IndexedSignal, indexedSignal } from './signal-entry.ts'

export interface SignalHit {
  signal: IndexedSignal
  result: ScreenHit
}

/** The active signals in memory. One a worker; it follows the table `signal` by the ids it is told. */
export interface MatchIndex {
  /** Reads every active signal. Until it was called nothing matches. */
  load(): Promise<void>
  /** Reads these again: added, changed, or gone. */
  apply(signalIds: readonly string[]): Promise<void>
  /**
   * The signals that carry this identity and may be used for one of these purposes now, closest first. With `only`, just these signals are
   * compared, with the same scores.
   */
  screen(identity: Identity, use: { purposes: readonly string[]; now: Date; only?: Subset | undefined }): SignalHit[]
  /** A small index of these signals alone, for comparing many subjects with the few that changed. */
  subset(signalIds: readonly string[]): Subset
  get(signalId: string): IndexedSignal | undefined
  /** Signals in the index. */
  readonly size: number
  /** Version of the index for the record of a hit: it changes with every change of signals. */
  readonly version: string
}
export interface Subset {
  ids: ReadonlySet<string>
  screener: Screener
}

/** Matches compared per subject before the terms of their signals are asked. */
const limit = 200

export function createMatchIndex(deps: Pick<CoreDeps, 'store' | 'member'>): MatchIndex {
  let signals = new Map<string, IndexedSignal>()
  let screener = Screener.build([])
  let changes = 0

  /** Opens active signals: each for a purpose of its own, and with as few doors as do. */
  async function read(ids: readonly string[] | null): Promise<Map<string, IndexedSignal>> {
    const found = new Map<string, IndexedSignal>()
    const asked: string[] = []
    for (const purpose of await purposesOf(deps, ids)) {
      const act = { action: 'signal.match', type: 'signal.read', decision: 'allow', details: { what: 'match index' } }
      await systemDoor(deps, purpose).act(act as Act, async (tx) => {
        const rows = await tx.db
          .selectFrom('signal')
          .select(['id', 'regime', 'purposes', 'mask_at', 'delete_at', 'a', 'b'])
          .where(activeAmong(ids))
          .where(sql<boolean>`${purpose} = any(purposes) and not purposes && ${asked}::text[]`)
          .execute()
        for (const row of rows) {
          const opened = tx.openIfAllowed<Signal>(row as PersonalRow)
          const indexed = opened === undefined ? null : indexedSignal(opened.value)
          if (indexed !== null) found.set(row.id, indexed)
        }
        tx.leavesNoEntry()
      })
      asked.push(purpose)
    }
    return found
  }

  async function load(): Promise<void> {
    const next = await read(null)
    screener = Screener.build([...next.values()].map((signal) => signal.entry))
    signals = next
    changes += 1
  }

  async function apply(signalIds: readonly string[]): Promise<void> {
    if (signalIds.length === 0) return
    const found = await read(signalIds)
    for (const id of signalIds) {
      const now = found.get(id)
      if (signals.delete(id)) screener.remove(id)
      if (now === undefined) continue
      screener.add(now.entry)
      signals.set(id, now)
    }
    changes += 1
  }

  // One after another: what a later call read is never overwritten by an earlier one.
  let last: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  return {
    load: () => inTurn(load),
    apply: (signalIds) => inTurn(() => apply(signalIds)),
    screen(identity, { purposes, now, only }) {
      const hits: SignalHit[] = []
      for (const result of (only?.screener ?? screener).screen(identity, { limit })) {
        const signal = signals.get(result.entryId)
        if (signal !== undefined && mayBeUsed(signal, purposes, now) && meansAPerson(signal))
          hits.push({ signal, result })
      }
      return hits
    },
    subset(signalIds) {
      const known = signalIds.map((id) => signals.get(id)).filter((signal) => signal !== undefined)
      return { ids: new Set(signalIds), screener: Screener.build(known.map((signal) => signal.entry)) }
    },
    get: (signalId) => signals.get(signalId),
    get size() {
      return signals.size
    },
    get version() {
      return String(changes)
    },
  }
}

const activeAmong = (ids: readonly string[] | null) =>
  ids === null ? sql<boolean>`status = 'active'` : sql<boolean>`status = 'active' and id = any(${ids}::uuid[])`

/** Purposes under which every active signal among these can be read, one of each signal's own. */
async function purposesOf(deps: Pick<CoreDeps, 'store' | 'member'>, ids: readonly string[] | null): Promise<Purpose[]> {
  const act = { action: 'signal.match', type: 'signal.read', impersonal: true } as const
  const stated = await systemDoor(deps, null).act(act, async (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('signal').select('purposes').distinct().where(activeAmong(ids)).execute()
  })
  const chosen = new Set<Purpose>()
  for (const { purposes } of stated) {
    if (purposes.some((purpose) => chosen.has(purpose as Purpose))) continue
    const first = regimes.signal.purposes.find((purpose) => purposes.includes(purpose))
    if (first !== undefined) chosen.add(first)
  }
  return [...chosen]
}

/** Valid now, and for a purpose that the record may be used for. */
function mayBeUsed(signal: IndexedSignal, purposes: readonly string[], now: Date): boolean {
  const at = now.getTime()
  return (
    signal.validFrom <= at && at < signal.validUntil && signal.purposes.some((purpose) => purposes.includes(purpose))
  )
}

/** A traveller is a person: the name of a company or a vessel says nothing about one. */
const meansAPerson = (signal: IndexedSignal): boolean =>
  signal.kind !== 'organisation' || signal.entry.kind === 'entity'
