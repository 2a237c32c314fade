import { randomUUID } from 'node:crypto'
import { Incident, NewIncident, PatchIncident, page } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'

const Id = z.object({ id: z.uuid() })
const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow', impersonal: true }
const writing = (what: string): AccessIntent => ({
  action: 'bank.write',
  type: 'config.change',
  impersonal: true,
  details: { what },
})

/**
 * Routes of incidents. Items of a running incident are compared with earlier uploads before other items, and their cases come first in the queue.
 * An incident ends by its own time.
 */
export function incidentRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/content/incidents',
    { schema: { summary: 'List incidents', response: { 200: page(Incident) } } },
    (request) =>
      accessOf(deps, request).transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        const rows = await tx.db.selectFrom('incident').select('id').orderBy('starts_at', 'desc').limit(200).execute()
        return { items: await Promise.all(rows.map(({ id }) => readIncident(tx, id))), next: null }
      }),
  )
  app.post(
    '/v1/content/incidents',
    {
      schema: { summary: 'Declare an incident', body: NewIncident, response: { 201: Incident } },
    },
    async (request, reply) => {
      const { name, level, startsAt, endsAt = null } = request.body
      const incident = await accessOf(deps, request).transaction(writing('incident opened'), async (tx) => {
        checkTimes(startsAt, endsAt)
        const id = randomUUID()
        await tx.db
          .insertInto('incident')
          .values({
            id,
            name,
            level,
            starts_at: startsAt,
            ends_at: endsAt,
            created_at: tx.now,
            person_id: tx.actor.person,
          })
          .execute()
        return readIncident(tx, id)
      })
      return reply.code(201).send(incident)
    },
  )
  app.patch(
    '/v1/content/incidents/:id',
    { schema: { summary: 'Change or end an incident', params: Id, body: PatchIncident, response: { 200: Incident } } },
    (request) =>
      accessOf(deps, request).transaction(writing('incident changed'), async (tx) => {
        // The row is locked, so that concurrent changes of other officers are kept.
        await tx.db.selectFrom('incident').select('id').where('id', '=', request.params.id).forUpdate().execute()
        const before = await readIncident(tx, request.params.id)
        const { name = before.name, level = before.level, startsAt = before.startsAt } = request.body
        const endsAt = request.body.endsAt === undefined ? before.endsAt : request.body.endsAt
        checkTimes(startsAt, endsAt)
        await tx.db
          .updateTable('incident')
          .set({ name, level, starts_at: startsAt, ends_at: endsAt })
          .where('id', '=', before.id)
          .execute()
        return readIncident(tx, before.id)
      }),
  )
}

function checkTimes(startsAt: string, endsAt: string | null): void {
  if (endsAt !== null && endsAt <= startsAt)
    throw fail('body-invalid', { at: '/endsAt', detail: 'An incident ends after it began.' })
}

async function readIncident(tx: Pick<Tx, 'db'>, id: string): Promise<z.infer<typeof Incident>> {
  const row = await tx.db.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  const { items } = await tx.db
    .selectFrom('bank_item')
    .select((e) => e.fn.countAll().as('items'))
    .where('incident_id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    id,
    name: row.name,
    level: row.level as z.infer<typeof Incident>['level'],
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    items: Number(items),
    firstSignalAt: row.first_signal_at?.toISOString() ?? null,
    firstHitAt: row.first_hit_at?.toISOString() ?? null,
  }
}
