import type { FastifyReply, FastifySchema } from 'fastify'

/**
 * A route of another module that nodes of members call. `body` contains the bytes received; `params` and `query` are
 * not parsed. The returned value is sent unchanged.
 */
export interface PeerHandler {
  method: 'GET' | 'POST'
  path: string
  /** Used only by `/docs`. */
  schema: FastifySchema
  handle: (
    member: string,
    asked: { params: unknown; query: unknown; body: Buffer },
    reply: FastifyReply,
  ) => Promise<unknown>
}
