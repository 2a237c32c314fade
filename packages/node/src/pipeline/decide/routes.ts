import {
  ConfirmationRequest,
  Confirmers,
  DecideAnswer,
  ProposalRequest,
  RemindAnswer,
  ReopenRequest,
  SeenRequest,
  WithdrawProposalRequest,
} from '@entente/contracts'
import { z } from 'zod'
import { type Signatures, signatureErrors } from '../../safeguards/access/acts/present-signature.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { remindConfirmers, renewProposal, withdrawProposal } from './change-proposal.ts'
import { confirm } from './confirm.ts'
import { type ConfirmersDeps, listConfirmers } from './list-confirmers.ts'
import { propose } from './propose.ts'
import { reopen } from './reopen.ts'
import type { DecideDeps } from './settings.ts'

const params = z.object({ id: z.uuid() })

/** Registers the decisions on one case. No route takes several cases. */
export function decisionRoutes(
  app: App,
  deps: Pick<CoreDeps, 'store'> & DecideDeps & ConfirmersDeps & { signatures: Signatures },
): void {
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
          'evidence-changed',
          'not-viewed',
          'proposal-open',
          'rate-exceeded',
          'record-unreadable',
          'second-person-required',
          'grant-unsigned',
          'recently-recovered',
          'third-person-required',
          'too-soon',
          ...signatureErrors,
        ],
        params,
        body: ProposalRequest,
        response: { 201: DecideAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const answer = await deps.signatures.run(request, request.body.signed, (signature) =>
        propose(accessOf(deps, request, id), deps, id, request.body, signature),
      )
      return reply.code(201).send(answer)
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
          'already-confirmed',
          'case-edited',
          'evidence-changed',
          'no-proposal',
          'not-viewed',
          'rate-exceeded',
          'record-unreadable',
          'same-person',
          'second-person-required',
          'grant-unsigned',
          'recently-recovered',
          'third-person-required',
          'too-soon',
          ...signatureErrors,
        ],
        params,
        body: ConfirmationRequest,
        response: { 201: DecideAnswer, 202: DecideAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const answer = await deps.signatures.run(request, request.body.signed, (signature) =>
        confirm(accessOf(deps, request, id), deps, id, request.body, signature),
      )
      return reply.code(answer.state === 'awaiting-verification' ? 202 : 201).send(answer)
    },
  )
  app.get(
    '/v1/cases/:id/confirmers',
    {
      schema: {
        summary: 'List the people who may confirm the own proposal',
        personal: true,
        errors: ['already-confirmed', 'no-proposal', 'not-owner'],
        params,
        response: { 200: Confirmers },
      },
    },
    (request) => {
      const { id } = request.params
      return listConfirmers(accessOf(deps, request, id), deps, id)
    },
  )
  app.post(
    '/v1/cases/:id/proposal/withdraw',
    {
      schema: {
        summary: 'Take the own proposal back',
        personal: true,
        errors: ['already-confirmed', 'no-proposal', 'not-owner'],
        params,
        body: WithdrawProposalRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await withdrawProposal(accessOf(deps, request, id), id, request.body)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/v1/cases/:id/proposal/seen',
    {
      schema: {
        summary: 'State that the own proposal still stands after its evidence changed',
        personal: true,
        errors: ['already-confirmed', 'evidence-changed', 'no-proposal', 'not-owner'],
        params,
        body: SeenRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await renewProposal(accessOf(deps, request, id), id, request.body.seen)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/v1/cases/:id/proposal/remind',
    {
      schema: {
        summary: 'Remind the people who may confirm the own proposal',
        personal: true,
        errors: ['already-confirmed', 'no-proposal', 'not-owner', 'remind-limit'],
        params,
        response: { 200: RemindAnswer },
      },
    },
    (request) => {
      const { id } = request.params
      return remindConfirmers(accessOf(deps, request, id), id)
    },
  )
  app.post(
    '/v1/cases/:id/reopen',
    {
      schema: {
        summary: 'Reopen a decided case',
        personal: true,
        errors: ['case-not-decided', ...signatureErrors],
        params,
        body: ReopenRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await deps.signatures.run(request, request.body.signed, (signature) =>
        reopen(accessOf(deps, request, id), id, request.body, signature),
      )
      return reply.code(204).send(null)
    },
  )
}
