import { ConsentRequest, consentContent } from '@entente/contracts'
import type { z } from 'zod'
import type { ActGiven, ActType } from '../acts/act-type.ts'
import { changeOf, type StoredChange } from './stored-change.ts'

/** Returns the act of consenting to a change of people: who is changed, how, why, and who proposed it. Only a passkey signs it. */
export function consentAct(change: StoredChange, knowsHuman: boolean): ActGiven & { passkeyOnly: true } {
  const content = consentContent(shownToSign(change), knowsHuman)
  return { type: 'people.consent', about: `change:${change.id}`, content, record: null, passkeyOnly: true }
}

/** Returns a change as those who propose it and consent to it are shown it, and sign it. */
export const shownToSign = (change: StoredChange) => ({
  ...{ id: change.id, kind: change.kind, account: { id: change.account_id, person: change.concerned } },
  ...{ role: change.role, teams: change.teams, personName: change.person_name, subject: change.subject },
  ...{ reason: change.reason, proposedBy: { person: change.proposed_by } },
})

/** The act of consenting to a change, for the route with which people ask for an act. */
export const consentActs = (): ActType[] => [
  {
    type: 'people.consent',
    body: ConsentRequest,
    intent: (id) => ({
      ...{ action: 'people.consent', type: 'act.ask', ref: `change:${id}`, decision: 'allow', impersonal: true },
    }),
    read: async (tx, id, body) =>
      consentAct(await changeOf(tx.db, id), (body as z.infer<typeof ConsentRequest>).knowsHuman === true),
  },
]
