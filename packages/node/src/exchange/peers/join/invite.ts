import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Invitation, InvitationRequest, PeopleOfNode } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { readPeople } from '../../../safeguards/access/grants.ts'
import { signObject } from '../../../safeguards/keys/index.ts'

export const hashCode = (code: string): Buffer => createHash('sha256').update(code).digest()
const day = 86_400_000
/** States that one person uses every account of this node. A node of several people states nothing, as releases before this one do. */
export const peopleIn = (people: PeopleOfNode): { people?: 'single-operator' } =>
  people === 'single-operator' ? { people } : {}

/**
 * Makes the signed file with which a member joins. The file is valid for that member only, can be used once, and is
 * valid for at most 14 days. Only a hash of its code is stored. An active member may be invited again, for example
 * after it lost its key; people must then compare the words again. Error: `peer-exists` for this node's own member.
 */
export async function invite(
  tx: Tx,
  deps: Pick<CoreDeps, 'member' | 'nodeKey'>,
  request: z.infer<typeof InvitationRequest>,
  self: { node: string; url: string },
): Promise<Invitation> {
  if (request.member === deps.member.id) throw fail('peer-exists', { detail: 'That is this node’s own member.' })
  const code = randomBytes(16).toString('base64url')
  const expiresAt = new Date(tx.now.getTime() + request.days * day)
  const invitation: Omit<Invitation, 'signature'> = {
    schema: 'entente/invitation/v1',
    ...peopleIn(await readPeople(tx.db)),
    id: randomUUID(),
    coalition: request.coalition ?? deps.member.name,
    inviter: {
      member: deps.member.id,
      node: self.node,
      url: self.url,
      publicKey: deps.nodeKey.publicKey.toString('base64'),
    },
    invitee: { member: request.member },
    agreements: request.agreements,
    code,
    expiresAt: expiresAt.toISOString(),
  }
  await tx.db
    .insertInto('invitation')
    .values({
      id: invitation.id,
      member: request.member,
      code_hash: hashCode(code),
      made_at: tx.now,
      expires_at: expiresAt,
    })
    .execute()
  await tx.db
    .insertInto('peer')
    .values({ member: request.member, node: request.member, url: null, state: 'invited', since: tx.now })
    .onConflict((c) => c.doNothing())
    .execute()
  await tx.announce('peer.changed', request.member, 1)
  return { ...invitation, signature: signObject(deps.nodeKey, 'entente/invitation/v1', invitation, tx.now) }
}
