import { NecessityApprovalRequest, necessityContent } from '@entente/contracts'
import type { Tx } from '../access/access-store.ts'
import type { ActGiven, ActType } from '../access/acts/act-type.ts'
import { readRecord } from './read-necessity.ts'

/** Returns the act of approving a record of necessity: all its words. Error: `not-found`. */
export async function necessityAct(tx: Tx, id: string): Promise<ActGiven & { passkeyOnly: true }> {
  const content = necessityContent(await readRecord(tx, id))
  return { type: 'necessity.approve', about: `necessity:${id}`, content, record: null, passkeyOnly: true }
}

/** The act of approving a record, for the route with which people ask for an act. */
export const necessityActs = (): ActType[] => [
  {
    type: 'necessity.approve',
    body: NecessityApprovalRequest,
    intent: (id) => ({
      ...{ action: 'necessity.approve', type: 'act.ask', ref: `necessity:${id}`, decision: 'allow', impersonal: true },
    }),
    read: necessityAct,
  },
]
