import { ConfirmationRequest, DecideAnswer, ProposalRequest, ReopenRequest } from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { confirm } from './confirm.ts'
import { propose } from './propose.ts'
import { reopen } from './reopen.ts'
import type { DecideDeps } from './settings.ts'

const params = z.object({ id: z.uuid() })

/** Registers the decisions on one case. No route takes several cases. */
export function decisionRoutes(app: App, deps: Pick<CoreDeps, 'store'> & DecideDeps): void {
  app.post(
    '/v1/cases/:id/proposal',
    {
      schema: {
        summary: 'Propose a decision',
        personal: true,
        errors: [
          'case-changed',
          'case-closed',
          'case-decided',
          'not-viewed',
          'proposal-open',
          'rate-exceeded',
          'record-unreadable',
          'second-person-required',
          'recently-recovered',
          'third-person-required',
          'too-soon',
        ],
        params,
        body: ProposalRequest,
        response: { 201: DecideAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      return reply.code(201).send(await propose(accessOf(deps, request, id), deps, id, request.body))
    },
  )
  app.post(
    '/v1/cases/:id/confirmation',
    {
      schema: {
        summary: 'Confirm or reject a proposal as the second person',
        personal: true,
        errors: [
          'case-changed',
          'case-edited',
          'no-proposal',
          'not-viewed',
          'rate-exceeded',
          'record-unreadable',
          'same-person',
          'second-person-required',
          'recently-recovered',
          'third-person-required',
          'too-soon',
        ],
        params,
        body: ConfirmationRequest,
        response: { 201: DecideAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      return reply.code(201).send(await confirm(accessOf(deps, request, id), deps, id, request.body))
    },
  )
  app.post(
    '/v1/cases/:id/reopen',
    {
      schema: {
        summary: 'Reopen a decided case',
        personal: true,
        errors: ['case-not-decided'],
        params,
        body: ReopenRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await reopen(accessOf(deps, request, id), id, request.body)
      return reply.code(204).send(null)
    },
  )
}
