import { SessionInfo } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Database } from '../access-store.ts'
import type { CoreDeps } from '../core-deps.ts'
import { type App, accessOf, actorOf } from '../http.ts'
import { longestSessionHours } from '../sessions/authenticate.ts'
import { endOtherSessions } from '../sessions/prove-again.ts'

const intent = (what: string, decision: 'allow' | 'done', ref: string | null = null): AccessIntent => ({
  ...{ action: 'key.own', type: 'people.session', impersonal: true, decision, details: { what }, ref },
})

/** Registers the routes with which people list and end their own sessions. A session that ended loses its live events at once. */
export function ownSessionRoutes(
  app: App,
  deps: Pick<CoreDeps, 'store'> & { coverMinutes: number; sessionEnded: () => Promise<void> },
): void {
  app.get(
    '/v1/me/sessions',
    {
      schema: {
        summary: 'List your own open sessions',
        response: { 200: z.object({ items: z.array(SessionInfo) }) },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(intent('sessions read', 'allow'), async (tx) => {
        const rows = await openSessions(tx.db, tx.actor.account, tx.now, deps.coverMinutes)
        const current = (hash: Buffer) => request.sessionHash?.equals(hash) === true
        return {
          items: rows.map((row) => ({
            ...{ id: row.id, current: current(row.id_hash), network: row.network, browser: row.browser },
            ...{ method: row.method as SessionInfo['method'], role: row.role as SessionInfo['role'] },
            ...{ createdAt: row.created_at.toISOString(), lastSeenAt: row.last_seen_at.toISOString() },
          })),
        }
      }),
  )
  app.delete(
    '/v1/me/sessions/:id',
    { schema: { summary: 'End a session of your own', params: z.object({ id: z.uuid() }) } },
    async (request, reply) => {
      const { id } = request.params
      await accessOf(deps, request).transaction(intent('session ended', 'done', `session:${id}`), async (tx) => {
        const ended = await tx.db
          .updateTable('session')
          .set({ ended_at: tx.now })
          .where('id', '=', id)
          .where('account_id', '=', actorOf(request).account)
          .where('ended_at', 'is', null)
          .executeTakeFirst()
        if (ended.numUpdatedRows === 0n) throw fail('not-found')
      })
      await deps.sessionEnded()
      return reply.code(204).send()
    },
  )
  app.delete('/v1/me/sessions', { schema: { summary: 'End all your other sessions' } }, async (request, reply) => {
    await accessOf(deps, request).transaction(intent('other sessions ended', 'done'), (tx) =>
      endOtherSessions(tx, tx.actor.account, request.sessionHash),
    )
    await deps.sessionEnded()
    return reply.code(204).send()
  })
}

const openSessions = (db: Database, accountId: string, now: Date, coverMinutes: number) =>
  db
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('last_seen_at', '>=', sql<Date>`${now}::timestamptz - ${`${coverMinutes} minutes`}::interval`)
    .where('created_at', '>=', sql<Date>`${now}::timestamptz - ${`${longestSessionHours} hours`}::interval`)
    .orderBy('last_seen_at', 'desc')
    .execute()
