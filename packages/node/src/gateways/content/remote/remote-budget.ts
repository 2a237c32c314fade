import type { RemoteTerms } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'

const spans = { minute: 60_000, day: 86_400_000 } as const
type Span = keyof typeof spans

/**
 * Takes signals from a client's budget of this minute and this day (UTC), and returns the rest of the day. All workers
 * of a node share the budget. Errors: `asked-too-fast`, `budget-spent`, each with the time to wait; nothing is taken
 * then.
 */
export async function takeBudget(
  tx: Tx,
  senderId: string,
  { perDay, perMinute }: RemoteTerms,
  signals: number,
): Promise<{ left: number; resetsAt: string }> {
  await take(tx, { senderId, span: 'minute', most: perMinute, signals, code: 'asked-too-fast' })
  const { asked, ends } = await take(tx, { senderId, span: 'day', most: perDay, signals, code: 'budget-spent' })
  return { left: perDay - asked, resetsAt: ends.toISOString() }
}

interface Taking {
  senderId: string
  span: Span
  most: number
  signals: number
  code: 'asked-too-fast' | 'budget-spent'
}

async function take(tx: Tx, { senderId, span, most, signals, code }: Taking): Promise<{ asked: number; ends: Date }> {
  const begins = new Date(Math.floor(tx.now.getTime() / spans[span]) * spans[span])
  const ends = new Date(begins.getTime() + spans[span])
  const { rows } = await sql<{ asked: number }>`
    insert into remote_use as u (sender_id, span, starts_at, asked) select ${senderId}::uuid, ${span}, ${begins}::timestamptz, ${signals}::int
      where ${signals}::int <= ${most}::int
    on conflict (sender_id, span) do update
      set starts_at = excluded.starts_at, asked = excluded.asked + case when u.starts_at = excluded.starts_at then u.asked else 0 end
      where excluded.asked + case when u.starts_at = excluded.starts_at then u.asked else 0 end <= ${most}::int
    returning asked`.execute(tx.db)
  const [row] = rows
  if (row === undefined) throw fail(code, { retryAfterMs: ends.getTime() - tx.now.getTime() })
  return { asked: row.asked, ends }
}
