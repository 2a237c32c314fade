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
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { Act } from '../../safeguards/access/door.ts'
import { type App, doorOf } from '../../safeguards/access/http.ts'
import { confirmIntroduced, listIntroduced } from '../peers/keys/confirm-introduced.ts'
import { passedOnTo, passOn, stopPassingOn } from './pass-on.ts'
import { askPermission, endPermission, givePermission, listPermissions } from './permissions.ts'

const Id = z.object({ id: z.uuid() })
const changing = (action: Act['action'], what: string): Act => ({
  ...{ action, type: 'config.change', impersonal: true },
  details: { what },
})

/** Passing received signals on, and what people say to it (decision 0023). */
export function onwardRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member' | 'nodeKey'>): void {
  const list = <T>(items: T[]) => ({ items, next: null })
  const passing = { params: Id, response: { 200: PassedOnList } }
  app.post('/v1/signals/:id/pass-on', { schema: { ...passing, body: PassOnRequest } }, (request) => {
    const { id } = request.params
    const { destination, ended } = request.body
    const act: Act = { action: 'signal.onward', type: 'signal.release', ref: `sig:${id}` }
    return doorOf(deps, request).act(act, async (tx) =>
      list(ended ? await stopPassingOn(tx, id, destination) : await passOn(tx, deps, id, destination)),
    )
  })
  app.get('/v1/signals/:id/passed-on', { schema: passing }, (request) => {
    const { id } = request.params
    const act: Act = {
      ...{ action: 'receipt.read', type: 'signal.read', decision: 'allow', impersonal: true },
      ...{ ref: `sig:${id}`, details: { what: 'passed on' } },
    }
    return doorOf(deps, request).act(act, async (tx) => list(await passedOnTo(tx, id)))
  })

  app.get('/v1/permissions', { schema: { response: { 200: PermissionList } } }, (request) => {
    const act: Act = { ...changing('receipt.read', 'permissions'), type: 'oversight.read', decision: 'allow' }
    return doorOf(deps, request).act(act, async (tx) => list(await listPermissions(tx)))
  })
  app.post(
    '/v1/permissions',
    { schema: { body: PermissionRequest, response: { 201: Permission } } },
    async (request, reply) => {
      const act = changing('signal.onward', 'permission asked for')
      const permission = await doorOf(deps, request).act(act, (tx) => askPermission(tx, request.body))
      return reply.code(201).send(permission)
    },
  )
  app.post('/v1/permissions/:id/give', { schema: { params: Id, response: { 200: Permission } } }, (request) =>
    doorOf(deps, request).act(changing('agreement.consent', 'permission given'), (tx) =>
      givePermission(tx, deps, request.params.id),
    ),
  )
  app.post(
    '/v1/permissions/:id/end',
    { schema: { params: Id, body: PermissionEndRequest, response: { 200: Permission } } },
    (request) =>
      doorOf(deps, request).act(changing('agreement.end', 'permission ended'), (tx) =>
        endPermission(tx, deps, request.params.id, request.body.reason),
      ),
  )

  const introduced = { response: { 200: IntroducedKeyList } }
  app.get('/v1/introductions', { schema: introduced }, (request) => {
    const act: Act = { ...changing('peer.read', 'keys introduced'), decision: 'allow' }
    return doorOf(deps, request).act(act, async (tx) => list(await listIntroduced(tx, deps.nodeKey.publicKey)))
  })
  app.post(
    '/v1/introductions/:member/confirm',
    { schema: { params: z.object({ member: z.string().max(64) }), body: PeerConfirmRequest, ...introduced } },
    (request) => {
      const { member } = request.params
      const act: Act = { ...changing('peer.manage', 'introduced key confirmed'), ref: `peer:${member}` }
      return doorOf(deps, request).act(act, async (tx) => {
        await confirmIntroduced(tx, member, request.body.words, deps.nodeKey.publicKey)
        return list(await listIntroduced(tx, deps.nodeKey.publicKey))
      })
    },
  )
}
