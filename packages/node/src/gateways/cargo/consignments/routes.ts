import {
  ConsignmentDetail,
  ConsignmentFindRequest,
  ConsignmentList,
  ConsignmentPlace,
  ConsignmentPlaceQuery,
  ConsignmentQuery,
  FiledConsignmentList,
  FiledConsignmentQuery,
} from '@entente/contracts'
import { z } from 'zod'
import { listFor, onlyOf, onMessageOf, rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../../safeguards/access/http.ts'
import { stowedFrom } from '../store/voyage-schema.ts'
import { listConsignments } from './list-consignments.ts'
import { listFiled } from './list-filed.ts'
import { readConsignment, readPlace } from './read-consignment.ts'
import { ownKey } from './stored-key.ts'

const Id = z.object({ id: z.uuid() })
const filed = {
  ...({ action: 'record.read', type: 'record.read', decision: 'allow' } as const),
  details: { part: 'consignments' },
}
const Version = z.object({ version: z.coerce.number().int().min(1).optional() })

/** Routes of consignments: list, read, find by key, places of values. */
export function consignmentRoutes(app: App, deps: CoreDeps): void {
  app.get(
    '/v1/cargo/consignments',
    {
      schema: {
        summary: 'List consignments',
        description: 'Without names or descriptions. `status` filters by the state of the data.',
        personal: true,
        querystring: ConsignmentQuery,
        response: { 200: ConsignmentList },
      },
    },
    (request) => listFor(deps, request, 'consignments', (tx) => listConsignments(tx, request.query)),
  )
  app.get(
    '/v1/cargo/consignments/:id',
    {
      schema: {
        summary: 'Read a consignment',
        personal: true,
        params: Id,
        querystring: Version,
        response: { 200: ConsignmentDetail },
      },
    },
    (request) => readConsignment(accessOf(deps, request), request.params.id, request.query.version),
  )
  app.get(
    '/v1/cargo/consignments/:id/place',
    {
      schema: {
        summary: 'Find the place of a value of a consignment in the message that states it',
        description: 'By the JSON pointer of the value in the newest version. The value itself is not returned.',
        personal: true,
        params: Id,
        querystring: ConsignmentPlaceQuery,
        response: { 200: ConsignmentPlace },
      },
    },
    (request) => readPlace(accessOf(deps, request), deps, request.params.id, request.query.at),
  )
  app.get(
    '/v1/cargo/messages/:id/consignments',
    {
      config: { sender: { gateway: 'cargo' } },
      schema: {
        summary: 'List the consignments of a message',
        description: 'In the order of the message. A filer sees the state of the data, and never that of a case.',
        personal: true,
        params: Id,
        querystring: FiledConsignmentQuery,
        response: { 200: FiledConsignmentList },
      },
    },
    (request) =>
      onMessageOf('cargo', accessOf(deps, request), request.params.id, filed, (tx, row) =>
        listFiled(tx, row, request.query),
      ),
  )
  app.post(
    '/v1/cargo/consignments/find',
    {
      config: { sender: { gateway: 'cargo' } },
      schema: {
        summary: 'Find a consignment by its key',
        description: 'The key is sent in the body, because paths are logged. The newest use of the key is returned.',
        personal: true,
        body: ConsignmentFindRequest,
        response: { 200: z.object({ id: z.uuid() }) },
      },
    },
    async (request) => {
      const isSender = actorOf(request).role === 'sender'
      const find = (tx: Tx) => findConsignments(tx, request.body.key, isSender)
      return onlyOf(await listFor(deps, request, 'consignments', find))
    },
  )
}

/** Finds the newest use of a key. A filer finds only what it filed itself, so that it learns nothing of others. */
async function findConsignments(tx: Tx, key: string, isSender: boolean): Promise<{ items: { id: string }[] }> {
  const named = isSender && tx.actor.account !== null ? ownKey(key, tx.actor.account) : key
  let query = tx.db
    .selectFrom('cargo_consignment as c')
    .select('c.id')
    .where((e) =>
      e.or([
        e('c.key', '=', named),
        e('c.id', 'in', e.selectFrom('cargo_alias').select('consignment_id').where('key', '=', named)),
      ]),
    )
    .where('c.version', '>', 0)
    .orderBy('c.generation', 'desc')
    .limit(1)
  query = isSender
    ? query
        .where('c.delete_at', '>', tx.now)
        .where('c.id', 'in', (e) =>
          e
            .selectFrom('cargo_filing')
            .select('consignment_id')
            .where('sender_id', '=', tx.actor.account)
            .where('ordinal', '<', stowedFrom),
        )
    : query.where(rowsSeen(tx, 'c'))
  return { items: await query.execute() }
}
