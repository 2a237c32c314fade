import type { FastifyRequest } from 'fastify'
import type { Selectable } from 'kysely'
import { Failure, fail } from '../../../errors.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { memberKeys } from '../../../safeguards/keys/index.ts'
import type { PeerTable } from '../../../store/peer-schema.ts'
import { checkRequest, claimedSigner, peerHeader } from './peer-token.ts'

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
 * Returns the peer whose node signed a request. A suspended or removed peer is accepted too, because it must still
 * learn that it has to erase its signals. Errors: `bad-signature`, `clock-skew`, `replayed`, `peer-unknown`.
 */
export async function authenticatePeer(
  deps: Pick<CoreDeps, 'store' | 'member' | 'clock'>,
  request: FastifyRequest,
): Promise<PeerRow> {
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
    const { jti } = await checkRequest(token as string, keys, {
      ...factsOf(request),
      member: deps.member.id,
      now: tx.now,
    })
    const fresh = await tx.db
      .insertInto('seen_request')
      .values({ member, jti, expires_at: new Date(tx.now.getTime() + rememberedMs) })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (fresh.numInsertedOrUpdatedRows !== 1n) throw fail('replayed')
    return peer
  })
}

/**
 * Returns the active member whose node signed the header of a request, before the body is received; null if there is none. It says only to
 * whom the bytes of the body count: `authenticatePeer` checks the body and refuses repeated requests.
 */
export async function signerBeforeBody(
  deps: Pick<CoreDeps, 'store' | 'member' | 'clock'>,
  request: FastifyRequest,
): Promise<string | null> {
  const token = request.headers[peerHeader]
  try {
    const { member } = claimedSigner(token)
    const keys = await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const active = tx.db
        .selectFrom('peer')
        .select('member')
        .where('member', '=', member)
        .where('state', '=', 'active')
      return (await active.executeTakeFirst()) === undefined ? [] : memberKeys(tx.db, member, tx.now)
    })
    const facts = { method: request.method, path: request.url, body: null }
    await checkRequest(token as string, keys, { ...facts, member: deps.member.id, now: deps.clock() })
    return member
  } catch (error) {
    // The handler refuses such a request with the reason.
    if (error instanceof Failure) return null
    throw error
  }
}

/** Returns the parts of a request that its signature covers. The body consists of the bytes as received. */
export const factsOf = (request: FastifyRequest) => ({
  method: request.method,
  path: request.url,
  body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
})
