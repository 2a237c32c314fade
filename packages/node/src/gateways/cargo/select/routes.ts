import {
  CargoCapacity,
  CargoCapacityQuery,
  DrawDay,
  DrawnConsignmentList,
  PublicDraw,
  PublicDrawList,
} from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { readAttributes } from '../../../safeguards/access/system.ts'
import { checkTeam } from '../tables/table-actions.ts'
import { readCapacity } from './read-capacity.ts'
import { listDrawn, listDraws, readDraw } from './read-draw.ts'

const Day = z.object({ day: DrawDay })
const Page = z.object({
  next: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})

/** Routes of the draws and of the capacity of a day: the page for anyone, and the rest for those who check and use it. */
export function drawRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member'>): void {
  app.get(
    '/public/v1/cargo/draws/:day',
    {
      config: { open: true },
      schema: {
        summary: 'Read the draw of a day',
        description:
          'For anyone, without a key. The commitment is published before the day begins; consignments received before `committedAt` are not drawn. ' +
          'The key and the counts follow two days after the day, once its consignments have arrived.',
        params: Day,
        response: { 200: PublicDraw },
      },
    },
    async (request, reply) => {
      const draw = await readAttributes(deps, (db) => readDraw(db, request.params.day))
      // A proxy can answer for a minute, however many ask.
      return reply.header('cache-control', 'public, max-age=60').send(draw)
    },
  )
  app.get(
    '/v1/cargo/draws/:day/consignments',
    {
      schema: {
        summary: 'List the consignments that were drawn on a day',
        description: 'With the keys, strata and results of the draw, once the key of the day is revealed.',
        params: Day,
        querystring: Page,
        errors: ['draw-secret'],
        response: { 200: DrawnConsignmentList },
      },
    },
    (request) => {
      const { day } = request.params
      const what = { details: { what: 'draw' }, ref: `draw:${day}`, impersonal: true } as const
      const intent = { action: 'draw.read', type: 'record.search', decision: 'allow', ...what } as const
      return accessOf(deps, request).transaction(intent, async (tx) => {
        const list = await listDrawn(tx, day, request.query)
        tx.counted(list.items.length)
        return list
      })
    },
  )
  app.get(
    '/v1/cargo/draws',
    {
      schema: {
        summary: 'List the draws of the newest days',
        description: 'Newest first, at most 60. The counts follow with the key.',
        response: { 200: PublicDrawList },
      },
    },
    (request) => {
      const what = { details: { what: 'draws' }, impersonal: true } as const
      const intent = { action: 'draw.read', type: 'record.search', decision: 'allow', ...what } as const
      return accessOf(deps, request).transaction(intent, async (tx) => ({ items: await listDraws(tx.db) }))
    },
  )
  app.get(
    '/v1/cargo/capacity',
    {
      schema: {
        summary: 'Read how the consignments of a day went to the lanes',
        description:
          'By lane and reason of the newest assessment, stratum, and hour of the first assessment, with the capacity of the day and the goods beyond it. Counts only. Filers may not know them before the key of the day is revealed.',
        querystring: CargoCapacityQuery,
        response: { 200: CargoCapacity },
      },
    },
    (request) => {
      const what = { details: { what: 'capacity' }, impersonal: true } as const
      const intent = { action: 'table.read', type: 'record.search', decision: 'allow', ...what } as const
      return accessOf(deps, request).transaction(intent, (tx) => {
        checkTeam(tx)
        return readCapacity(tx, request.query.day)
      })
    },
  )
}
