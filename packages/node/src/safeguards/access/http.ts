import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Actor, Purpose, SessionMethod } from '@entente/contracts'
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

/**
 * The HTTP server with zod schemas, for example `app.get('/v1/x', { schema: { querystring, response: { 200: X } } },
 * handler)`.
 */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Logger, ZodTypeProvider>

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller. It is set before every handler, except on routes with `config: { open: true }`. */
    actor: Actor | null
    /** The sender to which the sender key belongs, with its current settings. */
    sender: Selectable<SenderTable> | null
    /** The purpose from the header `Entente-Purpose`, or else from the session; null if neither states one. */
    purpose: Purpose | null
    /** The hashed key under which the session of a signed-in person is stored. */
    sessionHash: Buffer | null
    /** Whether the account still has its one-time password. */
    mustChangePassword: boolean
    /** How the session was opened; null for a key. */
    signedInBy: SessionMethod | null
    /** Whether the session can only be used to add a second factor. */
    secondFactorNeeded: boolean
  }
  interface FastifyContextConfig {
    /** Whether the route can be used without signing in. */
    open?: boolean
    /** Whether nothing about the caller is kept: no log line and no count of requests. */
    anonymous?: boolean
    /** Whether anybody may write by this public route, without signing in. The route itself limits how often and how much. */
    anyoneWrites?: boolean
    /** The senders whose keys the route accepts, in addition to people. */
    sender?: AcceptsSender
    /** The class of work that is refused, before the request is authenticated, if the node cannot keep up with it. */
    admit?: 'receipt' | 'answer'
    /** The surface that gives results of matching here, with its gateway. While it is stopped, the route is refused. */
    surface?: { id: string; gateway: string | null }
    /** Whether the body is read as a stream and not kept in memory: always, or if it is a form. */
    streams?: 'always' | 'forms'
    /** Whether the answer contains a password or key, which is shown once and not stored. */
    secret?: boolean
    /** The error code if the body is larger than the limit of the route, in place of `too-large`. */
    tooLarge?: ErrorCode
  }
  /** Fields that only `/docs` uses; Fastify does not check them. */
  interface FastifySchema {
    /** Whether the operation reads or writes personal data and so needs a purpose. */
    personal?: boolean
    /** Error codes that this operation has in addition to the common ones. */
    errors?: readonly ErrorCode[]
    /** Examples that replace those generated from the schemas. */
    examples?: { body?: unknown; answer?: unknown }
    /** Documentation of requests and answers that the handler parses and writes without schemas. */
    described?: Described
  }
}

/** The documentation of a route that parses its requests and writes its answers without schemas. */
export interface Described {
  query?: z.ZodType
  body?: z.ZodType
  /** Answers by status. Each is a JSON schema, or a set of schemas by media type. */
  answers?: Record<number, z.ZodType | { description: string; content: Record<string, { schema: z.ZodType }> }>
  security?: readonly Record<string, string[]>[]
  /** By status: error answers in a format other than problem+json. */
  failures?: Record<number, { type: string; description: string; example: unknown }>
}

/**
 * Describes which sender keys a route accepts: keys of senders of one gateway. If a scope is given, keys limited to
 * that scope are accepted too.
 */
export interface AcceptsSender {
  gateway: string
  scope?: string
}
/**
 * Returns whether a route accepts the key of this sender. A key that is limited to a scope is accepted only by routes
 * with that scope.
 */
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

/** Refuses a person's key where a session is needed. Throws `session-needed`. */
export function requireSession(request: FastifyRequest): void {
  actorOf(request)
  if (request.sessionHash === null) throw fail('session-needed')
}

/** Returns the access store for the caller of this request and the purpose that the request states. */
export function accessOf(
  deps: Pick<CoreDeps, 'store'>,
  request: FastifyRequest,
  caseId: string | null = null,
): AccessStore {
  return deps.store.for(actorOf(request), { purpose: request.purpose, caseId })
}
