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

/** The server with zod schemas: `app.get('/v1/x', { schema: { querystring, response: { 200: X } } }, handler)`. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Logger, ZodTypeProvider>

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller. Set before every handler except on routes with `config: { open: true }`. */
    actor: Actor | null
    /** The sender of a sender key, with its present settings. */
    sender: Selectable<SenderTable> | null
    /** From `Entente-Purpose`, else the session's purpose; null if neither is set. */
    purpose: Purpose | null
    /** The row key of a signed-in person's session. */
    sessionHash: Buffer | null
    /** The account still has its one-time password. */
    mustChangePassword: boolean
  }
  interface FastifyContextConfig {
    /** No sign-in needed. */
    open?: boolean
    /** Senders whose keys are accepted here, in addition to people. */
    sender?: AcceptsSender
    /** The answer contains a password or key, which is shown once and not stored. */
    secret?: boolean
  }
  /** Fields for `/docs` only; Fastify does not use them for checks. */
  interface FastifySchema {
    /** The operation reads or writes personal data, so it needs a purpose. */
    personal?: boolean
    /** Error codes of this operation, in addition to the common ones. */
    errors?: readonly ErrorCode[]
    /** Replace the examples generated from the schemas. */
    examples?: { body?: unknown; answer?: unknown }
    /** Documents requests and answers that the handler parses and writes itself. */
    described?: Described
  }
}

/** The documentation of a route that parses its own request and writes its own answer. */
export interface Described {
  query?: z.ZodType
  body?: z.ZodType
  /** By status: a JSON schema, or schemas by media type. */
  answers?: Record<number, z.ZodType | { description: string; content: Record<string, { schema: z.ZodType }> }>
  security?: readonly Record<string, string[]>[]
  /** Error answers in another format than problem+json, by status. */
  failures?: Record<number, { type: string; description: string; example: unknown }>
}

/** The senders whose keys a route accepts: those of one gateway, and with a scope also keys limited to that scope. */
export interface AcceptsSender {
  gateway: string
  scope?: string
}
/** Returns whether a route accepts the key of this sender. A key that is limited to a scope is accepted by routes of that scope only. */
export function takesSender(
  accepts: AcceptsSender | undefined,
  sender: Pick<Selectable<SenderTable>, 'gateway' | 'scope'> | null,
): boolean {
  if (accepts === undefined || sender === null || sender.gateway !== accepts.gateway) return false
  return sender.scope === null || accepts.scope === sender.scope
}

export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw fail('sign-in-needed')
  return request.actor
}

/** Returns the access store for the caller of this request and their stated purpose. */
export function accessOf(
  deps: Pick<CoreDeps, 'store'>,
  request: FastifyRequest,
  caseId: string | null = null,
): AccessStore {
  return deps.store.for(actorOf(request), { purpose: request.purpose, caseId })
}
