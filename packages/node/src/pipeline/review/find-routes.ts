import { FindAnswer, FindRequest, RecentRequest, Recents, type Role } from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../safeguards/access/http.ts'
import { roleMay } from '../../safeguards/access/roles.ts'
import { Pace } from '../../safeguards/governor/pace.ts'
import type { Asked } from '../../safeguards/names/found-by-type.ts'
import { type FindDeps, find } from './find.ts'
import { keepSearch, openSearch } from './kept-search.ts'
import { keepRecent, listRecents } from './recents.ts'

/** A person may search this often. Each search is logged, so nobody needs more. */
const pace = {
  name: 'finds',
  total: { burst: 600, perSecond: 50 },
  each: { burst: 60, perSecond: 0.5 },
}

/** The rows that a search opens are decided by this action: a signal officer finds signals and members only. */
const intentOf = (role: Role): AccessIntent => ({
  action: roleMay(role, 'record.search') ? 'record.search' : 'signal.read',
  type: 'find.search',
  decision: 'allow',
})

/**
 * Routes of the search of everything, and of the pages that a person opened. The text is POSTed, so that no name is part
 * of an address; an opaque id opens the search again, for its author only.
 */
export function findRoutes(app: App, deps: FindDeps & Pick<CoreDeps, 'store' | 'clock'>): void {
  const finds = new Pace(pace, () => deps.clock().getTime())
  const answer = async (tx: Tx, id: string, asked: Asked): Promise<FindAnswer> => {
    const { items, more, complete } = await find(tx, deps, asked)
    tx.note({ results: items.length })
    const types = [...new Set(items.map(({ type }) => type))]
    const shown = (type: string) => items.filter((item) => item.type === type).length
    return {
      find: id,
      items,
      groups: types.map((type) => ({ type, shown: shown(type), more: more.includes(type) })),
      complete,
    }
  }
  app.post(
    '/v1/find',
    {
      schema: {
        summary: 'Search cases, people, signals and other records',
        personal: true,
        errors: ['body-invalid', 'query-too-short', 'too-many-requests'],
        body: FindRequest,
        response: { 200: FindAnswer },
      },
    },
    (request) => {
      const actor = actorOf(request)
      finds.take(actor.account)
      const { text, type = null, part = false } = request.body
      return accessOf(deps, request).transaction(intentOf(actor.role), async (tx) => {
        const asked = { text, type, part }
        return answer(tx, await keepSearch(tx, asked), asked)
      })
    },
  )
  app.get(
    '/v1/find/:id',
    {
      schema: {
        summary: 'Read the results of an earlier search',
        personal: true,
        errors: ['too-many-requests'],
        params: z.object({ id: z.uuid() }),
        response: { 200: FindAnswer },
      },
    },
    (request) => {
      const actor = actorOf(request)
      finds.take(actor.account)
      const { id } = request.params
      return accessOf(deps, request).transaction(intentOf(actor.role), async (tx) =>
        answer(tx, id, await openSearch(tx, id)),
      )
    },
  )
  app.get(
    '/v1/me/recents',
    { schema: { summary: 'List the pages that you opened last', personal: true, response: { 200: Recents } } },
    (request) => listRecents(accessOf(deps, request), deps.gateways),
  )
  app.put(
    '/v1/me/recents',
    {
      schema: {
        summary: 'Keep that you opened a page',
        errors: ['body-invalid'],
        body: RecentRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await keepRecent(accessOf(deps, request), deps.gateways, request.body)
      return reply.code(204).send(null)
    },
  )
}
