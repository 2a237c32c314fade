import type { CargoFilerDetail } from '@entente/contracts'
import { sql } from 'kysely'
import { onlyOf } from '../../../pipeline/messages/open-messages.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { stowedFrom } from '../store/voyage-schema.ts'
import { listFilers, monthsShown, settingsOf, sinceShown } from './list-filers.ts'

/** The newest filings that count, and the most codes of findings that are listed. */
const [mostFilings, mostCodes] = [50_000, 40]

/**
 * Reads a filer with its defects by month, its answers and its questions. A filer may be a person: nothing of it is
 * returned but its name and settings, and the reading is logged with its purpose. Errors: `not-found`, also for a filer of which
 * the actor may see no filing.
 */
export function readFiler(access: AccessStore, id: string): Promise<CargoFilerDetail> {
  const intent = {
    ...({ action: 'record.search', type: 'record.search', decision: 'allow' } as const),
    ...{ details: { what: 'filer' }, ref: `sender:${id}` },
  }
  return access.transaction(intent, async (tx) => {
    const filer = onlyOf(await listFilers(tx, id))
    tx.counted(1)
    const sender = await tx.db
      .selectFrom('sender')
      .select(['settings', 'callback_url'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return {
      ...filer,
      carriers: settingsOf(sender.settings).carriers,
      hasWebhook: sender.callback_url !== null,
      ...(await defectsOf(tx, id)),
      answers: await answersOf(tx, id),
    }
  })
}

/** The newest filings of a filer, as `f`. */
const newestFilings = (tx: Tx, id: string) => sql`(
  select to_char(received_at at time zone 'UTC', 'YYYY-MM-01') as month, finding_codes, faults from cargo_filing
  where sender_id = ${id} and current and ordinal < ${stowedFrom} and received_at > ${tx.now}::timestamptz - ${sinceShown}
  order by received_at desc limit ${mostFilings}) f`

async function defectsOf(tx: Tx, id: string): Promise<Pick<CargoFilerDetail, 'months' | 'codes' | 'isCut'>> {
  const { rows } = await sql<{ month: string; filings: number; defective: number }>`
    select month, count(*)::int as filings, (count(*) filter (where faults > 0))::int as defective
    from ${newestFilings(tx, id)} group by month`.execute(tx.db)
  const { rows: counted } = await sql<{ code: string; month: string; count: number; total: number }>`
    select code, month, count, total from (
      select code, month, count(*)::int as count, (sum(count(*)) over (partition by code))::int as total
      from ${newestFilings(tx, id)} cross join unnest(f.finding_codes) as c (code) group by code, month
    ) n order by total desc, code, month desc`.execute(tx.db)
  const codes = new Map<string, CargoFilerDetail['codes'][number]>()
  for (const { code, month, count, total } of counted) {
    const known = codes.get(code) ?? { code, count: total, months: [] }
    known.months.push({ month, count })
    codes.set(code, known)
  }
  const byMonth = new Map(rows.map((row) => [row.month, row]))
  const months = lastMonths(tx.now).map((month) => byMonth.get(month) ?? { month, filings: 0, defective: 0 })
  return {
    months,
    codes: [...codes.values()].slice(0, mostCodes),
    isCut: rows.reduce((sum, { filings }) => sum + filings, 0) >= mostFilings,
  }
}

/** Returns the months that are shown, the oldest first, such as `2026-11-01`. */
function lastMonths(now: Date): string[] {
  return Array.from({ length: monthsShown + 1 }, (_, place) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsShown + place, 1))
    return first.toISOString().slice(0, 10)
  })
}

async function answersOf(tx: Tx, id: string): Promise<CargoFilerDetail['answers']> {
  const { rows } = await sql<CargoFilerDetail['answers']>`
    select (count(*) filter (where delivered_at is null and replaced_at is null and failed_at is null))::int as waiting,
      (count(*) filter (where delivered_at is not null and not pulled))::int as delivered,
      (count(*) filter (where delivered_at is not null and pulled))::int as pulled,
      (count(*) filter (where delivered_at is null and replaced_at is not null))::int as replaced,
      (count(*) filter (where delivered_at is null and replaced_at is null and failed_at is not null))::int as failed
    from cargo_answer where sender_id = ${id} and at > ${tx.now}::timestamptz - ${sinceShown}`.execute(tx.db)
  return rows[0] ?? { waiting: 0, delivered: 0, pulled: 0, replaced: 0, failed: 0 }
}
