import { BlindKeyAnnouncement, SignalKind } from '@entente/contracts'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../safeguards/keys/index.ts'
import { jsonOf } from '../peers/requests/read-request.ts'
import { Evaluate, evaluateFor, giveSet, HitReport, type HolderDeps, noteCount } from './holder.ts'
import { keepKey } from './holder-set.ts'
import { Reveal, revealFor } from './reveal.ts'

/** Name of the header that carries the signed statement about a set, as base64 of JSON. */
export const setStatementHeader = 'entente-blind-set'
const SetQuery = z.strictObject({
  agreement: z.uuid(),
  kind: SignalKind,
  epoch: z.coerce.number().int().optional(),
  /** SHA-256 of the set that the asker already has. The holder does not send that set again. */
  known: z.string().max(64).optional(),
})

export interface BlindHandler {
  method: 'GET' | 'POST'
  path: string
  /** Used only by `/docs`. */
  schema: FastifySchema
  handle: (
    member: string,
    asked: { query: unknown; body: Buffer },
    reply: { header(name: string, value: string): unknown; type(type: string): unknown },
  ) => Promise<unknown>
}

/** Returns the handlers with which this node, as a holder, answers the nodes of members. */
export function blindPeerHandlers(deps: HolderDeps): BlindHandler[] {
  return [
    {
      method: 'GET',
      path: '/peer/v1/blind/set',
      schema: {
        summary: 'Read the blinded set of an agreement and a kind',
        errors: ['blind-not-agreed', 'blind-set-not-ready', 'body-invalid', 'kind-not-blind-checkable'],
        examples: { answer: 'bytes' },
        described: {
          query: SetQuery,
          answers: { 200: { description: 'Bytes.', content: { 'application/octet-stream': { schema: z.string() } } } },
        },
      },
      async handle(member, { query }, reply) {
        const asked = SetQuery.safeParse(query)
        if (!asked.success) throw fail('body-invalid', { detail: 'State the agreement and the kind.' })
        const { agreement, kind, known } = asked.data
        const { set, statement } = await giveSet(deps, member, { agreement, kind })
        reply.header(setStatementHeader, Buffer.from(JSON.stringify(statement)).toString('base64'))
        reply.type('application/octet-stream')
        return statement.sha256 === known ? Buffer.alloc(0) : Buffer.from(set)
      },
    },
    {
      method: 'POST',
      path: '/peer/v1/blind/evaluate',
      schema: {
        summary: 'Evaluate blinded elements under the key of the node',
        errors: [
          ...(['bad-element', 'blind-epoch-over', 'blind-not-agreed', 'body-invalid'] as const),
          ...(['kind-not-blind-checkable', 'quota-exhausted'] as const),
        ],
        examples: { answer: { keyEpoch: 1, evaluated: ['AAAA'], proof: 'AAAA', quota: { remaining: 984 } } },
        described: { body: Evaluate, answers: { 200: z.unknown() } },
      },
      handle: (member, request) => evaluateFor(deps, member, jsonOf(request)),
    },
    {
      method: 'POST',
      path: '/peer/v1/blind/told',
      schema: {
        summary: 'Report how many elements were found',
        errors: ['blind-not-agreed', 'body-invalid', 'kind-not-blind-checkable', 'not-found'],
        examples: { answer: {} },
        described: { body: HitReport, answers: { 200: z.unknown() } },
      },
      async handle(member, request) {
        await noteCount(deps, member, jsonOf(request))
        return {}
      },
    },
    {
      method: 'POST',
      path: '/peer/v1/blind/reveal',
      schema: {
        summary: 'Ask for the signals behind found tokens',
        errors: ['blind-not-agreed', 'body-invalid', 'kind-not-blind-checkable'],
        examples: { answer: { signals: [] } },
        described: { body: Reveal, answers: { 200: z.unknown() } },
      },
      handle: (member, request) => revealFor(deps, member, jsonOf(request)),
    },
  ]
}

/**
 * Stores a key that a holder announced in its log. Returns false if the object is not an announcement signed by that
 * member.
 */
export async function takeBlindKey(tx: Tx, from: string, object: Record<string, unknown>): Promise<boolean> {
  const parsed = BlindKeyAnnouncement.safeParse(object)
  if (!parsed.success || parsed.data.holder !== from) return false
  if (verifyObject('entente/key/v1', parsed.data, await memberKeys(tx.db, from, tx.now)) === null) return false
  const { agreement, kind, epoch } = parsed.data
  const publicKey = Buffer.from(parsed.data.publicKey, 'base64')
  await keepKey(tx, { holder: from, agreement, kind, epoch, publicKey })
  return true
}
