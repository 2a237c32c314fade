import { RollbackRequest, rollbackContent } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../safeguards/access/acts/act-type.ts'
import { findList } from './preview-import.ts'

/** Returns the act of returning a list to an earlier version, with the reason. Errors: `not-found`. */
export async function rollbackAct(
  tx: Tx,
  id: string,
  asked: Pick<RollbackRequest, 'to' | 'reason'>,
): Promise<ActGiven> {
  const { version } = await findList(tx, id)
  const content = rollbackContent(id, version, asked)
  // The first version of a list is 1. An empty list has none, and no version before it.
  return { type: 'rollback.done', about: `list:${id}@${version}`, content, record: null }
}

/** The act of returning a list to an earlier version, for the route with which people ask for an act. */
export const rollbackActs = (): ActType[] => [
  {
    type: 'rollback.done',
    body: RollbackRequest,
    intent: (id) => ({
      ...{ action: 'signal.write', type: 'act.ask', ref: `list:${id}`, decision: 'allow', impersonal: true },
    }),
    read: (tx, id, body) => rollbackAct(tx, id, body as RollbackRequest),
  },
]
