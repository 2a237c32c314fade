import type { FastifyRequest } from 'fastify'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { memberKeys } from '../../../safeguards/keys/index.ts'
import type { PeerTable } from '../../../store/peer-schema.ts'
import { checkHead, claimedSigner, type PeerClaims, peerHeader } from './peer-token.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The active member whose node signed the header of a request between nodes. */
    signedBy: string | null
  }
}

export type PeerRow = Selectable<PeerTable>
/**
 * Request ids are remembered for this many milliseconds. This is longer than a request is valid, so that a repeated
 * request is recognised.
 */
const rememberedMs = 5 * 60_000
const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const

/**
 * Returns the peer whose node signed a request, and what it signed. Needs only the head of the request, so a stranger is
 * refused before its body is read; the caller checks the body with `checkBody`. A suspended or removed peer is accepted
 * too, because it must still learn that it has to erase its signals. Errors: `bad-signature`, `clock-skew`, `replayed`, `peer-unknown`.
 */
export async function authenticatePeer(
  deps: Pick<CoreDeps, 'store' | 'member' | 'clock'>,
  request: FastifyRequest,
): Promise<{ peer: PeerRow; claims: PeerClaims }> {
  const token = request.headers[peerHeader]
  const { member } = claimedSigner(token)
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const peer = await tx.db
      .selectFrom('peer')
      .selectAll()
      .where('member', '=', member)
      .where('state', '<>', 'invited')
      .executeTakeFirst()
    const keys = await memberKeys(tx.db, member, tx.now)
    if (peer === undefined || keys.length === 0) throw fail('peer-unknown')
    const { method, path } = factsOf(request)
    const claims = await checkHead(token as string, keys, { method, path, member: deps.member.id, now: tx.now })
    const fresh = await tx.db
      .insertInto('seen_request')
      .values({ member, jti: claims.jti, expires_at: new Date(tx.now.getTime() + rememberedMs) })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (fresh.numInsertedOrUpdatedRows !== 1n) throw fail('replayed')
    return { peer, claims }
  })
}

/** Returns the parts of a request that its signature covers. The body consists of the bytes as received. */
export const factsOf = (request: FastifyRequest) => ({
  method: request.method,
  path: request.url,
  body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
})
