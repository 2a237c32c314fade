import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fail } from '../../errors.ts'
import type { SenderRow } from '../../pipeline/receive/receive-message.ts'
import { type App, actorOf } from '../../safeguards/access/http.ts'

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
export function senderOf(request: FastifyRequest): SenderRow {
  if (actorOf(request).role !== 'sender' || request.sender === null) throw fail('sender-unknown')
  return request.sender
}
