import { type ListWaiting, listReleaseContent, ReleaseRequest, signalReleaseContent } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../../safeguards/access/acts/act-type.ts'
import { requireSignalAccess } from '../../../safeguards/access/signal-access/index.ts'
import { openSignal } from '../stored/signal-row.ts'
import { readWaiting } from './release-signal.ts'

/** Returns the act of releasing a signal about a person. Errors: `not-found`, and those of a person who may not read it. */
export async function releaseAct(tx: Tx, id: string): Promise<ActGiven> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).executeTakeFirst()
  await requireSignalAccess(tx, row, 'read')
  if (row === undefined) throw fail('not-found')
  const content = await signalReleaseContent(openSignal(tx, row))
  return {
    type: 'signal.release',
    about: `signal:${id}@${row.version}`,
    content,
    record: { of: 'signal', id, access: row },
  }
}

/** Returns the act of releasing the people of a list that wait for this officer. */
export const listReleaseAct = (id: string, waiting: ListWaiting): ActGiven => ({
  ...{ type: 'signal.release-list', about: `list:${id}@${waiting.version}` },
  content: listReleaseContent(id, waiting.version, waiting),
  record: null,
})

/** The acts of releasing a signal and the people of a list, for the route with which people ask for an act. */
export const releaseActs = (): ActType[] => [
  {
    type: 'signal.release',
    body: ReleaseRequest,
    intent: (id) => ({ action: 'signal.release', type: 'act.ask', ref: `sig:${id}`, decision: 'allow' }),
    read: releaseAct,
  },
  {
    type: 'signal.release-list',
    body: ReleaseRequest,
    intent: (id) => ({ action: 'signal.release', type: 'act.ask', ref: `list:${id}`, decision: 'allow' }),
    read: async (tx, id) => listReleaseAct(id, await readWaiting(tx, id)),
  },
]
