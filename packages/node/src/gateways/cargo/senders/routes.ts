import { ComparableSignals, cargoPurposes, Purpose, type SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { signalAccessSql } from '../../../safeguards/access/signal-access/index.ts'

const Id = z.object({ id: z.uuid() })
/** The kinds of signals that goods and their parties can be compared with. */
const comparedKinds: SignalKind[] = ['person', 'organisation', 'consignment']

/** The route by which administrators see whether the signals of the node may be compared with the goods of a filer. */
export function filerSenderRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member'>): void {
  app.get(
    '/v1/cargo/senders/:id/signals',
    {
      schema: {
        summary: 'Count the signals that may be compared with the goods of a filer',
        description:
          'The active signals about people, organisations and consignments, and those of them whose purposes, markings and agreements allow the comparison.',
        errors: ['not-found'],
        params: Id,
        response: { 200: ComparableSignals },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(
        {
          ...({ action: 'sender.manage', type: 'config.change', impersonal: true, decision: 'allow' } as const),
          details: { what: 'comparable signals counted' },
        },
        (tx) => countComparable(tx, deps.member.id, request.params.id),
      ),
  )
}

/** Counts the signals that may be compared with the goods of a filer, under the purposes of its messages. Error: `not-found`. */
async function countComparable(tx: Tx, member: string, senderId: string): Promise<ComparableSignals> {
  const sender = await tx.db
    .selectFrom('sender')
    .select('purposes')
    .where('id', '=', senderId)
    .where('gateway', '=', 'cargo')
    .executeTakeFirst()
  if (sender === undefined) throw fail('not-found')
  const stated = (sender.purposes as Record<string, unknown>).CARGO ?? cargoPurposes
  const purposes = Purpose.options.filter((purpose) => Array.isArray(stated) && stated.includes(purpose))
  const allowed = purposes.map((purpose) =>
    signalAccessSql({ member, role: 'system', action: 'match', purpose, now: tx.now, table: 's' }),
  )
  const { rows } = await sql<ComparableSignals>`
    select count(*)::int as signals, count(*) filter (where ${sql.join([sql`false`, ...allowed], sql` or `)})::int as comparable
    from signal s where s.kind = any(${comparedKinds}::text[]) and s.status = 'active'
      and s.valid_from <= ${tx.now}::timestamptz and ${tx.now}::timestamptz < s.valid_until`.execute(tx.db)
  return rows[0] ?? { signals: 0, comparable: 0 }
}
