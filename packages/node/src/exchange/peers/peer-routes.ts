import {
  Agreement,
  AgreementEnd,
  Feedback,
  FeedPage,
  FeedSummary,
  FeedWanted,
  type KeyRotation,
  type LiveEvent,
  OnwardApproval,
  PeerHello,
  PeerJoin,
  KeyRotation as Rotation,
  SignalReceipt,
  TransferSignOff,
} from '@entente/contracts'
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { App } from '../../safeguards/access/http.ts'
import { keyIdOf } from '../../safeguards/keys/index.ts'
import { readPage } from '../delivery/read-page.ts'
import { divergeFrom, readSummary, sendAgain } from '../delivery/summary.ts'
import { takeFeedback } from './feedback/take-feedback.ts'
import { followNews } from './follow-news.ts'
import { acceptJoin } from './join/join.ts'
import { takeRotation } from './keys/take-rotation.ts'
import type { PeerHandler } from './peer-handler.ts'
import type { TakeAgreement } from './pull/apply-page.ts'
import { passReceiptsUp } from './receipts/pass-up.ts'
import { takeReceipts } from './receipts/take-receipts.ts'
import type { ReceiptDeps } from './receipts/write-receipts.ts'
import { authenticatePeer, factsOf, type PeerRow } from './requests/authenticate-peer.ts'
import { checkBody, checkRequest, claimedSigner, peerHeader } from './requests/peer-token.ts'
import { bodyOf, jsonOf, parse } from './requests/read-request.ts'

const FeedQuery = z.strictObject({
  epoch: z.uuid().optional(),
  after: z.coerce.number().int().min(0).default(0),
  hash: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  wait: z.coerce.number().int().min(0).max(30).default(0),
})
const mostBytes = 10 * 1024 * 1024
/** Bodies that anybody can send, because nothing was signed with a known key yet. */
const mostUnsignedBytes = 64 * 1024
const serving: AccessIntent = { action: 'peer.serve', type: 'config.change', impersonal: true }

export type PeerRoutesDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'> &
  ReceiptDeps & {
    follow: (listener: (event: LiveEvent) => void) => () => void
    takeAgreement: TakeAgreement
    /** Handlers that other modules register. */
    others: readonly PeerHandler[]
    /** Whether requests must come with a TLS client certificate that this node trusts. */
    mutual: boolean
  }

/** The errors of `authenticatePeer`. */
const signedErrors = ['bad-signature', 'clock-skew', 'peer-unknown', 'replayed'] as const
/** The errors of `parse` and `bodyOf`. */
const shapeErrors = ['body-invalid', 'unknown-field'] as const
/** Completes a route's description with the parts that all routes for nodes have: tag and signature header. */
const ofPeers = (schema: FastifySchema): FastifySchema => ({
  ...schema,
  tags: ['nodes of members'],
  described: { ...schema.described, security: [{ node: [] }] },
})
/** Completes the description of a route that authenticates a peer. */
const ofSigned = (schema: FastifySchema): FastifySchema =>
  ofPeers({ ...schema, errors: [...signedErrors, ...(schema.errors ?? [])] })

/** Registers the routes that other nodes call. They accept only signed requests and are not for people. */
export function peerRoutes(app: App, deps: PeerRoutesDeps): void {
  const news = followNews(deps.follow)
  app.addHook('preClose', async () => news.end())
  void app.register(async (scope) => {
    const routes = scope as unknown as App
    // Receive raw bytes, because the signature covers them.
    routes.removeAllContentTypeParsers()
    routes.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    routes.decorateRequest('signedBy', null)
    routes.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (deps.mutual && (request.raw.socket as { authorized?: boolean }).authorized !== true)
        throw fail('bad-signature', { detail: 'This node asks for a certificate that it trusts.' })
    })
    const signed = (schema: FastifySchema) => ({
      ...{ config: { open: true }, bodyLimit: mostBytes, schema: ofSigned(schema) },
      onRequest: authenticate,
    })
    const get = (path: string, schema: FastifySchema, handler: Handler) =>
      routes.get(path, signed(schema), (request, reply) => serve(request, reply, handler))
    const post = (path: string, schema: FastifySchema, handler: Handler) =>
      routes.post(path, signed(schema), (request, reply) => serve(request, reply, handler))
    type Handler = (
      peer: PeerRow,
      request: FastifyRequest,
      access: AccessStore,
      reply: FastifyReply,
    ) => Promise<unknown>
    const signers = new WeakMap<FastifyRequest, Awaited<ReturnType<typeof authenticatePeer>>>()
    /** Refuses a stranger before its body is read. */
    async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      try {
        const signer = await authenticatePeer(deps, request)
        signers.set(request, signer)
        if (signer.peer.state === 'active') request.signedBy = signer.peer.member
      } catch (error) {
        const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers
        // Without this, the rest of the body would be read and dropped, however long it is.
        if (coding !== undefined || length !== '0') reply.header('connection', 'close')
        throw error
      }
    }
    async function serve(request: FastifyRequest, reply: FastifyReply, handler: Handler): Promise<unknown> {
      const signer = signers.get(request)
      if (signer === undefined) throw fail('bad-signature')
      const { peer, claims } = signer
      checkBody(claims, factsOf(request).body)
      return handler(peer, request, peerAccess(peer.member), reply)
    }

    get(
      '/peer/v1/hello',
      {
        summary: 'Introduce the node, and say how far its log for the asking member goes',
        described: { answers: { 200: PeerHello } },
      },
      (peer, _request, access) =>
        access.transaction(serving, async (tx): Promise<PeerHello> => {
          tx.leavesNoEntry()
          const head = await tx.db
            .selectFrom('delivery_head')
            .selectAll()
            .where('recipient', '=', peer.member)
            .executeTakeFirst()
          return {
            member: deps.member.id,
            node: deps.node,
            now: tx.now.toISOString(),
            state: peer.state,
            epoch: head?.epoch ?? null,
            head: Number(head?.last_seq ?? 0),
          }
        }),
    )
    get(
      '/peer/v1/feed',
      {
        summary: 'Read a page of the log for the asking member',
        errors: [...shapeErrors, 'feed-diverged'],
        described: { query: FeedQuery, answers: { 200: FeedPage } },
      },
      async (peer, request, _access, reply) => {
        const asked = parse(FeedQuery, request.query)
        const wanted = {
          recipient: peer.member,
          epoch: asked.epoch ?? null,
          after: asked.after,
          hash: asked.hash === undefined ? null : Buffer.from(asked.hash, 'base64url'),
          limit: asked.limit,
        }
        const wait = asked.wait === 0 ? null : news.of(peer.member, asked.wait * 1000, { request, reply })
        try {
          let page = await readPage(deps, wanted)
          // A notification may be about entries that the peer already has, so wait until a page has entries.
          while (page !== 'diverged' && page.entries.length === 0 && wait !== null && (await wait.come()))
            page = await readPage(deps, wanted)
          if (page !== 'diverged') return page
        } finally {
          wait?.end()
        }
        await divergeFrom(deps, peer.member, asked.epoch ?? null)
        throw fail('feed-diverged')
      },
    )
    get(
      '/peer/v1/feed/summary',
      {
        summary: 'List what the asking member should hold',
        errors: shapeErrors,
        described: { query: z.object({ after: z.uuid().optional() }), answers: { 200: FeedSummary } },
      },
      (peer, request) =>
        readSummary(
          deps,
          peer.member,
          parse(z.strictObject({ after: z.uuid().optional() }), request.query).after ?? null,
        ),
    )
    post(
      '/peer/v1/feed/wanted',
      {
        summary: 'Ask for signals again',
        errors: shapeErrors,
        described: { body: FeedWanted, answers: { 200: z.object({ sent: z.int() }) } },
      },
      async (peer, request) => ({
        sent: await sendAgain(deps, peer.member, bodyOf(FeedWanted, request).ids),
      }),
    )
    post(
      '/peer/v1/receipts',
      {
        summary: 'Hand in receipts of withdrawn signals',
        errors: shapeErrors,
        described: { body: z.object({ items: z.array(SignalReceipt) }), answers: { 204: z.null() } },
      },
      async (peer, request, access, reply) => {
        const { items } = bodyOf(z.strictObject({ items: z.array(SignalReceipt).min(1).max(1000) }), request)
        const intent: AccessIntent = {
          ...serving,
          type: 'signal.withdraw',
          ref: `peer:${peer.member}`,
          details: { what: 'receipts' },
        }
        await access.transaction(intent, async (tx) => {
          await takeReceipts(tx, peer.member, items)
          await passReceiptsUp(tx, deps, peer.member, items)
        })
        return reply.code(204).send()
      },
    )
    post(
      '/peer/v1/feedback',
      {
        summary: 'Hand in feedback on a signal',
        errors: ['body-invalid', 'free-text-personal-data'],
        described: { body: Feedback, answers: { 204: z.null() } },
      },
      async (peer, request, access, reply) => {
        const body = jsonOf(request)
        const parsed = Feedback.safeParse(body)
        if (!parsed.success) throw feedbackFault(parsed.error)
        const intent: AccessIntent = { ...serving, type: 'feedback.record', ref: `sig:${parsed.data.signalId}` }
        if (!(await access.transaction(intent, (tx) => takeFeedback(tx, peer.member, parsed.data))))
          throw fail('bad-signature')
        return reply.code(204).send()
      },
    )
    post(
      '/peer/v1/agreements/:id/:version/signature',
      {
        summary: 'Hand in a signature under an agreement',
        errors: ['agreement-invalid', 'body-invalid', 'not-found'],
        described: {
          body: z.union([Agreement, AgreementEnd, OnwardApproval, TransferSignOff]),
          answers: { 204: z.null() },
        },
      },
      async (peer, request, access, reply) => {
        const object = jsonOf(request) as Record<string, unknown>
        const intent: AccessIntent = {
          ...serving,
          ref: `peer:${peer.member}`,
          details: { what: 'signature under an agreement' },
        }
        await access.transaction(intent, (tx) => deps.takeAgreement(tx, peer.member, object))
        return reply.code(204).send()
      },
    )
    get(
      '/peer/v1/keys',
      {
        summary: 'List the replaced keys of the node',
        described: { answers: { 200: z.object({ items: z.array(Rotation) }) } },
      },
      (_peer, _request, access) =>
        access.transaction(serving, async (tx): Promise<{ items: KeyRotation[] }> => {
          tx.leavesNoEntry()
          const rows = await tx.db
            .selectFrom('key_rotation')
            .select('body')
            .where('member', '=', deps.member.id)
            .orderBy('at')
            .execute()
          return { items: rows.map(({ body }) => body) }
        }),
    )
    for (const { method, path, schema, handle } of deps.others) {
      const add = method === 'GET' ? get : post
      add(path, schema, ({ member }, request, _access, reply) =>
        handle(member, { params: request.params, query: request.query, body: factsOf(request).body }, reply),
      )
    }
    // These two routes check requests differently: a join by the invitation's code and the new key, a rotation by the
    // known key.
    routes.post(
      '/peer/v1/join',
      {
        config: { open: true },
        bodyLimit: mostUnsignedBytes,
        schema: ofPeers({
          summary: 'Join by an invitation',
          errors: [
            ...shapeErrors,
            ...([
              'bad-signature',
              'clock-skew',
              'invitation-expired',
              'invitation-invalid',
              'invitation-used',
              'peer-state',
              'single-operator',
            ] as const),
          ],
          described: { body: PeerJoin, answers: { 204: z.null() } },
        }),
      },
      async (request, reply) => {
        const body = bodyOf(PeerJoin, request)
        const publicKey = Buffer.from(body.publicKey, 'base64')
        const token = request.headers[peerHeader]
        if (claimedSigner(token).member !== body.member) throw fail('bad-signature')
        const key = { member: body.member, keyId: keyIdOf(publicKey), publicKey, compromisedSince: null }
        await checkRequest(token as string, [key], { ...factsOf(request), member: deps.member.id, now: deps.clock() })
        const intent: AccessIntent = {
          ...serving,
          ref: `peer:${body.member}`,
          details: { what: 'joined by invitation', invitation: body.invitation },
        }
        await peerAccess(body.member).transaction(intent, (tx) => acceptJoin(tx, body, deps.nodeKey.publicKey))
        return reply.code(204).send()
      },
    )
    routes.post(
      '/peer/v1/keys',
      {
        config: { open: true },
        bodyLimit: mostUnsignedBytes,
        schema: ofPeers({
          summary: 'Announce a new key, signed with the old one',
          errors: [...shapeErrors, 'bad-signature'],
          described: { body: Rotation, answers: { 204: z.null() } },
        }),
      },
      async (request, reply) => {
        const rotation = bodyOf(Rotation, request)
        const taken = await peerAccess(rotation.member).transaction(
          { ...serving, ref: `peer:${rotation.member}` },
          async (tx) => {
            tx.leavesNoEntry()
            return takeRotation(tx, rotation.member, rotation)
          },
        )
        if (!taken) throw fail('bad-signature')
        return reply.code(204).send()
      },
    )
  })

  const peerAccess = (member: string): AccessStore =>
    deps.store.for(
      { account: `peer:${member}`, person: `peer:${member}`, member: deps.member.id, role: 'peer', teams: [] },
      { purpose: null, caseId: null },
    )
}

/** Converts the error for an unknown field of feedback to a separate code, because free text could name a person. */
function feedbackFault(error: z.ZodError): Error {
  const unknown = error.issues.some(({ code }) => code === 'unrecognized_keys')
  return fail(unknown ? 'free-text-personal-data' : 'body-invalid', { detail: error.issues[0]?.message ?? '' })
}
