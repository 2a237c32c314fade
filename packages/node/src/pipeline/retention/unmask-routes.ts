import {
  NewUnmasking,
  UnmaskApprovalRequest,
  UnmaskedView,
  UnmaskRequest,
  UnmaskRequests,
  UnmaskWords,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import { type Signatures, signatureErrors } from '../../safeguards/access/acts/present-signature.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../safeguards/access/http.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { askingFor, askUnmasking } from './ask-unmasking.ts'
import {
  approveUnmasking,
  largestDocument,
  refuseUnmasking,
  reviewUnmasking,
  sealDocument,
} from './decide-unmasking.ts'
import { listRequests } from './unmask-requests.ts'
import { viewUnmasked } from './view-unmasked.ts'

const Id = z.object({ id: z.uuid() })

/** Registers the routes for unmasking: requests, their approval or refusal, views, and the review by oversight. */
export function unmaskRoutes(
  app: App,
  deps: Pick<CoreDeps, 'store'> & { gateways: Gateways; signatures: Signatures },
): void {
  app.get(
    '/v1/unmask',
    {
      schema: {
        summary: 'List the requests for unmasking that you may know of',
        personal: true,
        querystring: z.object({ case: z.uuid().optional() }),
        response: { 200: UnmaskRequests },
      },
    },
    (request) => {
      const intent: AccessIntent = {
        ...{ action: 'unmask.read', decision: 'allow', details: { what: 'unmaskings' } },
        type: actorOf(request).role === 'oversight' ? 'oversight.read' : 'record.read',
      }
      return accessOf(deps, request).transaction(intent, async (tx) => ({
        items: await listRequests(tx, request.query.case),
        next: null,
      }))
    },
  )
  app.post(
    '/v1/unmask',
    {
      schema: {
        summary: 'Ask to see masked fields of the record of a case',
        personal: true,
        errors: ['deleted', 'not-masked', 'reason-too-short', 'unmask-never', 'unmask-state'],
        body: NewUnmasking,
        response: { 201: UnmaskRequest },
      },
    },
    async (request, reply) => {
      const work = accessOf(deps, request).transaction(
        askingFor(request.body.caseId, actorOf(request), request.purpose),
        (tx) => askUnmasking(tx, deps.gateways, request.body),
      )
      return reply.code(201).send(await work)
    },
  )
  app.post(
    '/v1/unmask/:id/approve',
    {
      schema: {
        summary: 'Approve an unmasking as another person, or record the approval of an outside authority',
        personal: true,
        errors: ['approver-kind', 'same-person', 'unmask-state', ...signatureErrors],
        params: Id,
        body: UnmaskApprovalRequest,
        response: { 200: UnmaskRequest },
      },
    },
    (request) => {
      const { signed, ...approval } = request.body
      return deps.signatures.run(request, signed, (signature) =>
        accessOf(deps, request).transaction(answering(request.params.id, 'unmask.approve', 'unmask.approve'), (tx) =>
          approveUnmasking(tx, request.params.id, approval, signature),
        ),
      )
    },
  )
  app.post(
    '/v1/unmask/:id/refuse',
    {
      schema: {
        summary: 'Refuse an unmasking',
        personal: true,
        errors: ['same-person', 'unmask-state'],
        params: Id,
        body: UnmaskWords,
        response: { 200: UnmaskRequest },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(answering(request.params.id, 'unmask.approve', 'unmask.refuse'), (tx) =>
        refuseUnmasking(tx, request.params.id, request.body.text),
      ),
  )
  app.post(
    '/v1/unmask/:id/document',
    {
      bodyLimit: largestDocument,
      schema: {
        summary: 'Seal the document behind an approval for oversight',
        description: 'The bytes of the document whose SHA-256 the approval states. Only oversight opens it.',
        errors: ['document-differs', 'document-exists', 'recipient-missing', 'too-large', 'unmask-state'],
        params: Id,
        described: { body: z.string(), answers: { 204: z.null().describe('Sealed.') } },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      if (!(request.body instanceof Uint8Array))
        throw fail('body-invalid', { detail: 'Send the document as application/octet-stream.' })
      const bytes = request.body
      const intent = { ...answering(id, 'unmask.approve', 'unmask.document'), impersonal: true } as const
      await accessOf(deps, request).transaction(intent, (tx) => sealDocument(tx, id, bytes))
      return reply.code(204).send()
    },
  )
  app.get(
    '/v1/unmask/:id/view',
    {
      schema: {
        summary: 'See the fields of an approved unmasking; each view is counted and logged',
        personal: true,
        errors: ['deleted', 'unmask-state'],
        params: Id,
        response: { 200: UnmaskedView },
      },
    },
    (request) => {
      const { gateways } = deps
      const reader = { gateways, actor: actorOf(request), purpose: request.purpose }
      return viewUnmasked(accessOf(deps, request), reader, request.params.id)
    },
  )
  app.post(
    '/v1/oversight/unmaskings/:id/review',
    {
      schema: {
        summary: 'Note what oversight found about an unmasking',
        personal: true,
        errors: ['unmask-state'],
        params: Id,
        body: UnmaskWords,
        response: { 200: UnmaskRequest },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(answering(request.params.id, 'unmask.review', 'unmask.review'), (tx) =>
        reviewUnmasking(tx, request.params.id, request.body.text),
      ),
  )
}

/** The intent of an answer to a request. The purpose is checked when its reason is opened. */
const answering = (id: string, action: Action, type: string): AccessIntent => ({ action, type, ref: `unmask:${id}` })
