import { Instant } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent } from '../access/access-store.ts'
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
    { schema: { summary: 'Acknowledge an alarm', params: z.object({ id: z.uuid() }) } },
    async (request, reply) => {
      const intent: AccessIntent = {
        action: 'alarm.acknowledge',
        type: 'config.change',
        impersonal: true,
        details: { what: 'alarm acknowledged' },
      }
      await accessOf(deps, request).transaction(intent, async (tx) => {
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
