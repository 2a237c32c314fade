import { AgreementEndRequest, AgreementSignRequest, agreementContent, agreementEndContent } from '@entente/contracts'
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

/** Returns the act of ending an agreement, with the reason. Errors: `not-found`. */
export async function agreementEndAct(
  tx: Tx,
  id: string,
  { reason }: Pick<AgreementEndRequest, 'reason'>,
): Promise<ActGiven & { passkeyOnly: true }> {
  const row = await newestVersion(tx, id)
  if (row === undefined) throw fail('not-found')
  const content = agreementEndContent(id, row.version, digestOfTerms(row.body), reason)
  return { type: 'agreement.end', about: `agreement:${id}@${row.version}`, content, record: null, passkeyOnly: true }
}

/** The acts of approving and ending an agreement, for the route with which people ask for an act. */
export const agreementActs = (): ActType[] => [
  {
    type: 'agreement.sign',
    body: AgreementSignRequest,
    intent: (id) => ({
      ...{ action: 'agreement.consent', type: 'act.ask', ref: `agreement:${id}`, decision: 'allow', impersonal: true },
    }),
    read: agreementAct,
  },
  {
    type: 'agreement.end',
    body: AgreementEndRequest,
    intent: (id) => ({
      ...{ action: 'agreement.end', type: 'act.ask', ref: `agreement:${id}`, decision: 'allow', impersonal: true },
    }),
    read: (tx, id, body) => agreementEndAct(tx, id, body as AgreementEndRequest),
  },
]
