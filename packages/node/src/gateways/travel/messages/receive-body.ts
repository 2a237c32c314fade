import type { FastifyInstance } from 'fastify'
import { fail } from '../../../errors.ts'
import type { App } from '../../../safeguards/access/http.ts'

/**
 * Registers routes that take the body as bytes under any content type, because senders label messages as text or JSON.
 */
export function takeAnyBody(app: App, routes: (scope: App) => void): void {
  app.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    routes(scope as unknown as App)
  })
}

/** Returns the bytes of such a body. Error: `empty-body`. */
export function bytesOf(body: unknown): Buffer {
  if (!Buffer.isBuffer(body) || body.length === 0) throw fail('empty-body')
  return body
}
