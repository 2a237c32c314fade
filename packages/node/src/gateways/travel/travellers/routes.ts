import { SplitAnswer, SplitRequest, Traveller, TravellerRecord } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../../safeguards/access/http.ts'
import { loadRecord } from './load-record.ts'
import { loadTraveller } from './load-traveller.ts'
import { splitTraveller } from './split-traveller.ts'

const Id = z.object({ id: z.uuid() })

/** Routes of one traveller on one border crossing: the API resource, the record page, and the split by a person. */
export function travellerRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/travel/travellers/:id',
    { schema: { summary: 'Read a traveller', personal: true, params: Id, response: { 200: Traveller } } },
    (request) => {
      if (actorOf(request).role === 'sender') throw fail('role')
      return onTraveller(accessOf(deps, request), request.params.id, loadTraveller)
    },
  )
  app.get(
    '/v1/travel/travellers/:id/record',
    {
      schema: {
        summary: 'Read the record of a traveller as the desk shows it',
        personal: true,
        params: Id,
        response: { 200: TravellerRecord },
      },
    },
    (request) => {
      if (actorOf(request).role === 'sender') throw fail('role')
      return onTraveller(accessOf(deps, request), request.params.id, loadRecord)
    },
  )
  app.post(
    '/v1/travel/travellers/:id/split',
    {
      schema: {
        summary: 'Separate two people who were merged',
        personal: true,
        errors: ['version-conflict'],
        params: Id,
        body: SplitRequest,
        response: { 200: SplitAnswer },
      },
    },
    (request) => splitTraveller(accessOf(deps, request), request.params.id, request.body),
  )
}

function onTraveller<T>(access: AccessStore, id: string, work: (tx: Tx, id: string) => Promise<T>): Promise<T> {
  return access.transaction(
    {
      action: 'record.read',
      type: 'record.read',
      decision: 'allow',
      ref: `traveller:${id}`,
      on: (db) => db.selectFrom('traveller').selectAll().where('id', '=', id).executeTakeFirst(),
    },
    (tx) => work(tx, id),
  )
}
