import { Instant } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../access/access-store.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type App, accessOf } from '../access/http.ts'
import type { AlarmDetail } from './raise-alarm.ts'

const Alarm = z.object({
  id: z.uuid(),
  code: z.string(),
  at: Instant,
  subject: z.string(),
  /** The ids of the records that the alarm is about, if it is about several or about a part of its subject. */
  records: z.array(z.string()),
  value: z.number(),
  limit: z.number(),
  to: z.array(z.string()),
  acknowledgedBy: z.string().nullable(),
  actedBy: z.string().nullable(),
})
type Alarm = z.infer<typeof Alarm>
const recipients = ['supervisor', 'oversight']

/**
 * Registers the routes for alarms that the node raised, for example about senders that do not answer, timeouts, or a
 * waiting removal of an oversight account. Alarms contain only ids and counts.
 */
export function alarmRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/alarms',
    { schema: { summary: 'List the newest alarms', response: { 200: z.object({ items: z.array(Alarm) }) } } },
    (request) => {
      const intent: AccessIntent = {
        action: 'alarm.read',
        type: 'oversight.read',
        decision: 'allow',
        impersonal: true,
        details: { what: 'alarms' },
      }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        const rows = await tx.db.selectFrom('alarm').selectAll().orderBy('at', 'desc').limit(200).execute()
        const items = rows.map((row): Alarm => {
          const { value, limit, records } = row.detail as AlarmDetail
          const by = row.acknowledged_by
          return {
            id: row.id,
            code: row.code,
            at: row.at.toISOString(),
            subject: row.ref,
            records: [...(records ?? [])],
            value: value ?? 1,
            limit: limit ?? 0,
            to: recipients,
            acknowledgedBy: by,
            actedBy: null,
          }
        })
        return { items }
      })
    },
  )
  app.post(
    '/v1/alarms/:id/acknowledge',
    { schema: { summary: 'Acknowledge an alarm', errors: ['concerned'], params: z.object({ id: z.uuid() }) } },
    async (request, reply) => {
      const intent: AccessIntent = {
        action: 'alarm.acknowledge',
        type: 'config.change',
        impersonal: true,
        details: { what: 'alarm acknowledged' },
      }
      await accessOf(deps, request).transaction(intent, async (tx) => {
        await refuseConcerned(tx, request.params.id)
        const done = await tx.db
          .updateTable('alarm')
          .set({ acknowledged_by: tx.actor.person, acknowledged_at: tx.now })
          .where('id', '=', request.params.id)
          .where('acknowledged_at', 'is', null)
          .executeTakeFirst()
        if (done.numUpdatedRows === 0n) throw fail('not-found')
      })
      return reply.code(204).send()
    },
  )
}

/**
 * Refuses to acknowledge an alarm about the actor's own account or key, or about a change that the actor proposed,
 * consented to or is the subject of. Throws `concerned`.
 */
async function refuseConcerned(tx: Tx, alarmId: string): Promise<void> {
  const alarm = await tx.db.selectFrom('alarm').select(['ref', 'detail']).where('id', '=', alarmId).executeTakeFirst()
  const [kind, id = ''] = (alarm?.ref ?? '').split(':')
  const { people: named } = (alarm?.detail ?? {}) as AlarmDetail
  const people: string[] = [...(named ?? [])]
  if (kind === 'account') {
    const rows = await tx.db.selectFrom('account').select('person_id').where('id', '=', id).execute()
    people.push(...rows.map((row) => row.person_id))
  }
  if (kind === 'key') {
    const keys = tx.db.selectFrom('person_key as k').innerJoin('account as a', 'a.id', 'k.account_id')
    const rows = await keys.select('a.person_id').where('k.id', '=', id).execute()
    people.push(...rows.map((row) => row.person_id))
  }
  if (kind === 'change') {
    const changes = tx.db.selectFrom('people_change as c').innerJoin('account as a', 'a.id', 'c.account_id')
    const rows = await changes.select(['a.person_id', 'c.proposed_by']).where('c.id', '=', id).execute()
    const consents = await tx.db.selectFrom('people_consent').select('person_id').where('change_id', '=', id).execute()
    people.push(...rows.flatMap((row) => [row.person_id, row.proposed_by]), ...consents.map((row) => row.person_id))
  }
  if (people.includes(tx.actor.person)) throw fail('concerned', { detail: 'The alarm is about you or about your act.' })
}
