import {
  IntroducedKeyList,
  PassedOnList,
  PassOnRequest,
  PeerConfirmRequest,
  Permission,
  PermissionEndRequest,
  PermissionList,
  PermissionRequest,
} from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { confirmIntroduced, listIntroduced } from '../peers/keys/confirm-introduced.ts'
import { passedOnTo, passOn, stopPassingOn } from './pass-on.ts'
import { askPermission, endPermission, givePermission, listPermissions } from './permissions.ts'

const Id = z.object({ id: z.uuid() })
const changing = (action: AccessIntent['action'], what: string): AccessIntent => ({
  ...{ action, type: 'config.change', impersonal: true },
  details: { what },
})

/** Registers the routes for passing received signals on, and for permissions (decision 0023). */
export function onwardRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member' | 'nodeKey'>): void {
  const list = <T>(items: T[]) => ({ items, next: null })
  const passing = { params: Id, response: { 200: PassedOnList } }
  app.post(
    '/v1/signals/:id/pass-on',
    {
      schema: {
        summary: 'Pass a received signal on to other members',
        personal: true,
        errors: ['pass-on-back', 'pass-on-own', 'peer-state'],
        ...passing,
        body: PassOnRequest,
      },
    },
    (request) => {
      const { id } = request.params
      const { destination, ended } = request.body
      const intent: AccessIntent = { action: 'signal.onward', type: 'signal.release', ref: `sig:${id}` }
      return accessOf(deps, request).transaction(intent, async (tx) =>
        list(ended ? await stopPassingOn(tx, id, destination) : await passOn(tx, deps, id, destination)),
      )
    },
  )
  app.get(
    '/v1/signals/:id/passed-on',
    { schema: { summary: 'List the members to whom a signal was passed on', ...passing } },
    (request) => {
      const { id } = request.params
      const intent: AccessIntent = {
        ...{ action: 'receipt.read', type: 'signal.read', decision: 'allow', impersonal: true },
        ...{ ref: `sig:${id}`, details: { what: 'passed on' } },
      }
      return accessOf(deps, request).transaction(intent, async (tx) => list(await passedOnTo(tx, id)))
    },
  )

  app.get(
    '/v1/permissions',
    { schema: { summary: 'List permissions to pass signals on', response: { 200: PermissionList } } },
    (request) => {
      const intent: AccessIntent = {
        ...changing('receipt.read', 'permissions'),
        type: 'oversight.read',
        decision: 'allow',
      }
      return accessOf(deps, request).transaction(intent, async (tx) => list(await listPermissions(tx)))
    },
  )
  app.post(
    '/v1/permissions',
    {
      schema: {
        summary: 'Draft a permission to pass signals on',
        errors: ['not-found', 'not-owner', 'permission-invalid', 'proposal-open', 'signal-withdrawn'],
        body: PermissionRequest,
        response: { 201: Permission },
      },
    },
    async (request, reply) => {
      const intent = changing('signal.onward', 'permission asked for')
      const permission = await accessOf(deps, request).transaction(intent, (tx) => askPermission(tx, request.body))
      return reply.code(201).send(permission)
    },
  )
  app.post(
    '/v1/permissions/:id/give',
    {
      schema: {
        summary: 'Approve a permission to pass signals on',
        errors: ['permission-given', 'same-person'],
        params: Id,
        response: { 200: Permission },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(changing('agreement.consent', 'permission given'), (tx) =>
        givePermission(tx, deps, request.params.id),
      ),
  )
  app.post(
    '/v1/permissions/:id/end',
    {
      schema: {
        summary: 'End a permission to pass signals on',
        params: Id,
        body: PermissionEndRequest,
        response: { 200: Permission },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(changing('agreement.end', 'permission ended'), (tx) =>
        endPermission(tx, deps, request.params.id, request.body.reason),
      ),
  )

  const introduced = { response: { 200: IntroducedKeyList } }
  app.get(
    '/v1/introductions',
    { schema: { summary: 'List the members that another member introduced', ...introduced } },
    (request) => {
      const intent: AccessIntent = { ...changing('peer.read', 'keys introduced'), decision: 'allow' }
      return accessOf(deps, request).transaction(intent, async (tx) =>
        list(await listIntroduced(tx, deps.nodeKey.publicKey)),
      )
    },
  )
  app.post(
    '/v1/introductions/:member/confirm',
    {
      schema: {
        summary: 'Confirm the key of an introduced member',
        errors: ['words-differ'],
        params: z.object({ member: z.string().max(64) }),
        body: PeerConfirmRequest,
        ...introduced,
      },
    },
    (request) => {
      const { member } = request.params
      const intent: AccessIntent = { ...changing('peer.manage', 'introduced key confirmed'), ref: `peer:${member}` }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        await confirmIntroduced(tx, member, request.body.words, deps.nodeKey.publicKey)
        return list(await listIntroduced(tx, deps.nodeKey.publicKey))
      })
    },
  )
}
