import { Bank, NewBank, PatchBank, page } from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { banksOf, bankOf as describe, findBank } from './bank-row.ts'
import { changeBank, createBank, deleteBank } from './change-bank.ts'

const Name = z.object({ name: z.string().max(200) })
// A bank's terms are not personal data; the routes of items open its content.
const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow', impersonal: true }
const writing = (what: string): AccessIntent => ({
  action: 'bank.write',
  type: 'config.change',
  impersonal: true,
  details: { what },
})

export function bankRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { index: ContentIndex }): void {
  /** Waits until the index has the change, so that the client's next request finds it. */
  const applied = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work
    await deps.index.catchUp()
    return done
  }
  app.get('/v1/content/banks', { schema: { summary: 'List the banks', response: { 200: page(Bank) } } }, (request) =>
    accessOf(deps, request).transaction(reading, async (tx) => {
      tx.leavesNoEntry()
      const rows = await tx.db.selectFrom('bank').selectAll().where('deleted_at', 'is', null).orderBy('name').execute()
      return { items: await banksOf(tx, rows), next: null }
    }),
  )
  app.post(
    '/v1/content/banks',
    {
      schema: {
        summary: 'Create a bank',
        errors: [
          'bank-exists',
          'bank-name-invalid',
          'lawful-basis-missing',
          'purpose-not-agreed',
          'radius-out-of-range',
        ],
        body: NewBank,
        response: { 201: Bank },
      },
    },
    async (request, reply) => {
      const bank = await applied(
        accessOf(deps, request).transaction(writing('bank added'), (tx) => createBank(tx, request.body)),
      )
      return reply.code(201).send(bank)
    },
  )
  app.get(
    '/v1/content/banks/:name',
    { schema: { summary: 'Read a bank', params: Name, response: { 200: Bank } } },
    (request) =>
      accessOf(deps, request).transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        return describe(tx, await findBank(tx, request.params.name))
      }),
  )
  app.patch(
    '/v1/content/banks/:name',
    {
      schema: {
        summary: 'Change a bank',
        errors: [
          'bank-exists',
          'bank-name-invalid',
          'bank-of-member',
          'lawful-basis-missing',
          'purpose-not-agreed',
          'radius-out-of-range',
        ],
        params: Name,
        body: PatchBank,
        response: { 200: Bank },
      },
    },
    (request) =>
      applied(
        accessOf(deps, request).transaction(writing('bank changed'), (tx) =>
          changeBank(tx, request.params.name, request.body),
        ),
      ),
  )
  app.delete(
    '/v1/content/banks/:name',
    { schema: { summary: 'Delete a bank with its items', errors: ['bank-of-member'], params: Name } },
    async (request, reply) => {
      await applied(
        accessOf(deps, request).transaction(writing('bank deleted'), (tx) => deleteBank(tx, request.params.name)),
      )
      return reply.code(204).send()
    },
  )
}
