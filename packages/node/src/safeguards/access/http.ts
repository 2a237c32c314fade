import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Actor, Purpose } from '@entente/contracts'
import type {} from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Selectable } from 'kysely'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { type ErrorCode, fail } from '../../errors.ts'
import type { SenderTable } from '../../store/schema.ts'
import type { AccessStore } from './access-store.ts'
import type { CoreDeps } from './core-deps.ts'

/** The server with schemas checked by zod: `app.get('/v1/x', { schema: { querystring, response: { 200: X } } }, handler)`. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Logger, ZodTypeProvider>

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: set before any handler of a route that is not `config: { open: true }`. */
    actor: Actor | null
    /** Set where a sender's key was shown: the sender as it is set up now. */
    sender: Selectable<SenderTable> | null
    /** From `Entente-Purpose`, else the session's; null where neither says. */
    purpose: Purpose | null
    /** Set for a signed-in person: the session's row key. */
    sessionHash: Buffer | null
    /** The account still has the one-time password it was made with. */
    mustChangePassword: boolean
  }
  interface FastifyContextConfig {
    /** No sign-in needed. */
    open?: boolean
    /** Senders whose keys are accepted here, besides people. */
    sender?: AcceptsSender
    /** The answer holds a password or key, which is shown once and kept nowhere. */
    secret?: boolean
  }
  /** Fields for `/docs` only; Fastify checks nothing by them. */
  interface FastifySchema {
    /** The operation reads or writes personal data: it needs a purpose. */
    personal?: boolean
    /** Codes that this operation answers beyond those of every operation that is called as it is. */
    errors?: readonly ErrorCode[]
    /** Examples in place of those made from the schemas. */
    examples?: { body?: unknown; answer?: unknown }
    /** Parts that the handler reads and writes by itself. */
    described?: Described
  }
}

/** What `/docs` says of a route whose handler parses its own request and writes its own answer. */
export interface Described {
  query?: z.ZodType
  body?: z.ZodType
  /** By status: a schema of JSON, or schemas by media type. */
  answers?: Record<number, z.ZodType | { description: string; content: Record<string, { schema: z.ZodType }> }>
  security?: readonly Record<string, string[]>[]
  /** Error answers that are no problem+json, by status. */
  failures?: Record<number, { type: string; description: string; example: unknown }>
}

/** The senders whose keys a route accepts: those of one gateway, and with a scope also the keys that are limited to it. */
export interface AcceptsSender {
  gateway: string
  scope?: 'remote'
}
/** Whether a route accepts the key of this sender. A key that may only ask from afar is accepted nowhere else. */
export function takesSender(
  accepts: AcceptsSender | undefined,
  sender: Pick<Selectable<SenderTable>, 'gateway' | 'remote'> | null,
): boolean {
  if (accepts === undefined || sender === null || sender.gateway !== accepts.gateway) return false
  return sender.remote === null || accepts.scope === 'remote'
}

export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw fail('sign-in-needed')
  return request.actor
}

/** The door for whoever sent this request, for the purpose they stated. */
export function accessOf(
  deps: Pick<CoreDeps, 'store'>,
  request: FastifyRequest,
  caseId: string | null = null,
): AccessStore {
  return deps.store.for(actorOf(request), { purpose: request.purpose, caseId })
}
