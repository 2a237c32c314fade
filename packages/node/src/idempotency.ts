import { createHash, createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { fail } from './errors.ts'
import type { Database } from './safeguards/access/access-store.ts'
import type { Codec } from './safeguards/access/codec.ts'
import type { App } from './safeguards/access/http.ts'
import { withKeys } from './safeguards/access/with-keys.ts'
import type { AuditLog } from './safeguards/audit/audit-log.ts'

/** An answer is deleted 48 hours after its request, and by the job that runs every hour. */
const keptMs = 50 * 3_600_000
interface KeptAnswer {
  type: string
  body: string
}
interface Claim {
  account: string
  key: string
}
/** Names an answer as a sealed record. Two accounts may use the same key. */
const recordOf = ({ account, key }: Claim): string => `${account}/${key}`

/**
 * Implements the header `Idempotency-Key` on every POST. A repetition with the same key, request, role and purpose gets
 * the first answer again and changes nothing. The same key with a different request is refused
 * (`idempotency-conflict`). Returning a stored answer counts as reading its data, so it is logged. Answers with a
 * secret are not stored. Server errors are not stored either, so that a retry can succeed. If a node crashes before it
 * answers, the key can be used again after two minutes.
 */
export function honourIdempotencyKeys(
  app: App,
  deps: { db: Database; codec: Codec; audit: AuditLog; indexKey: Buffer },
): void {
  const claimed = new WeakMap<FastifyRequest, Claim>()
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof key !== 'string' || request.actor === null) return
    if (key.length > 200) throw fail('body-invalid', { detail: 'Idempotency-Key is longer than 200 characters.' })
    const account = request.actor.account
    const route = request.url.split('?')[0] ?? ''
    const body = Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null)
    const stated = [route, request.actor.role, request.purpose ?? ''].join('\0')
    const hashing = createHash('sha256').update(stated).update('\0').update(body)
    // The file of a form is hashed separately, because the body contains only the other parts.
    if (request.sentFile !== undefined) hashing.update(request.sentFile.bytes)
    for (const file of request.partFiles ?? []) hashing.update(file.sha256)
    const unkeyed = hashing.digest()
    // Without the key, a short request such as a search could be guessed from its digest.
    const hash = createHmac('sha256', deps.indexKey).update('idempotency\0').update(unkeyed).digest()
    const fresh = await deps.db
      .insertInto('idempotency')
      .values({ account, key, route, request_hash: hash, status: null, body: null })
      .onConflict((c) =>
        c
          .columns(['account', 'key'])
          .doUpdateSet({ at: sql<Date>`now()` })
          .where('idempotency.status', 'is', null)
          .where('idempotency.request_hash', '=', hash)
          .where('idempotency.at', '<', sql<Date>`now() - interval '2 minutes'`),
      )
      .executeTakeFirst()
    if (fresh.numInsertedOrUpdatedRows === 1n) {
      claimed.set(request, { account, key })
      return
    }
    const known = await deps.db
      .selectFrom('idempotency')
      .selectAll()
      .where('account', '=', account)
      .where('key', '=', key)
      .executeTakeFirst()
    // The release before stored the digest itself.
    const isSame = known !== undefined && [hash, unkeyed].some((one) => known.request_hash.equals(one))
    if (!isSame) throw fail('idempotency-conflict')
    if (known.status === null)
      throw fail('idempotency-conflict', { detail: 'The first request with this key is still being answered.' })
    if (known.body === null)
      throw fail('idempotency-conflict', {
        detail: 'This was done, and its answer contained a secret that is shown once.',
      })
    const { actor, purpose } = request
    const entry = { type: 'record.read', decision: 'allow', details: { what: 'kept answer', route } } as const
    await deps.db.transaction().execute((tx) => deps.audit.append(tx, entry, actor, purpose))
    const { body: sealed } = known
    const kept = await withKeys(deps.codec, async (codec) => codec.open(recordOf({ account, key }), 'b', sealed))
    const answer = kept as KeptAnswer
    return reply.code(known.status).type(answer.type).send(Buffer.from(answer.body, 'base64'))
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const claim = claimed.get(request)
    if (claim === undefined) return payload
    claimed.delete(request)
    const where = deps.db.updateTable('idempotency').where('account', '=', claim.account).where('key', '=', claim.key)
    if (reply.statusCode >= 500 || reply.statusCode === 429) {
      await deps.db
        .deleteFrom('idempotency')
        .where('account', '=', claim.account)
        .where('key', '=', claim.key)
        .execute()
      return payload
    }
    const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '')
    const kept: KeptAnswer = {
      type: String(reply.getHeader('content-type') ?? 'application/json'),
      body: bytes.toString('base64'),
    }
    const secret = request.routeOptions.config.secret === true && reply.statusCode < 400
    const clocks = { regime: 'own', mask_at: null, delete_at: new Date(Date.now() + keptMs) }
    const sealed = secret ? null : deps.codec.seal(recordOf(claim), 'b', kept, clocks)
    await deps.codec.beforeCommit()
    await where.set({ status: reply.statusCode, body: sealed }).execute()
    return payload
  })
}
