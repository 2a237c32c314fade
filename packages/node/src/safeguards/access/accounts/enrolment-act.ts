import { createHash } from 'node:crypto'
import { EnrolmentActRequest, enrolmentContent } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import type { ActGiven, ActType } from '../acts/act-type.ts'
import { type GivenSignature, recordAct } from '../acts/record-act.ts'

/** Returns the act of adding a passkey to the own account, signed with another passkey of the account. */
function enrolment(accountId: string, keySha256: string): ActGiven & { passkeyOnly: true } {
  const content = enrolmentContent(accountId, keySha256)
  return { type: 'people.enrol', about: `account:${accountId}`, content, record: null, passkeyOnly: true }
}

/** The act of adding a passkey, for the route with which people ask for an act. Errors: `not-found` for another account. */
export const enrolmentAct: ActType = {
  type: 'people.enrol',
  body: EnrolmentActRequest,
  intent: (id) => ({ action: 'key.own', type: 'act.ask', ref: `account:${id}`, decision: 'allow', impersonal: true }),
  async read(tx, id, body) {
    if (id !== tx.actor.account) throw fail('not-found')
    return enrolment(id, (body as z.infer<typeof EnrolmentActRequest>).keySha256)
  },
}

/** Records the act of enrolling a passkey, in the transaction that then stores the passkey. Without a signature there is no act. */
export async function recordEnrolment(
  tx: Tx,
  signature: GivenSignature | null,
  { id, publicKey }: { id: string; publicKey: Buffer },
): Promise<void> {
  if (signature === null) return
  const given = enrolment(tx.actor.account, createHash('sha256').update(publicKey).digest('hex'))
  await recordAct(tx, signature, { ...given, effectId: id })
}
