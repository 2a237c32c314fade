import { evidenceContent, HoldApprovalRequest, recordHoldContent } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../safeguards/access/acts/act-type.ts'
import { evidenceById } from './evidence.ts'
import { readRecordHolds } from './record-holds.ts'

type Signed = ActGiven & { passkeyOnly: true }

/** Returns the act of approving a legal hold of a record: the record, reason, basis and end. Error: `not-found`. */
export async function recordHoldAct(tx: Tx, id: string): Promise<Signed> {
  const [hold] = await readRecordHolds(tx, { hold: id })
  if (hold === undefined) throw fail('not-found')
  const content = recordHoldContent(hold)
  return { type: 'record-hold.approve', about: `record-hold:${id}`, content, record: null, passkeyOnly: true }
}

/** Returns the act of approving evidence against a subject: the record, ground and reference. Error: `not-found`. */
export async function evidenceAct(tx: Tx, id: string): Promise<Signed> {
  const content = evidenceContent(await evidenceById(tx, id))
  return { type: 'evidence.approve', about: `evidence:${id}`, content, record: null, passkeyOnly: true }
}

/** The acts that keep a record longer, for the route with which people ask for an act. */
export const retentionActs = (): ActType[] => [
  {
    type: 'record-hold.approve',
    body: HoldApprovalRequest,
    intent: (id) => asking('hold.change', `record-hold:${id}`),
    read: recordHoldAct,
  },
  {
    type: 'evidence.approve',
    body: HoldApprovalRequest,
    intent: (id) => asking('case.confirm', `evidence:${id}`),
    read: evidenceAct,
  },
]

const asking = (action: 'hold.change' | 'case.confirm', ref: string): AccessIntent => ({
  ...{ action, type: 'act.ask', ref, decision: 'allow', impersonal: true },
})
