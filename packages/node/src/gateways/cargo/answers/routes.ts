import {
  CargoAnswerList,
  CargoAnswerQuery,
  ReferralAnswerRequest,
  ReferralList,
  ReferralQuery,
  ReferralState,
} from '@entente/contracts'
import { z } from 'zod'
import { listFor, senderOf } from '../../../pipeline/messages/open-messages.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../../safeguards/access/http.ts'
import { answerReferral } from './answer-referral.ts'
import { listAnswers } from './list-answers.ts'
import { listReferrals } from './list-referrals.ts'

const Id = z.object({ id: z.uuid() })
const config = { sender: { gateway: 'cargo' } }

/** Routes by which filers pull answers, and see and answer referrals. */
export function answerRoutes(app: App, deps: CoreDeps): void {
  app.get(
    '/v1/cargo/answers',
    {
      config,
      schema: {
        summary: 'Pull the answers to a filer',
        description:
          'Answers by sequence, for filers without a webhook. An answer that a newer one replaced before it was delivered is left out.',
        personal: true,
        querystring: CargoAnswerQuery,
        response: { 200: CargoAnswerList },
        errors: ['sender-unknown'],
      },
    },
    (request) => {
      const { id } = senderOf(request)
      return listFor(deps, request, 'cargo answers', (tx) => listAnswers(tx, id, request.query))
    },
  )
  app.get(
    '/v1/cargo/referrals',
    {
      config,
      schema: {
        summary: 'List requests for information and for screening',
        description: 'A filer sees the requests to itself, newest first.',
        personal: true,
        querystring: ReferralQuery,
        response: { 200: ReferralList },
      },
    },
    (request) => {
      const { role, account } = actorOf(request)
      return listFor(deps, request, 'referrals', (tx) =>
        listReferrals(tx, role === 'sender' ? account : null, request.query),
      )
    },
  )
  app.post(
    '/v1/cargo/referrals/:id/answer',
    {
      config,
      schema: {
        summary: 'Answer a request for information or for screening',
        description:
          'Answers every question, or gives the result of the screening. Attachments are digests of files that the filer keeps. Defective data is corrected by a new message instead.',
        personal: true,
        params: Id,
        body: ReferralAnswerRequest,
        response: { 202: z.object({ id: z.uuid(), state: ReferralState }) },
        errors: ['referral-answered', 'referral-closed', 'sender-unknown'],
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await answerReferral(accessOf(deps, request), senderOf(request).id, id, request.body)
      return reply.code(202).send({ id, state: 'answered' as const })
    },
  )
}
