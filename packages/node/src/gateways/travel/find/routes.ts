import { FindAnswer, FindRequest, type FoundItem } from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { find, keepSearch, openSearch } from './find.ts'

const intent: AccessIntent = { action: 'record.search', type: 'record.search', decision: 'allow' }

/** Puts the items of one type together, in the order in which the types first appear. */
function inGroups(items: readonly FoundItem[]): Pick<FindAnswer, 'items' | 'groups' | 'complete'> {
  const types = [...new Set(items.map(({ type }) => type))]
  const groups = types.map((type) => ({ type, own: items.filter((item) => item.type === type) }))
  return {
    items: groups.flatMap(({ own }) => own),
    groups: groups.map(({ type, own }) => ({ type, shown: own.length, more: false })),
    complete: true,
  }
}

/**
 * Routes of the free-text search. The text is POSTed, so that no name is part of an address; an opaque id opens the
 * search again, for its author only.
 */
export function findRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.post(
    '/v1/find',
    {
      schema: {
        summary: 'Search cases, flights and travellers',
        personal: true,
        body: FindRequest,
        response: { 200: FindAnswer },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(intent, async (tx) => ({
        find: await keepSearch(tx, request.body.text),
        ...inGroups(await find(tx, request.body.text)),
      })),
  )
  app.get(
    '/v1/find/:id',
    {
      schema: {
        summary: 'Read the results of an earlier search',
        personal: true,
        params: z.object({ id: z.uuid() }),
        response: { 200: FindAnswer },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(intent, async (tx) => ({
        find: request.params.id,
        ...inGroups(await find(tx, await openSearch(tx, request.params.id))),
      })),
  )
}
