import { sql } from 'kysely'
import { chunksOf, takeTurns } from '../../../store/take-turns.ts'
import { largestRadius } from '../index/bank-terms.ts'
import { type IndexDeps, inTransaction } from '../index/read-rows.ts'
import type { SearchPool } from '../index/search/search-pool.ts'
import { type IndexedContent, SignalFinder } from '../index/signal-finder.ts'
import type { ContentSignal } from '../signals/content-signal.ts'

/** Largest number of hashes in memory: above it, the oldest are removed. */
const mostSeen = 2_000_000
const page = 5000

/** An index of the hashes of recent uploads, in which new signals are searched. */
export interface SeenIndex {
  load(): Promise<void>
  /** Adds the hashes of an upload. */
  add(uploadId: string): Promise<void>
  /** Removes expired hashes. */
  forget(): Promise<void>
  /** Finds the uploads that a signal would have matched, from `since` on. */
  uploadsNear(signals: readonly ContentSignal[], since: Date): Promise<{ uploadIds: string[]; checked: number }>
  readonly size: number
}

export function createSeenIndex(deps: IndexDeps & { pool?: SearchPool }): SeenIndex {
  const { pool = null } = deps
  let finder = new SignalFinder(null, pool)
  let oldest = 1
  let newest = 0

  async function take(where: { upload?: string; after?: number }): Promise<number | null> {
    return inTransaction(deps, async (tx) => {
      const rows = await tx.db
        .selectFrom('seen_hash')
        .selectAll()
        .where('delete_at', '>', tx.now)
        .$if(where.upload !== undefined, (select) => select.where('upload_id', '=', where.upload as string))
        .$if(where.after !== undefined, (select) => select.where('number', '>', String(where.after)))
        .orderBy('number')
        .limit(page)
        .execute()
      const next = takeTurns()
      for (const row of rows) {
        newest = Math.max(newest, Number(row.number))
        finder.put({
          number: Number(row.number),
          type: row.type as IndexedContent['type'],
          bank: 0,
          inactive: false,
          quality: row.quality,
          validFrom: 0,
          usableUntil: row.delete_at.getTime(),
          disabledUntil: null,
          raw: tx.openRaw({ ...row, id: row.upload_id }),
        })
        await next()
      }
      return rows.length < page ? null : Number(rows.at(-1)?.number)
    })
  }

  async function forget(): Promise<void> {
    const now = deps.clock().getTime()
    const next = takeTurns()
    let left = finder.terms.size - mostSeen
    for (const number of finder.terms.numbers(oldest)) {
      if (left <= 0 && finder.terms.answersAt(number, now)) break
      finder.drop(number)
      left -= 1
      oldest = number
      await next()
    }
  }

  return {
    async load() {
      finder = new SignalFinder(null, pool)
      for (let after: number | null = 0; after !== null; ) after = await take({ after })
      await forget()
    },
    async add(uploadId) {
      await take({ upload: uploadId })
      if (finder.terms.size > mostSeen) await forget()
    },
    forget,
    async uploadsNear(signals, since) {
      // Hashes that were stored a moment ago may not be loaded yet.
      for (let after: number | null = newest; after !== null; ) after = await take({ after })
      const now = deps.clock().getTime()
      const accept = (number: number) => finder.terms.answersAt(number, now)
      const near = new Set<number>()
      const terms = { accept, largest: largestRadius, radiusOf: () => largestRadius }
      const next = takeTurns()
      for (const part of chunksOf(signals, finder.atOnce)) {
        const answers = await Promise.all(
          part.map((signal) => (signal.type === 'url' ? finder.equal(signal) : finder.find(signal, terms))),
        )
        for (const { found } of answers) for (const { number } of found) if (accept(number)) near.add(number)
        await next()
      }
      const checked = finder.terms.size
      if (near.size === 0) return { uploadIds: [], checked }
      const uploadIds = await inTransaction(deps, async (tx) => {
        const rows = await tx.db
          .selectFrom('seen_hash as s')
          .innerJoin('upload as u', 'u.id', 's.upload_id')
          .select('u.id')
          .distinct()
          .where(sql<boolean>`s.number = any(${[...near].map(String)}::bigint[])`)
          .where('u.received_at', '>=', since)
          .execute()
        return rows.map(({ id }) => id)
      })
      return { uploadIds, checked }
    },
    get size() {
      return finder.terms.size
    },
  }
}
