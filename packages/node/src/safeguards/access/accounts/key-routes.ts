import { NewPersonKey, NewPersonKeyAnswer, PersonKey } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent } from '../access-store.ts'
import type { CoreDeps } from '../core-deps.ts'
import { type App, accessOf, actorOf } from '../http.ts'
import { readScope } from '../roles.ts'
import { requireFresh } from '../sessions/prove-again.ts'
import { keysInUse } from './list-accounts.ts'
import { makePersonKey, revokePersonKey } from './person-key.ts'

const Id = z.object({ id: z.uuid() })
const intent = (what: string, id: string | null, decision: 'allow' | 'done'): AccessIntent => ({
  ...{ action: 'key.own', type: 'config.change', impersonal: true, decision, details: { what } },
  ref: id === null ? null : `key:${id}`,
})

/** Registers the routes for the keys of people: everybody lists and ends their own, oversight ends those of oversight. */
export function keyRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/me/keys',
    {
      schema: {
        summary: 'List your own keys for the command line',
        response: { 200: z.object({ items: z.array(PersonKey) }) },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(intent('keys read', null, 'allow'), async (tx) => {
        const keys = await keysInUse(tx.db, tx.now)
        const items = keys.filter(({ accountId }) => accountId === tx.actor.account)
        return { items: items.map(({ accountId: _, ...key }) => key) }
      }),
  )
  app.post(
    '/v1/me/keys',
    {
      config: { secret: true },
      schema: {
        summary: 'Make a key of your own for the command line, shown once',
        errors: ['fresh-sign-in-needed', 'scope-forbidden', 'second-factor-needed', 'session-needed', 'too-many-keys'],
        body: NewPersonKey,
        response: { 201: NewPersonKeyAnswer },
      },
    },
    async (request, reply) => {
      if (request.secondFactorNeeded) throw fail('second-factor-needed')
      const { actions = [readScope], ...wanted } = request.body
      const made = await accessOf(deps, request).transaction(intent('key made', null, 'done'), async (tx) => {
        await requireFresh(tx, request)
        const account = await tx.db
          .selectFrom('account')
          .select('name')
          .where('id', '=', tx.actor.account)
          .executeTakeFirstOrThrow()
        const { account: _, ...key } = await makePersonKey(
          tx.db,
          { account: account.name, actions, byOwner: true, ...wanted },
          tx.now,
        )
        tx.about(`key:${key.id}`)
        tx.note({ actions: [...actions] })
        return key
      })
      return reply.code(201).send(made)
    },
  )
  app.delete(
    '/v1/me/keys/:id',
    { schema: { summary: 'End a key of your own', params: Id } },
    async (request, reply) => {
      const { id } = request.params
      await accessOf(deps, request).transaction(intent('key revoked', id, 'done'), async (tx) => {
        const ended = await tx.db
          .updateTable('person_key')
          .set({ revoked_at: tx.now })
          .where('id', '=', id)
          .where('account_id', '=', actorOf(request).account)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
        if (ended.numUpdatedRows === 0n) throw fail('not-found')
      })
      return reply.code(204).send()
    },
  )
  app.delete(
    '/v1/oversight/keys/:id',
    { schema: { summary: 'End a key of an oversight account', errors: ['consent-missing'], params: Id } },
    async (request, reply) => {
      const { id } = request.params
      const ending: AccessIntent = {
        ...{ action: 'oversight.consent', type: 'oversight.note', impersonal: true, ref: `key:${id}` },
        details: { what: 'key revoked' },
      }
      await accessOf(deps, request).transaction(ending, (tx) => revokePersonKey(tx, id))
      return reply.code(204).send()
    },
  )
}
