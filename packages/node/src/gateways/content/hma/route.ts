import type { FastifyReply, FastifyRequest } from 'fastify'

/** A route of HMA: its answer is sent as JSON, with status 200 unless it sets another. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  /** Answered without a key. */
  open?: true
  answer: (request: FastifyRequest, reply: FastifyReply) => unknown
}

export const paramOf = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] ?? ''
