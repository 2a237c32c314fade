import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { fail } from './errors.ts'
import type { Database } from './safeguards/access/access-store.ts'
import type { Codec } from './safeguards/access/codec.ts'
import type { App } from './safeguards/access/http.ts'
import type { AuditLog } from './safeguards/audit/audit-log.ts'

/**
 * Implements the header `Idempotency-Key` on every POST. A repetition with the same key, request, role and purpose gets
 * the first answer again and changes nothing. The same key with a different request is refused
 * (`idempotency-conflict`). Returning a stored answer counts as reading its data, so it is logged. Answers with a
 * secret are not stored. Server errors are not stored either, so that a retry can succeed. If a node crashes before it
 * answers, the key can be used again after two minutes.
 */
export function honourIdempotencyKeys(app: App, deps: { db: Database; codec: Codec; audit: AuditLog }): void {
  const claimed = new WeakMap<FastifyRequest, { account: string; key: string }>()
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
    const hash = hashing.digest()
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
    if (known === undefined || !known.request_hash.equals(hash)) throw fail('idempotency-conflict')
    if (known.status === null)
      throw fail('idempotency-conflict', { detail: 'The first request with this key is still being answered.' })
    if (known.body === null)
      throw fail('idempotency-conflict', {
        detail: 'This was done, and its answer contained a secret that is shown once.',
      })
    const { actor, purpose } = request
    const entry = { type: 'record.read', decision: 'allow', details: { what: 'kept answer', route } } as const
    await deps.db.transaction().execute((tx) => deps.audit.append(tx, entry, actor, purpose))
    const kept = deps.codec.open(key, 'b', known.body) as { type: string; body: string }
    return reply.code(known.status).type(kept.type).send(Buffer.from(kept.body, 'base64'))
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
    const kept = { type: String(reply.getHeader('content-type') ?? 'application/json'), body: bytes.toString('base64') }
    const secret = request.routeOptions.config.secret === true && reply.statusCode < 400
    await where.set({ status: reply.statusCode, body: secret ? null : deps.codec.seal(claim.key, 'b', kept) }).execute()
    return payload
  })
}
