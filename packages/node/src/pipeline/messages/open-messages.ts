import type { Actor, Purpose } from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../safeguards/access/http.ts'
import { purposeFor } from '../../safeguards/access/system.ts'
import { regimes } from '../../safeguards/retention/regimes.ts'
import type { Schema } from '../../store/schema.ts'
import type { MessageRow } from '../gateway/intake.ts'
import type { SenderRow } from '../gateway/pipeline-steps.ts'
import { readMessageJob } from '../jobs/jobs.ts'

/**
 * Returns the sender of the request's key. Error: `sender-unknown`, also for a person: only a sender hands in messages.
 */
export function senderOf(request: FastifyRequest): SenderRow {
  if (actorOf(request).role !== 'sender' || request.sender === null) throw fail('sender-unknown')
  return request.sender
}

/** Runs one transaction on one message of a gateway: access to its row is checked before anything is read. */
export function onMessageOf<T>(
  gateway: string,
  access: AccessStore,
  id: string,
  intent: Omit<AccessIntent, 'on' | 'ref'>,
  work: (tx: Tx, row: MessageRow) => Promise<T>,
): Promise<T> {
  let found: MessageRow | undefined
  return access.transaction(
    {
      ...intent,
      ref: `message:${id}`,
      on: async (db) => {
        found = await db
          .selectFrom('message')
          .selectAll()
          .where('id', '=', id)
          .where('gateway', '=', gateway)
          .executeTakeFirst()
        return found
      },
    },
    async (tx) => {
      if (tx.actor.role === 'sender' && (await isPlantedMessage(tx, id))) throw fail('not-found')
      return work(tx, found as MessageRow)
    },
  )
}

/** Returns whether the node invented a message. Its sender must not see it. */
async function isPlantedMessage(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ planted: boolean }>`select is_planted_message(${id}::uuid) as planted`.execute(tx.db)
  return rows[0]?.planted === true
}

/** Runs the list of a route, with one log entry that counts its rows. A sender lists its own rows. */
export function listFor<T extends { items: readonly unknown[] }>(
  deps: Pick<CoreDeps, 'store'>,
  request: FastifyRequest,
  what: string,
  list: (tx: Tx) => Promise<T>,
): Promise<T> {
  const action = actorOf(request).role === 'sender' ? ('record.read' as const) : ('record.search' as const)
  const intent = { action, type: 'record.search', decision: 'allow', details: { what } } as const
  return accessOf(deps, request).transaction(intent, async (tx) => {
    const found = await list(tx)
    tx.counted(found.items.length)
    return found
  })
}

/** Returns the one row of a list. Error: `not-found`. */
export function onlyOf<T>({ items: [only] }: { items: readonly T[] }): T {
  if (only === undefined) throw fail('not-found')
  return only
}

/** The answer of a route that gives a message as received. */
export const bytesAnswer = {
  examples: { answer: 'bytes' },
  described: {
    answers: {
      200: {
        description: 'The bytes of the message.',
        content: { 'application/octet-stream': { schema: z.string() } },
      },
    },
  },
}

/** Adds the route that reads a stored message of a gateway again. */
export function readAgainRoute(app: App, deps: Pick<CoreDeps, 'store'>, gateway: string): void {
  const intent = { action: 'message.reread', type: 'record.read', details: { part: 'read-again' } } as const
  app.post(
    `/v1/${gateway}/messages/:id/read`,
    {
      schema: {
        summary: `Read a stored message again (${gateway})`,
        personal: true,
        params: z.object({ id: z.uuid() }),
        response: { 202: z.object({ id: z.uuid(), version: z.int() }) },
      },
    },
    async (request, reply) => {
      const asked = await onMessageOf(gateway, accessOf(deps, request), request.params.id, intent, async (tx, row) => {
        const version = row.read_version + 1
        const payload = { messageId: row.id, purpose: purposeFor(row), version }
        await tx.enqueue(readMessageJob, payload, { jobKey: `read:${row.id}` })
        return { id: row.id, version }
      })
      return reply.code(202).send(asked)
    },
  )
}

/**
 * Builds the condition for the messages that an actor may see for a purpose: a list leaves out rows that would be
 * refused one by one.
 */
export function messagesSeen(tx: Pick<Tx, 'actor' | 'purpose' | 'now'>) {
  const { actor, purpose, now } = tx
  return (e: ExpressionBuilder<Schema, 'message'>): Expression<SqlBool> => {
    const conditions: Expression<SqlBool>[] = [e('message.delete_at', '>', now)]
    if (actor.role === 'sender')
      conditions.push(e('message.sender_id', '=', actor.account), sql<SqlBool>`not is_planted_message(message.id)`)
    else if (!seesEveryTeam(actor))
      conditions.push(e('message.team', 'in', actor.teams.length > 0 ? actor.teams : ['']))
    // A sender sees its own messages under each of its regimes.
    if (actor.role !== 'sender' && !reviewsEverything(actor, purpose)) {
      conditions.push(e('message.regime', 'in', regimesFor(purpose)))
      conditions.push(e(e.val(purpose ?? ''), '=', e.fn.any('message.purposes')))
    }
    return e.and(conditions)
  }
}

/** Returns the SQL condition for rows of the table `name` that an actor may see, by the same clauses as messages. */
export function rowsSeen(tx: Pick<Tx, 'actor' | 'purpose' | 'now'>, name: string) {
  const { actor, purpose, now } = tx
  const of = (column: string) => sql.ref(`${name}.${column}`)
  const conditions = [sql<SqlBool>`${of('delete_at')} > ${now}`]
  if (!seesEveryTeam(actor)) conditions.push(sql<SqlBool>`${of('team')} = any(${[...actor.teams]}::text[])`)
  if (!reviewsEverything(actor, purpose))
    conditions.push(
      sql<SqlBool>`${of('regime')} = any(${regimesFor(purpose)}::text[]) and ${purpose ?? ''} = any(${of('purposes')})`,
    )
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

const seesEveryTeam = (actor: Actor): boolean => actor.role === 'oversight' || actor.role === 'system'
const reviewsEverything = (actor: Actor, purpose: Purpose | null): boolean =>
  actor.role === 'oversight' && purpose === 'human-rights-review'
function regimesFor(purpose: Purpose | null): string[] {
  const usable = Object.values(regimes).filter((regime) => purpose !== null && regime.purposes.includes(purpose))
  return usable.length > 0 ? usable.map(({ id }) => id) : ['']
}
