import { sql } from 'kysely'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { day, maximumAgeDays } from '../../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import type { IndexedContent } from './signal-finder.ts'

export type IndexDeps = Pick<CoreDeps, 'store' | 'member' | 'log' | 'dataRoot' | 'clock'>

/** The signals to read: all, those of some types, or some by their numbers. */
export interface Wanted {
  types?: readonly string[]
  numbers?: readonly number[]
}
const page = 5000

/** Reads the active signals of banks with the purpose content safety, a page at a time. */
export async function readSignals(
  deps: IndexDeps,
  wanted: Wanted,
  take: (signals: IndexedContent[]) => Promise<void> | void,
): Promise<void> {
  for (let after = 0; ; ) {
    const signals = await inTransaction(deps, (tx) => readPage(tx, wanted, after))
    await take(signals.read)
    if (signals.last === null) return
    after = signals.last
  }
}

async function readPage(tx: Tx, { types, numbers }: Wanted, after: number) {
  const rows = await tx.db
    .selectFrom('item_signal as s')
    .innerJoin('bank_item as i', 'i.id', 's.item_id')
    .innerJoin('signal as g', 'g.id', 's.signal_id')
    .select(['s.number', 's.type', 's.quality', 's.raw', 'i.bank_id', 'i.state', 'i.disabled_until'])
    .select(['g.id', 'g.valid_from', 'g.usable_until', 'g.last_verified_at', 'g.regime', 'g.purposes', 'g.mask_at'])
    .select('g.delete_at')
    .where('g.status', '=', 'active')
    .where('s.number', '>', String(after))
    .where(sql<boolean>`'content-safety' = any(g.purposes)`)
    .where('g.delete_at', '>', tx.now)
    .$if(types !== undefined, (select) => select.where('s.type', 'in', [...(types ?? [])]))
    .$if(numbers !== undefined, (select) => select.where(sql<boolean>`s.number = any(${numbers ?? []}::bigint[])`))
    .orderBy('s.number')
    .limit(page)
    .execute()
  const read: IndexedContent[] = []
  const next = takeTurns()
  for (const row of rows) {
    read.push({
      number: Number(row.number),
      type: row.type as IndexedContent['type'],
      bank: row.bank_id,
      inactive: row.state !== 'active',
      quality: row.quality,
      validFrom: row.valid_from.getTime(),
      // A signal is not used if its last verification is too old. The access decision is checked again when a match is
      // described.
      usableUntil: Math.min(row.usable_until.getTime(), (row.last_verified_at?.getTime() ?? 0) + maximumAgeDays * day),
      disabledUntil: row.disabled_until?.getTime() ?? null,
      raw: tx.openRaw(row),
    })
    await next()
  }
  return { read, last: rows.length < page ? null : Number(rows.at(-1)?.number) }
}

/** A change of banks: the signals to read again, and the bank. */
export interface Change {
  seq: number
  numbers: number[]
  bank: number | null
}
const changesAtOnce = 200

/** Reads the changes after a number, in the order of their commits. */
export async function readChanges(deps: IndexDeps, after: number): Promise<Change[]> {
  return inTransaction(deps, async (tx) => {
    const rows = await tx.db
      .selectFrom('content_change')
      .select(['seq', 'numbers', 'bank_id'])
      .where('seq', '>', String(after))
      .orderBy('seq')
      .limit(changesAtOnce)
      .execute()
    return rows.map((row) => ({ seq: Number(row.seq), numbers: row.numbers.map(Number), bank: row.bank_id }))
  })
}

/** Reads the number of the newest change; 0 if there is none. */
export async function readHead(deps: IndexDeps): Promise<number> {
  return inTransaction(deps, async (tx) => {
    const { rows } = await sql<{ head: string | null }>`select max(seq) as head from content_change`.execute(tx.db)
    return Number(rows[0]?.head ?? 0)
  })
}

/**
 * Reads the time of a change in microseconds; null if the change of this number is no longer stored. Number 0 stands for
 * the state before the first change: it gives 0 as long as the first change is stored.
 */
export async function changeTime(deps: IndexDeps, seq: number): Promise<bigint | null> {
  return inTransaction(deps, async (tx) => {
    if (seq === 0) {
      const first = await sql<{ seq: string | null }>`select min(seq) as seq from content_change`.execute(tx.db)
      return [null, '1'].includes(first.rows[0]?.seq ?? null) ? 0n : null
    }
    const { rows } = await sql<{ at: string }>`
      select (extract(epoch from at) * 1000000)::bigint as at from content_change where seq = ${seq}`.execute(tx.db)
    return rows[0] === undefined ? null : BigInt(rows[0].at)
  })
}

/**
 * Runs a transaction that reads signals for the index. Opened signals are logged with their number; reading changes
 * leaves no entry.
 */
export function inTransaction<T>(deps: IndexDeps, work: (tx: Tx) => Promise<T>): Promise<T> {
  const intent: AccessIntent = {
    action: 'signal.match',
    type: 'signal.read',
    decision: 'allow',
    details: { what: 'content index' },
  }
  return systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    return work(tx)
  })
}
