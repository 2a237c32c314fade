import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fail } from '../../errors.ts'
import type { SenderRow } from '../../pipeline/receive/receive-message.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, actorOf } from '../../safeguards/access/http.ts'
import { systemDoor } from '../../safeguards/access/system.ts'

/** Routes whose body is taken as bytes whatever content type it came under: a message called text or JSON is a message all the same. */
export function takeAnyBody(app: App, routes: (scope: App) => void): void {
  app.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    routes(scope as unknown as App)
  })
}

/** The bytes of such a body. Error: `empty-body`. */
export function bytesOf(body: unknown): Buffer {
  if (!Buffer.isBuffer(body) || body.length === 0) throw fail('empty-body')
  return body
}

/** The sender whose key this is. Error: `sender-unknown`, also for a person: only a carrier hands messages in. */
export async function senderOf(deps: Pick<CoreDeps, 'store' | 'member'>, request: FastifyRequest): Promise<SenderRow> {
  const actor = actorOf(request)
  if (actor.role !== 'sender') throw fail('sender-unknown')
  const act = { action: 'message.receive', type: 'message.receive', impersonal: true } as const
  const sender = await systemDoor(deps, null).act(act, (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('sender').selectAll().where('id', '=', actor.account).executeTakeFirst()
  })
  if (sender === undefined) throw fail('sender-unknown')
  return sender
}
