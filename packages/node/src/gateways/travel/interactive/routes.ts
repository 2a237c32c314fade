import { InteractiveAnswer, Problem } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import { type App, actorOf } from '../../../safeguards/access/http.ts'
import { systemDoor } from '../../../safeguards/access/system.ts'
import { answerRequest, type InteractiveDeps } from './answer-request.ts'

/** `POST /v1/travel/interactive`: a PAXLST asks, the CUSRES answers; as JSON where that is accepted. */
export function interactiveRoutes(app: App, deps: InteractiveDeps): void {
  app.post(
    '/v1/travel/interactive',
    {
      config: { sender: true },
      schema: {
        description:
          'The body is a PAXLST as bytes. Answers with a CUSRES (`application/EDIFACT`) within the deadline.',
        response: { 200: z.union([InteractiveAnswer, z.string()]), 422: Problem },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      if (actor.role !== 'sender') throw fail('sender-unknown')
      const sender = await systemDoor(deps, null).act(
        { action: 'message.receive', type: 'record.read', impersonal: true },
        async (tx) => {
          tx.leavesNoEntry()
          return tx.db.selectFrom('sender').selectAll().where('id', '=', actor.account).executeTakeFirst()
        },
      )
      if (sender === undefined) throw fail('sender-unknown')
      const answered = await answerRequest(deps, sender, bytesOf(request.body))
      const json = /\bapplication\/json\b/i.test(request.headers.accept ?? '')
      if (!json) return reply.type(answered.content.contentType).send(answered.content.body)
      if (answered.unreadable !== undefined) {
        throw fail('not-paxlst', {
          errors: answered.unreadable.slice(0, 100).map(({ code, at, position, message }) => ({
            code,
            at: at ?? (position === null ? '/' : `byte ${position.byte}`),
            message,
          })),
        })
      }
      return reply.type('application/json').send(answered.answer)
    },
  )
}

/** The bytes as sent, whatever content type they came under. */
function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) throw fail('empty-body')
  if (body instanceof Uint8Array) return body
  if (typeof body === 'string') return Buffer.from(body)
  throw fail('not-paxlst', { detail: 'Send the PAXLST as bytes, not as JSON.' })
}
