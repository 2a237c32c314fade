import { InteractiveAnswer, Problem } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import { senderOf } from '../../../pipeline/messages/open-messages.ts'
import type { App } from '../../../safeguards/access/http.ts'
import { examplePaxlst } from '../messages/example-paxlst.ts'
import { bytesOf, takeAnyBody } from '../messages/receive-body.ts'
import { answerRequest, type InteractiveDeps } from './answer-request.ts'

/** Route `POST /v1/travel/interactive`: answers a PAXLST with a CUSRES, or with JSON if the client accepts it. */
export function interactiveRoutes(app: App, deps: InteractiveDeps): void {
  takeAnyBody(app, (scope) => interactiveRoute(scope, deps))
}

/** Questions that are answered at the same time. More would wait longer than their deadline. */
const mostInHand = 256

function interactiveRoute(app: App, deps: InteractiveDeps): void {
  let inHand = 0
  app.post(
    '/v1/travel/interactive',
    {
      config: { sender: { gateway: 'travel' }, admit: 'answer' },
      schema: {
        summary: 'Ask about a passenger and get the answer at once',
        consumes: ['application/edifact'],
        examples: { body: examplePaxlst },
        described: { body: z.string() },
        errors: ['empty-body', 'not-durable', 'not-paxlst', 'overloaded', 'refused'],
        description:
          'The body is a PAXLST as bytes. Answers with a CUSRES (`application/EDIFACT`) within the deadline.',
        response: { 200: z.union([InteractiveAnswer, z.string()]), 422: Problem },
      },
    },
    async (request, reply) => {
      const bytes = bytesOf(request.body)
      if (inHand >= mostInHand) throw fail('overloaded', { retryAfterMs: 1000 })
      inHand += 1
      const answering = answerRequest(deps, senderOf(request), bytes, reply.elapsedTime)
      const answered = await answering.finally(() => {
        inHand -= 1
      })
      const json = /\bapplication\/json\b/i.test(request.headers.accept ?? '')
      if (!json) return reply.type(answered.content.contentType).send(answered.content.body)
      if (answered.unreadable === undefined) return reply.type('application/json').send(answered.answer)
      const errors = answered.unreadable.slice(0, 100).map(({ code, at, position, message }) => ({
        code,
        at: at ?? (position === null ? '/' : `byte ${position.byte}`),
        message,
      }))
      throw fail('not-paxlst', { errors })
    },
  )
}
