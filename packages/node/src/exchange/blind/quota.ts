import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'

export type BlindMode = 'single' | 'batch'
export interface BlindQuota {
  remaining: number
  resetAt: string
}

/**
 * Deducts elements, padding included, from a member's quota for a kind of signal under an agreement. The quota applies
 * to one day in UTC. Concurrent requests are serialised. Error: `quota-exhausted`, with the time until the next day.
 */
export async function takeQuota(
  tx: Tx,
  asked: { member: string; agreement: string; kind: string; mode: BlindMode; padded: number },
  perDay: number,
): Promise<BlindQuota> {
  const { member, agreement, kind, mode, padded } = asked
  await sql`select pg_advisory_xact_lock(hashtextextended(${`blind ${member} ${agreement} ${kind} ${mode}`}, 0))`.execute(
    tx.db,
  )
  const today = new Date(tx.now)
  today.setUTCHours(0, 0, 0, 0)
  const { used } = await tx.db
    .selectFrom('blind_check')
    .select((e) => e.fn.coalesce(e.fn.sum<string>('padded'), sql<string>`0`).as('used'))
    .where('direction', '=', 'answer')
    .where('member', '=', member)
    .where('agreement_id', '=', agreement)
    .where('kind', '=', kind)
    .where('mode', '=', mode)
    .where('at', '>=', today)
    .executeTakeFirstOrThrow()
  const resetAt = new Date(today.getTime() + 86_400_000)
  const remaining = perDay - Number(used) - padded
  if (remaining < 0)
    throw fail('quota-exhausted', {
      detail: `The quota is renewed at ${resetAt.toISOString()}.`,
      retryAfterMs: resetAt.getTime() - tx.now.getTime(),
    })
  return { remaining, resetAt: resetAt.toISOString() }
}
