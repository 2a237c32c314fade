import { CargoHeadingList, CargoPeers, CargoPeersQuery, CargoRoute, CargoSightingList } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { openNewest } from '../consignments/open-version.ts'
import { readHeadings } from '../tables/read-headings.ts'
import { readPeers } from './read-peers.ts'
import { readRoute } from './read-route.ts'
import { readSightings } from './read-sightings.ts'

const Id = z.object({ id: z.uuid() })

/** Routes that compare one consignment with others: peers of its HS code, usual ways of its route, earlier ones of its parties. */
export function comparisonRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  const onConsignment = <T>(
    request: Parameters<typeof accessOf>[1],
    id: string,
    part: string,
    work: (tx: Tx) => Promise<T>,
  ) =>
    accessOf(deps, request).transaction(
      {
        ...({ action: 'record.read', type: 'record.read', decision: 'allow', ref: `consignment:${id}` } as const),
        details: { part },
        on: (db) => db.selectFrom('cargo_consignment').selectAll().where('id', '=', id).executeTakeFirst(),
      },
      work,
    )
  app.get(
    '/v1/cargo/consignments/:id/peers',
    {
      schema: {
        summary: 'Compare a consignment with others of the same HS code',
        description: 'The points are at most 500 other consignments, drawn at random and rounded, without ids.',
        personal: true,
        params: Id,
        querystring: CargoPeersQuery,
        response: { 200: CargoPeers },
      },
    },
    (request) => {
      const { id } = request.params
      return onConsignment(request, id, 'peers', (tx) => readPeers(tx, id, request.query.of))
    },
  )
  const merged = async (tx: Tx, id: string) => {
    const opened = (await openNewest(tx, [id]))[0]?.open()
    if (opened === undefined) throw fail('not-found')
    return opened.value
  }
  app.get(
    '/v1/cargo/consignments/:id/route',
    {
      schema: {
        summary: 'Read the route of a consignment and the usual ways between its ends',
        personal: true,
        params: Id,
        response: { 200: CargoRoute },
      },
    },
    (request) => {
      const { id } = request.params
      return onConsignment(request, id, 'route', async (tx) => readRoute(tx, id, await merged(tx, id)))
    },
  )
  app.get(
    '/v1/cargo/consignments/:id/headings',
    {
      schema: {
        summary: 'Read the HS headings that descriptions of a consignment suggest, where its codes are others',
        description: 'By the texts of the table `hs` in force. A hint only. At most 200 goods lines are compared.',
        personal: true,
        params: Id,
        response: { 200: CargoHeadingList },
      },
    },
    (request) => {
      const { id } = request.params
      return onConsignment(request, id, 'headings', async (tx) => readHeadings(tx, (await merged(tx, id)).consignment))
    },
  )
  app.get(
    '/v1/cargo/consignments/:id/sightings',
    {
      schema: {
        summary: 'Count the earlier consignments of the parties, the route and the goods of a consignment',
        description: 'The counters know neither names nor consignments. Those of a masked consignment are not found.',
        personal: true,
        params: Id,
        response: { 200: CargoSightingList },
      },
    },
    (request) => {
      const { id } = request.params
      return onConsignment(request, id, 'sightings', async (tx) => readSightings(tx, id, await merged(tx, id)))
    },
  )
}
