import type { Identity, ScreenHit, Signal } from '@entente/contracts'
import { Screener } from '@entente/matching'
import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { PersonalRow } from '../../safeguards/access/door.ts'
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
  /** Stops matching: nothing is compared until `load` again. Tests use it as the matcher that is away. */
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

  /** Opens active signals purpose by purpose: a signal is only read for a purpose of its own. */
  async function read(ids: readonly string[] | null): Promise<Map<string, IndexedSignal>> {
    const found = new Map<string, IndexedSignal>()
    const asked: string[] = []
    for (const purpose of regimes.signal.purposes) {
      const act = {
        action: 'signal.match',
        type: 'signal.read',
        decision: 'allow',
        details: { what: 'match index' },
      } as const
      await systemDoor(deps, purpose).act(act, async (tx) => {
        let query = tx.db
          .selectFrom('signal')
          .select(['id', 'regime', 'purposes', 'mask_at', 'delete_at', 'a', 'b'])
          .where('status', '=', 'active')
          .where(sql<boolean>`${purpose} = any(purposes) and not purposes && ${asked}::text[]`)
        if (ids !== null) query = query.where('id', 'in', [...ids])
        for (const row of await query.execute()) {
          const opened = tx.openIfAllowed<Signal>(row as PersonalRow)
          if (opened === undefined) continue
          const indexed = indexedSignal(opened.value)
          if (indexed !== null) found.set(row.id, indexed)
        }
        tx.leavesNoEntry()
      })
      asked.push(purpose)
    }
    return found
  }

  return {
    async load() {
      const next = await read(null)
      screener = Screener.build([...next.values()].map((signal) => signal.entry))
      signals = next
      changes += 1
    },
    async apply(signalIds) {
      if (signalIds.length === 0) return
      const found = await read(signalIds)
      for (const id of signalIds) {
        const now = found.get(id)
        if (signals.has(id)) screener.remove(id)
        signals.delete(id)
        if (now === undefined) continue
        screener.add(now.entry)
        signals.set(id, now)
      }
      changes += 1
    },
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
      return `${screener.stats.version}.${changes}`
    },
  }
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
