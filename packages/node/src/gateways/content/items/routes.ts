import { AddItemsAnswer, AddItemsRequest, Item, PatchItem, page } from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { findBank } from '../banks/bank-row.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { addItems } from './add-items.ts'
import { changeItem, removeItem } from './change-item.ts'
import { listItems, readItem } from './read-items.ts'

const Name = z.object({ name: z.string().max(200) })
const Id = z.object({ id: z.uuid() })
const PageQuery = z.object({ next: z.string().optional(), limit: z.coerce.number().int().min(1).max(1000).optional() })

export function itemRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member'> & { index: ContentIndex }): void {
  const owner = deps.member.id
  const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow' }
  const writing = (type: string): AccessIntent => ({ action: 'bank.write', type })

  app.get(
    '/v1/content/banks/:name/items',
    {
      schema: {
        summary: 'List the items of a bank',
        personal: true,
        params: Name,
        querystring: PageQuery,
        response: { 200: page(Item) },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(reading, async (tx) => {
        const bank = await findBank(tx, request.params.name)
        return listItems(tx, bank.id, request.query)
      }),
  )
  app.post(
    '/v1/content/banks/:name/items',
    {
      schema: {
        summary: 'Add items to a bank',
        personal: true,
        errors: ['bank-of-member'],
        params: Name,
        body: AddItemsRequest,
        response: { 201: AddItemsAnswer },
      },
    },
    async (request, reply) => {
      const { numbers: _, ...answer } = await accessOf(deps, request).transaction(writing('signal.release'), (tx) =>
        addItems(tx, request.params.name, request.body.items, { owner }),
      )
      // Waits for the index, so that the client's next request matches the added items.
      await deps.index.catchUp()
      return reply.code(201).send(answer)
    },
  )
  app.get(
    '/v1/content/items/:id',
    { schema: { summary: 'Read an item of a bank', personal: true, params: Id, response: { 200: Item } } },
    (request) => accessOf(deps, request).transaction(reading, (tx) => readItem(tx, request.params.id)),
  )
  app.patch(
    '/v1/content/items/:id',
    {
      schema: {
        summary: 'Change an item of a bank',
        personal: true,
        errors: ['not-owner', 'signal-invalid'],
        params: Id,
        body: PatchItem,
        response: { 200: Item },
      },
    },
    async (request) => {
      const { id } = request.params
      const item = await accessOf(deps, request).transaction(writing('signal.release'), async (tx) => {
        await changeItem(tx, id, request.body, owner)
        return readItem(tx, id)
      })
      await deps.index.catchUp()
      return item
    },
  )
  app.delete(
    '/v1/content/items/:id',
    { schema: { summary: 'Delete an item of a bank', personal: true, errors: ['not-owner'], params: Id } },
    async (request, reply) => {
      await accessOf(deps, request).transaction(writing('signal.withdraw'), (tx) =>
        removeItem(tx, request.params.id, owner),
      )
      await deps.index.catchUp()
      return reply.code(204).send()
    },
  )
}
