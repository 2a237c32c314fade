import {
  CallbackSecret,
  type GatewayVocabulary,
  type NecessitySubject,
  NewKey,
  NewSender,
  PatchSender,
  Sender,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import { isReleased } from '../../retention/regimes.ts'
import type { AccessIntent, Tx } from '../access-store.ts'
import { revokePersonKey } from '../accounts/person-key.ts'
import type { CoreDeps } from '../core-deps.ts'
import { type App, accessOf } from '../http.ts'
import type { SenderKeys } from '../sessions/sender-keys.ts'
import { fitLaw } from './fit-law.ts'
import {
  changeSettings,
  createSender,
  createSenderKey,
  listSenders,
  newCallbackSecret,
  refuseForeign,
  vocabularyOf,
} from './senders.ts'

const Id = z.object({ id: z.uuid() })
const intent = (what: string, decision: 'allow' | 'done' = 'done'): AccessIntent => ({
  action: 'sender.manage',
  type: 'config.change',
  impersonal: true,
  decision,
  details: { what },
})

/**
 * Registers the routes for senders: their keys, the regime and purposes of each format, the callback address, and
 * settings of the gateway.
 */
export function senderRoutes(
  app: App,
  deps: Pick<CoreDeps, 'store'> & {
    vocabularies: readonly GatewayVocabulary[]
    senderKeys: SenderKeys
    /** Refuses what has no record of necessity in force. */
    requireNecessity: (tx: Tx, subject: NecessitySubject, where?: { at?: string }) => Promise<void>
  },
): void {
  /** A regime that the operator wrote needs a record of its own, when a sender begins to use it. */
  async function requireOwnLaw(tx: Tx, regimes: Record<string, string | undefined> = {}): Promise<void> {
    for (const [format, id] of Object.entries(regimes))
      if (id !== undefined && !isReleased(id))
        await deps.requireNecessity(tx, { type: 'regime', id }, { at: `/regimes/${format}` })
  }
  app.get(
    '/v1/senders',
    {
      schema: { summary: 'List the senders', response: { 200: z.object({ items: z.array(Sender), next: z.null() }) } },
    },
    async (request) => ({
      items: await accessOf(deps, request).transaction(intent('senders read', 'allow'), (tx) => listSenders(tx.db)),
      next: null,
    }),
  )
  app.post(
    '/v1/senders',
    {
      schema: {
        summary: 'Create a sender',
        errors: ['impact-assessment-expired', 'name-taken', 'necessity-missing', 'not-found'],
        body: NewSender,
        response: { 201: Sender },
      },
    },
    async (request, reply) => {
      const { name, ...rest } = request.body
      const sender = await accessOf(deps, request).transaction(intent('sender added'), async (tx) => {
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
        const { kind } = vocabularyOf(deps.vocabularies, rest.gateway)
        await deps.requireNecessity(tx, { type: 'gateway', id: kind }, { at: '/gateway' })
        await requireOwnLaw(tx, rest.regimes)
        const made = await one(tx, await createSender(tx.db, { name, ...given }, deps.vocabularies))
        tx.note({ sender: made.id })
        return made
      })
      return reply.code(201).send(sender)
    },
  )
  app.patch(
    '/v1/senders/:id',
    {
      schema: {
        summary: 'Change the settings of a sender',
        errors: ['impact-assessment-expired', 'name-taken', 'necessity-missing'],
        params: Id,
        body: PatchSender,
        response: { 200: Sender },
      },
    },
    async (request) => {
      const { id } = request.params
      const change = { ...intent('sender changed'), ref: `sender:${id}` }
      const changed = await accessOf(deps, request).transaction(change, async (tx) => {
        const before = await one(tx, id)
        const body = request.body
        await refuseTakenName(tx, before, body.name)
        const vocabulary = vocabularyOf(deps.vocabularies, before.gateway)
        refuseForeign(vocabulary, body)
        const law = fitLaw(before, body)
        await requireOwnLaw(tx, body.regimes)
        const settings = Object.keys(body.settings ?? {}).map((name) => `settings.${name}`)
        tx.note({ fields: [...Object.keys(body).filter((field) => field !== 'settings'), ...settings] })
        await tx.db
          .updateTable('sender')
          .set({
            name: body.name ?? before.name,
            regimes: JSON.stringify(law.regimes),
            purposes: JSON.stringify(law.purposes),
            callback_url: body.callbackUrl === undefined ? before.callbackUrl : body.callbackUrl,
            ...(body.settings === undefined ? {} : changeSettings(vocabulary, before.settings, body.settings)),
          })
          .where('id', '=', before.id)
          .execute()
        return one(tx, before.id)
      })
      deps.senderKeys.forget()
      return changed
    },
  )
  app.post(
    '/v1/senders/:id/keys',
    {
      config: { secret: true },
      schema: { summary: 'Issue a key for a sender', params: Id, response: { 201: NewKey } },
    },
    async (request, reply) => {
      const { id } = request.params
      const key = await accessOf(deps, request).transaction(
        { ...intent('sender key added'), ref: `sender:${id}` },
        async (tx) => {
          const sender = await one(tx, id)
          return createSenderKey(tx.db, sender.id)
        },
      )
      return reply.code(201).send(key)
    },
  )
  app.post(
    '/v1/senders/:id/callback-secret',
    {
      config: { secret: true },
      schema: {
        summary: 'Replace the secret that signs callbacks to a sender',
        params: Id,
        response: { 201: CallbackSecret },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const renewed = { ...intent('callback secret replaced'), ref: `sender:${id}` }
      const secret = await accessOf(deps, request).transaction(renewed, async (tx) => {
        const sender = await one(tx, id)
        const callback_secret = newCallbackSecret()
        await tx.db.updateTable('sender').set({ callback_secret }).where('id', '=', sender.id).execute()
        return callback_secret
      })
      return reply.code(201).send({ secret })
    },
  )
  app.delete(
    '/v1/keys/:id',
    { schema: { summary: 'Revoke a key', errors: ['consent-missing'], params: Id } },
    async (request, reply) => {
      const { id } = request.params
      await accessOf(deps, request).transaction({ ...intent('key revoked'), ref: `key:${id}` }, async (tx) => {
        const ended = await tx.db
          .updateTable('sender_key')
          .set({ revoked_at: tx.now })
          .where('id', '=', id)
          .executeTakeFirst()
        if (ended.numUpdatedRows === 0n) await revokePersonKey(tx, id)
      })
      deps.senderKeys.forget()
      return reply.code(204).send()
    },
  )
}

async function one(tx: Tx, id: string): Promise<Sender> {
  const sender = (await listSenders(tx.db, id))[0]
  if (sender === undefined) throw fail('not-found')
  return sender
}

async function refuseTakenName(tx: Tx, before: Sender, name: string | undefined): Promise<void> {
  if (name === undefined || name === before.name) return
  const taken = await tx.db.selectFrom('sender').select('id').where('name', '=', name).executeTakeFirst()
  if (taken !== undefined) throw fail('name-taken', { at: '/name' })
}
