import { StopOffRequest, stopOffContent } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'
import type { ActGiven, ActType } from '../access/acts/act-type.ts'

/** Returns the act of lifting a stop: its scope, reason and time. Errors: `not-found`. */
export async function stopOffAct(tx: Tx, id: string): Promise<ActGiven> {
  const stop = await tx.db.selectFrom('stop').selectAll().where('id', '=', id).executeTakeFirst()
  if (stop === undefined) throw fail('not-found')
  const content = stopOffContent({
    ...{ id, scope: { type: stop.scope_type, id: stop.scope_id }, reason: stop.reason },
    at: stop.set_at.toISOString(),
  })
  return { type: 'kill.off', about: `kill:${id}`, content, record: null }
}

/** The act of lifting a stop, for the route with which people ask for an act. */
export const stopActs = (): ActType[] => [
  {
    type: 'kill.off',
    body: StopOffRequest,
    intent: (id) => ({
      ...{ action: 'kill.lift', type: 'act.ask', ref: `kill:${id}`, decision: 'allow', impersonal: true },
    }),
    read: stopOffAct,
  },
]
