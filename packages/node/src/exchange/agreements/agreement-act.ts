import { AgreementSignRequest, agreementContent } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../safeguards/access/acts/act-type.ts'
import { digestOfTerms, newestVersion } from './agreement-row.ts'

/** Returns the act of approving the newest version of an agreement, as one of two people. Errors: `not-found`. */
export async function agreementAct(tx: Tx, id: string): Promise<ActGiven & { passkeyOnly: true }> {
  const row = await newestVersion(tx, id)
  if (row === undefined) throw fail('not-found')
  const content = agreementContent(id, row.version, digestOfTerms(row.body))
  return { type: 'agreement.sign', about: `agreement:${id}@${row.version}`, content, record: null, passkeyOnly: true }
}

/** The act of approving an agreement, for the route with which people ask for an act. */
export const agreementActs = (): ActType[] => [
  {
    type: 'agreement.sign',
    body: AgreementSignRequest,
    intent: (id) => ({
      ...{ action: 'agreement.consent', type: 'act.ask', ref: `agreement:${id}`, decision: 'allow', impersonal: true },
    }),
    read: agreementAct,
  },
]
