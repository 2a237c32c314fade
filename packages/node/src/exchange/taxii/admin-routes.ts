import {
  NewTaxiiCollection,
  NewTaxiiUser,
  type Purpose,
  page,
  TaxiiCollection,
  TaxiiUser,
  TaxiiUserSecret,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import { makePassword } from '../../safeguards/access/accounts/make-password.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import type { PasswordChecks } from '../../safeguards/access/sessions/password-checks.ts'
import { projectTaxiiJob } from '../jobs.ts'
import { addCollection, type Collection } from './collections.ts'
import { addUser, type TaxiiUser as UserRow } from './users.ts'

const Id = z.object({ id: z.uuid() })
const managing = (what: string, decision: 'allow' | 'done' = 'done'): AccessIntent => ({
  action: 'sender.manage',
  type: 'config.change',
  impersonal: true,
  decision,
  details: { what },
})

/**
 * Registers the routes with which an administrator manages TAXII clients and collections. The agreements decide what a
 * client may read.
 */
export function taxiiAdminRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { passwords: PasswordChecks }): void {
  app.get(
    '/v1/taxii/users',
    { schema: { summary: 'List the clients of TAXII', response: { 200: page(TaxiiUser) } } },
    async (request) => ({
      items: await accessOf(deps, request).transaction(managing('TAXII users read', 'allow'), async (tx) =>
        (await tx.db.selectFrom('taxii_user').selectAll().orderBy('name').execute()).map(describeUser),
      ),
      next: null,
    }),
  )
  app.post(
    '/v1/taxii/users',
    {
      config: { secret: true },
      schema: {
        summary: 'Create a client of TAXII',
        errors: ['certificate-taken', 'name-taken', 'too-many-requests'],
        body: NewTaxiiUser,
        response: { 201: TaxiiUserSecret },
      },
    },
    async (request, reply) => {
      const { certificate, ...user } = request.body
      const intent = managing('TAXII user added')
      const secret = certificate === null ? await makePassword(deps, request, intent) : { certificate }
      const made = await accessOf(deps, request).transaction(intent, async (tx) => {
        const added = await addUser(tx, user, secret)
        tx.note({ user: added.id, member: user.member })
        await tx.enqueue(projectTaxiiJob, { userId: added.id })
        return added
      })
      return reply.code(201).send(made)
    },
  )
  app.post(
    '/v1/taxii/users/:id/disable',
    { schema: { summary: 'Disable a client of TAXII', params: Id, response: { 200: TaxiiUser } } },
    async (request) => {
      const { id } = request.params
      return accessOf(deps, request).transaction(
        { ...managing('TAXII user disabled'), ref: `taxii:${id}` },
        async (tx) => {
          const row = await tx.db
            .updateTable('taxii_user')
            .set({ disabled_at: tx.now })
            .where('id', '=', id)
            .returningAll()
            .executeTakeFirst()
          if (row === undefined) throw fail('not-found')
          return describeUser(row)
        },
      )
    },
  )
  app.get(
    '/v1/taxii/collections',
    { schema: { summary: 'List the collections of TAXII', response: { 200: page(TaxiiCollection) } } },
    async (request) => ({
      items: await accessOf(deps, request).transaction(managing('TAXII collections read', 'allow'), async (tx) =>
        (await tx.db.selectFrom('taxii_collection').selectAll().orderBy('id').execute()).map(describe),
      ),
      next: null,
    }),
  )
  app.post(
    '/v1/taxii/collections',
    {
      schema: {
        summary: 'Create a collection of TAXII',
        errors: ['agreement-unknown', 'name-taken'],
        body: NewTaxiiCollection,
        response: { 201: TaxiiCollection },
      },
    },
    async (request, reply) => {
      const made = await accessOf(deps, request).transaction(managing('TAXII collection added'), async (tx) => {
        const collection = await addCollection(tx, request.body)
        tx.note({ collection: collection.id, agreement: collection.agreement_id })
        await tx.enqueue(projectTaxiiJob, { agreements: [collection.agreement_id] })
        return collection
      })
      return reply.code(201).send(describe(made))
    },
  )
}

const describeUser = (user: UserRow) => ({
  id: user.id,
  name: user.name,
  member: user.member,
  purpose: user.purpose as Purpose,
  certificate: user.certificate?.toString('hex') ?? null,
  synthetic: user.synthetic,
  createdAt: user.created_at.toISOString(),
  disabledAt: user.disabled_at?.toISOString() ?? null,
})
const describe = ({ id, title, agreement_id, alias, kind }: Collection) => ({
  ...{ id, title, agreement: agreement_id, alias, kind },
  path: `/taxii2/${agreement_id}/collections/${id}/`,
})
