import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { fail } from './errors.ts'
import type { Codec } from './safeguards/access/codec.ts'
import type { Database } from './safeguards/access/door.ts'
import type { App } from './safeguards/access/http.ts'

/**
 * Honours `Idempotency-Key` on every POST: the same key with the same request gets the first answer again and changes nothing; with another
 * request it is refused (`idempotency-conflict`). Answers of server errors are not kept, so that a retry can succeed.
 */
export function honourIdempotencyKeys(app: App, deps: { db: Database; codec: Codec }): void {
  const claimed = new WeakMap<FastifyRequest, { account: string; key: string }>()
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof key !== 'string' || request.actor === null) return
    if (key.length > 200) throw fail('body-invalid', { detail: 'Idempotency-Key is longer than 200 characters.' })
    const account = request.actor.account
    const route = request.url.split('?')[0] ?? ''
    const body = Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null)
    const hash = createHash('sha256').update(route).update('\0').update(body).digest()
    const fresh = await deps.db
      .insertInto('idempotency')
      .values({ account, key, route, request_hash: hash, status: null, body: null })
      .onConflict((c) => c.doNothing())
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
    await where.set({ status: reply.statusCode, body: deps.codec.seal(claim.key, 'b', kept) }).execute()
    return payload
  })
}
