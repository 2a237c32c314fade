import { HoldApprovalRequest, holdContent } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../../safeguards/access/acts/act-type.ts'
import { readHolds } from '../../signals/holds/read-holds.ts'

/** Returns the act of approving a legal hold as the second person: the signal, reason, basis and end. Errors: `not-found`. */
export async function holdAct(tx: Tx, id: string): Promise<ActGiven & { passkeyOnly: true }> {
  const [hold] = await readHolds(tx, { hold: id })
  if (hold === undefined) throw fail('not-found')
  return { type: 'hold.approve', about: `hold:${id}`, content: holdContent(hold), record: null, passkeyOnly: true }
}

/** The act of approving a legal hold, for the route with which people ask for an act. */
export const holdActs = (): ActType[] => [
  {
    type: 'hold.approve',
    body: HoldApprovalRequest,
    intent: (id) => ({
      ...{ action: 'hold.change', type: 'act.ask', ref: `hold:${id}`, decision: 'allow', impersonal: true },
    }),
    read: holdAct,
  },
]
