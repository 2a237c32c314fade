import {
  Invitation,
  InvitationRequest,
  KeyRotation,
  KeyRotationRequest,
  MemberExchanges,
  Peer,
  PeerConfirmRequest,
  PeerReasonRequest,
  SignalHolders,
  WithdrawalPage,
  WithdrawalState,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { exchangeByMember, holdersOf } from '../delivery/read-exchange.ts'
import { listWithdrawals, overdueWithdrawals, withdrawalState } from '../delivery/withdrawal-state.ts'
import { confirmPeer, removePeer, suspendPeer } from './join/change-peer.ts'
import { listPeers, readPeer } from './join/describe-peer.ts'
import { invite } from './join/invite.ts'
import { join } from './join/join.ts'
import { rotateKey } from './keys/rotate-key.ts'
import type { PeerFollower } from './pull/follow-peers.ts'
import { PeerFault } from './requests/peer-fault.ts'
import type { PeerTls } from './requests/peer-request.ts'

const OfMember = z.object({ member: z.string().max(64) })
const reading: AccessIntent = { action: 'peer.read', type: 'config.change', decision: 'allow', impersonal: true }
const managing = (what: string, member?: string): AccessIntent => ({
  action: 'peer.manage',
  type: 'config.change',
  impersonal: true,
  ref: member === undefined ? null : `peer:${member}`,
  details: { what },
})

export type PeerManagementDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey' | 'dataRoot'> & {
  node: string
  tls: PeerTls
  /** The address at which other nodes reach this one. */
  ownUrl: () => string
  followers: () => PeerFollower
}

/**
 * Registers the routes with which people manage the connections to other members' nodes: state, joining, keys,
 * receipts.
 */
export function peerManagementRoutes(app: App, deps: PeerManagementDeps): void {
  const self = () => ({ node: deps.node, url: deps.ownUrl() })
  app.get(
    '/v1/peers',
    {
      schema: {
        summary: 'List the members of the network',
        response: { 200: z.object({ items: z.array(Peer), next: z.null() }) },
      },
    },
    (request) =>
      accessOf(deps, request).transaction({ ...reading, details: { what: 'members' } }, async (tx) => ({
        items: await listPeers(tx),
        next: null,
      })),
  )
  app.get(
    '/v1/peers/:member',
    { schema: { summary: 'Read the state of a member', params: OfMember, response: { 200: Peer } } },
    (request) =>
      accessOf(deps, request).transaction({ ...reading, details: { what: 'member' } }, (tx) =>
        readPeer(tx, request.params.member),
      ),
  )
  app.post(
    '/v1/peers/invitations',
    {
      config: { secret: true },
      schema: {
        summary: 'Invite a member',
        errors: ['peer-exists'],
        body: InvitationRequest,
        response: { 201: Invitation },
      },
    },
    async (request, reply) => {
      const intent = managing('member invited', request.body.member)
      const made = await accessOf(deps, request).transaction(intent, (tx) => invite(tx, deps, request.body, self()))
      return reply.code(201).send(made)
    },
  )
  app.post(
    '/v1/peers/join',
    {
      schema: {
        summary: 'Join a member with its invitation',
        errors: [
          'invitation-expired',
          'invitation-invalid',
          'invitation-used',
          'single-operator',
          'not-found',
          'peer-refused',
          'peer-state',
          'peer-unreachable',
        ],
        body: z.record(z.string(), z.unknown()),
        response: { 200: Peer },
      },
    },
    async (request) => {
      const access = accessOf(deps, request)
      // Check the person's permission before a request goes to another node.
      await access.transaction(managing('join'), async (tx) => tx.leavesNoEntry())
      return join(deps, access, request.body, self())
    },
  )
  app.post(
    '/v1/peers/:member/confirm',
    {
      schema: {
        summary: 'Confirm the six words of a new member',
        errors: ['peer-state', 'words-differ'],
        params: OfMember,
        body: PeerConfirmRequest,
        response: { 200: Peer },
      },
    },
    (request) => {
      const { member } = request.params
      return accessOf(deps, request).transaction(managing('member confirmed', member), async (tx) => {
        await confirmPeer(tx, member, request.body.words)
        return readPeer(tx, member)
      })
    },
  )
  for (const [name, summary, change] of [
    ['suspend', 'Suspend a member', suspendPeer],
    ['remove', 'Remove a member', removePeer],
  ] as const) {
    app.post(
      `/v1/peers/:member/${name}`,
      {
        schema: { summary, errors: ['peer-state'], params: OfMember, body: PeerReasonRequest, response: { 200: Peer } },
      },
      (request) => {
        const { member } = request.params
        const intent = managing(`member: ${name}`, member)
        return accessOf(deps, request).transaction(
          { ...intent, details: { ...intent.details, reason: request.body.reason } },
          async (tx) => {
            await change(tx, member, deps)
            return readPeer(tx, member)
          },
        )
      },
    )
  }
  app.post(
    '/v1/peers/:member/sync',
    {
      schema: {
        summary: 'Read the feed of a member now',
        errors: ['peer-refused', 'peer-state', 'peer-unreachable'],
        params: OfMember,
        response: { 200: Peer },
      },
    },
    async (request) => {
      const { member } = request.params
      const access = accessOf(deps, request)
      const before = await access.transaction(managing('feed taken', member), (tx) => readPeer(tx, member))
      // Nothing is read before the six words were compared.
      if (before.state !== 'active' && before.state !== 'suspended')
        throw fail('peer-state', { detail: `${member} is ${before.state}.` })
      try {
        await deps.followers().sync(member)
      } catch (error) {
        if (!(error instanceof PeerFault)) throw error
        // A broken or too large log is not an error of this request: the state of the peer shows it.
        if (error.code !== 'feed-broken' && error.code !== 'log-too-large')
          throw fail(
            ['unreachable', 'timeout', 'tls-required'].includes(error.code) ? 'peer-unreachable' : 'peer-refused',
            {
              detail: `${member}: ${error.detail ?? error.code}`,
            },
          )
      }
      return access.transaction({ ...reading, details: { what: 'member' } }, (tx) => readPeer(tx, member))
    },
  )
  app.post(
    '/v1/keys/rotate',
    { schema: { summary: 'Replace the key of the node', body: KeyRotationRequest, response: { 200: KeyRotation } } },
    (request) => rotateKey(deps, accessOf(deps, request), request.body.overlapDays),
  )

  const receipts: AccessIntent = { action: 'receipt.read', type: 'signal.read', decision: 'allow', impersonal: true }
  app.get(
    '/v1/signals/:id/receipts',
    {
      schema: {
        summary: 'List the receipts of a withdrawn signal',
        params: z.object({ id: z.uuid() }),
        response: { 200: WithdrawalState },
      },
    },
    (request) => {
      const { id } = request.params
      return accessOf(deps, request).transaction(
        { ...receipts, ref: `sig:${id}`, details: { what: 'receipts' } },
        (tx) => withdrawalState(tx, id),
      )
    },
  )
  app.get(
    '/v1/withdrawals/overdue',
    {
      schema: {
        summary: 'List receipts that are overdue',
        response: { 200: z.object({ items: z.array(WithdrawalState) }) },
      },
    },
    (request) =>
      accessOf(deps, request).transaction({ ...receipts, details: { what: 'overdue withdrawals' } }, async (tx) => ({
        items: await overdueWithdrawals(tx),
      })),
  )
  app.get(
    '/v1/withdrawals',
    { schema: { summary: 'List the withdrawals and their receipts', response: { 200: WithdrawalPage } } },
    (request) =>
      accessOf(deps, request).transaction({ ...receipts, details: { what: 'withdrawals' } }, async (tx) => ({
        items: await listWithdrawals(tx),
        next: null,
      })),
  )
  app.get(
    '/v1/signals/:id/holders',
    {
      schema: {
        summary: 'List the members who hold a signal',
        params: z.object({ id: z.uuid() }),
        response: { 200: SignalHolders },
      },
    },
    (request) => {
      const { id } = request.params
      return accessOf(deps, request).transaction(
        { ...receipts, ref: `sig:${id}`, details: { what: 'holders' } },
        async (tx) => ({
          items: await holdersOf(tx, id),
          next: null,
        }),
      )
    },
  )
  app.get(
    '/v1/exchange',
    { schema: { summary: 'Read what was exchanged with each member', response: { 200: MemberExchanges } } },
    (request) =>
      accessOf(deps, request).transaction({ ...reading, details: { what: 'signals by member' } }, async (tx) => ({
        items: await exchangeByMember(tx),
        next: null,
      })),
  )
}
