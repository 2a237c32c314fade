import { FiledConsignmentQuery, UndeclaredContainerList } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import { readCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import { onMessageOf, rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { readVoyages } from './read-voyages.ts'

const reading = { action: 'record.read', type: 'record.read', decision: 'allow' } as const

/** The route of a voyage: its containers without a declaration. */
export function voyageRoutes(app: App, deps: CoreDeps): void {
  app.get(
    '/v1/cargo/messages/:id/undeclared',
    {
      schema: {
        summary: 'List the undeclared containers of the voyage of a message',
        description:
          'All containers that stowage plans of the voyage have and that no declaration names, by number. The first of a voyage are consignments.',
        personal: true,
        params: z.object({ id: z.uuid() }),
        querystring: FiledConsignmentQuery,
        response: { 200: UndeclaredContainerList },
      },
    },
    (request) => {
      const intent = { ...reading, details: { part: 'undeclared' } }
      return onMessageOf('cargo', accessOf(deps, request), request.params.id, intent, (tx, row) =>
        readUndeclared(tx, row, request.query),
      )
    },
  )
}

/** The most voyages of one message that are looked up. A file of a filer could name one in each of its messages. */
const mostOfMessage = 20

/** Reads the undeclared containers of the voyages that a message names, however the plans name them. */
async function readUndeclared(
  tx: Tx,
  { id, read_version: version }: MessageRow,
  { limit = 100, next }: FiledConsignmentQuery,
): Promise<UndeclaredContainerList> {
  const named = await tx.db
    .selectFrom('cargo_voyage_message as m')
    .innerJoin('cargo_voyage as v', 'v.id', 'm.voyage_id')
    .select(['v.id', 'v.series'])
    .distinct()
    .where('m.message_id', '=', id)
    .where('m.read_version', '=', version)
    .orderBy('v.id')
    .limit(mostOfMessage)
    .execute()
  const ids = new Set<string>()
  for (const voyage of named) for (const one of (await readVoyages(tx, voyage)).voyages.keys()) ids.add(one)
  if (ids.size === 0) return { items: [], next: null, total: 0 }
  const after = readCursor(next, 1)?.[0] ?? ''
  const listed = tx.db.selectFrom('cargo_undeclared as u').where('u.voyage_id', 'in', [...ids])
  const rows = await listed
    .select(['u.container', 'u.filled', 'u.kg', 'u.port_of_loading', 'u.port_of_discharge', 'u.message_id'])
    .select((e) =>
      e
        .selectFrom('cargo_consignment as c')
        .select('c.id')
        .whereRef('c.key', '=', 'u.key')
        .where('c.state', '<>', 'cancelled')
        .where(rowsSeen(tx, 'c'))
        .orderBy('c.generation', 'desc')
        .limit(1)
        .as('consignment_id'),
    )
    .where(sql<string>`u.container collate "C"`, '>', after)
    .orderBy(sql`u.container collate "C"`)
    .limit(limit + 1)
    .execute()
  const { total } = await listed.select((e) => e.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  tx.counted(page.length)
  return {
    items: page.map((row) => ({
      ...{ container: row.container, filled: row.filled, grossKg: row.kg, portOfLoading: row.port_of_loading },
      ...{ portOfDischarge: row.port_of_discharge, planId: row.message_id, consignmentId: row.consignment_id },
    })),
    next: rows.length > limit && last !== undefined ? writeCursor([last.container]) : null,
    total: Number(total),
  }
}
