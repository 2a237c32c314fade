import {
  AgreementEndRequest,
  AgreementPage,
  AgreementPreview,
  AgreementSignRequest,
  AgreementSuspendRequest,
  AgreementView,
} from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import { type Signatures, signatureErrors } from '../../safeguards/access/acts/present-signature.ts'
import { recordAct } from '../../safeguards/access/acts/record-act.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { agreementAct, agreementEndAct } from './agreement-act.ts'
import { endAgreement, suspendAgreement } from './end-agreement.ts'
import { previewAgreement } from './preview-agreement.ts'
import { signAgreement } from './sign-agreement.ts'
import { listAgreements, viewAgreement } from './view-agreement.ts'
import { draftAgreement, offerAgreement } from './write-agreement.ts'

const Id = z.object({ id: z.uuid() })

/** Registers the routes for agreements. They contain no personal data, so no purpose is needed. */
export function agreementRoutes(
  app: App,
  deps: Pick<CoreDeps, 'store' | 'member' | 'nodeKey'> & { signatures: Signatures },
): void {
  const own = deps.member.id
  const ref = (id?: string) => (id === undefined ? null : `agreement:${id}`)
  const reading = (id?: string): AccessIntent => ({
    ...{ action: 'agreement.read', type: 'oversight.read', decision: 'allow', impersonal: true },
    ...{ ref: ref(id), details: { what: 'agreements' } },
  })
  const writing = (action: AccessIntent['action'], what: string, id?: string): AccessIntent => ({
    ...{ action, type: 'config.change', impersonal: true, ref: ref(id), details: { what } },
  })
  const answer = { response: { 200: AgreementView } }

  app.get(
    '/v1/agreements',
    { schema: { summary: 'List the agreements', response: { 200: AgreementPage } } },
    async (request) => ({
      items: await accessOf(deps, request).transaction(reading(), (tx) => listAgreements(tx)),
      next: null,
    }),
  )
  const Version = z.strictObject({ version: z.coerce.number().int().min(1).optional() })
  app.get(
    '/v1/agreements/:id',
    { schema: { summary: 'Read an agreement', params: Id, querystring: Version, ...answer } },
    (request) => {
      const { id } = request.params
      return accessOf(deps, request).transaction(reading(id), (tx) => viewAgreement(tx, id, request.query.version))
    },
  )
  app.get(
    '/v1/agreements/:id/preview',
    { schema: { summary: 'Preview what an agreement would share', params: Id, response: { 200: AgreementPreview } } },
    (request) =>
      accessOf(deps, request).transaction(reading(request.params.id), (tx) => previewAgreement(tx, request.params.id)),
  )
  // `draftAgreement` checks the fields itself, so that it can report all faults of a draft together.
  const Draft = z.record(z.string(), z.unknown()).describe('AgreementDraft')
  app.post(
    '/v1/agreements',
    {
      schema: {
        summary: 'Draft an agreement',
        errors: ['agreement-invalid', 'agreement-state', 'not-found'],
        body: Draft,
        response: { 201: AgreementView },
      },
    },
    async (request, reply) => {
      const intent = writing('agreement.write', 'agreement drafted')
      const view = await accessOf(deps, request).transaction(intent, (tx) => draftAgreement(tx, request.body, own))
      return reply.code(201).send(view)
    },
  )
  const read = AgreementSignRequest.nullish()
  app.post(
    '/v1/agreements/:id/offer',
    {
      schema: {
        summary: 'Offer a draft to the other parties',
        errors: [
          'agreement-state',
          'impact-assessment-expired',
          'necessity-missing',
          'same-person',
          ...signatureErrors,
        ],
        params: Id,
        body: read,
        ...answer,
      },
    },
    (request) => {
      const { id } = request.params
      // The person who offers it is one of the two who approve it.
      return deps.signatures.run(request, request.body?.signed, (signature) =>
        accessOf(deps, request).transaction(writing('agreement.write', 'agreement offered', id), async (tx) => {
          const view = await offerAgreement(tx, id, request.body?.digest)
          await recordAct(tx, signature, await agreementAct(tx, id))
          return view
        }),
      )
    },
  )
  app.post(
    '/v1/agreements/:id/sign',
    {
      schema: {
        summary: 'Approve and sign an agreement',
        errors: [
          ...(['agreement-ended', 'agreement-not-offered', 'agreement-signed', 'same-person'] as const),
          ...(['impact-assessment-expired', 'necessity-missing'] as const),
          ...signatureErrors,
        ],
        params: Id,
        body: read,
        ...answer,
      },
    },
    (request) => {
      const { id } = request.params
      const intent = writing('agreement.consent', 'yes to an agreement', id)
      return deps.signatures.run(request, request.body?.signed, (signature) =>
        accessOf(deps, request).transaction(intent, async (tx) => {
          const view = await signAgreement(tx, id, own, deps.nodeKey, request.body?.digest)
          await recordAct(tx, signature, await agreementAct(tx, id))
          return view
        }),
      )
    },
  )
  app.post(
    '/v1/agreements/:id/end',
    {
      schema: {
        summary: 'End an agreement',
        errors: ['agreement-ended', 'agreement-state', ...signatureErrors],
        params: Id,
        body: AgreementEndRequest,
        ...answer,
      },
    },
    (request) => {
      const { id } = request.params
      const intent = writing('agreement.end', 'agreement ended', id)
      return deps.signatures.run(request, request.body.signed, (signature) =>
        accessOf(deps, request).transaction(intent, async (tx) => {
          const act = await agreementEndAct(tx, id, request.body)
          const view = await endAgreement(tx, id, own, request.body.reason, deps.nodeKey)
          await recordAct(tx, signature, act)
          return view
        }),
      )
    },
  )
  app.post(
    '/v1/agreements/:id/suspend',
    {
      schema: {
        summary: 'Suspend or resume an agreement',
        errors: ['agreement-state'],
        params: Id,
        body: AgreementSuspendRequest,
        ...answer,
      },
    },
    (request) => {
      const { id } = request.params
      const intent = writing('agreement.end', request.body.suspended ? 'agreement suspended' : 'agreement goes on', id)
      return accessOf(deps, request).transaction(intent, (tx) => suspendAgreement(tx, id, request.body))
    },
  )
}
