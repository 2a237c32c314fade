import type { ContentRates } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

const day = 86_400_000
/** Days for which the share of matches is known: uploads without a match are deleted after seven days. */
const uploadDays = 7
const opinionDays = 30

/**
 * Counts the uploads of each hour in the last seven days, those with matches and those with a case; and for each bank
 * the hits in cases of the last thirty days and the opinions about them. It returns counts only.
 */
export async function readRates(tx: Pick<Tx, 'db' | 'now'>): Promise<ContentRates> {
  const thisHour = Math.floor(tx.now.getTime() / 3_600_000) * 3_600_000
  const from = new Date(thisHour - uploadDays * day + 3_600_000)
  const since = new Date(tx.now.getTime() - opinionDays * day)
  const hour = sql<Date>`date_trunc('hour', received_at, 'UTC')`
  const hours = await tx.db
    .selectFrom('upload')
    .select((e) => [
      hour.as('at'),
      e.fn.countAll<string>().as('uploads'),
      e.fn
        .countAll<string>()
        .filterWhere((x) => x.or([x('case_id', 'is not', null), x('state', '=', 'matched')]))
        .as('found'),
      e.fn.countAll<string>().filterWhere('case_id', 'is not', null).as('cases'),
    ])
    .where('received_at', '>=', from)
    .groupBy(hour)
    .orderBy(hour)
    .execute()
  const banks = await tx.db
    .selectFrom('bank as b')
    .select(['b.name', 'b.negative', 'b.shadow'])
    .select((e) => [
      e
        .selectFrom('hit as h')
        .innerJoin('item_signal as s', 's.signal_id', 'h.signal_id')
        .innerJoin('bank_item as i', 'i.id', 's.item_id')
        .whereRef('i.bank_id', '=', 'b.id')
        .where('h.at', '>=', since)
        .select((x) => x.fn.countAll<string>().as('n'))
        .as('hits'),
      ...(['confirmed', 'mistaken', 'not-useful'] as const).map((outcome) =>
        e
          .selectFrom('item_opinion as o')
          .innerJoin('bank_item as i', 'i.id', 'o.item_id')
          .whereRef('i.bank_id', '=', 'b.id')
          .where('o.at', '>=', since)
          .where('o.outcome', '=', outcome)
          .where('o.counted', '=', true)
          .select((x) => x.fn.countAll<string>().as('n'))
          .as(outcome),
      ),
    ])
    .where('b.deleted_at', 'is', null)
    .orderBy('b.name')
    .execute()
  const counted = new Map(hours.map((row) => [row.at.getTime(), row]))
  return {
    from: from.toISOString(),
    to: tx.now.toISOString(),
    opinionsSince: since.toISOString(),
    hours: Array.from({ length: uploadDays * 24 }, (_, place) => {
      const at = from.getTime() + place * 3_600_000
      const row = counted.get(at)
      return {
        at: new Date(at).toISOString(),
        uploads: Number(row?.uploads ?? 0),
        found: Number(row?.found ?? 0),
        cases: Number(row?.cases ?? 0),
      }
    }),
    banks: banks.map((row) => ({
      name: row.name,
      negative: row.negative,
      shadow: row.shadow,
      hits: Number(row.hits ?? 0),
      opinions: {
        confirmed: Number(row.confirmed ?? 0),
        mistaken: Number(row.mistaken ?? 0),
        notUseful: Number(row['not-useful'] ?? 0),
      },
    })),
  }
}
