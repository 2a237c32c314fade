import { type Actor, InteractiveAnswer, Problem } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { SenderRow } from '../../../pipeline/receive/receive-message.ts'
import { type App, actorOf } from '../../../safeguards/access/http.ts'
import { systemDoor } from '../../../safeguards/access/system.ts'
import { answerRequest, type InteractiveDeps } from './answer-request.ts'

/** `POST /v1/travel/interactive`: a PAXLST asks, the CUSRES answers; as JSON where that is accepted. */
export function interactiveRoutes(app: App, deps: InteractiveDeps): void {
  app.register(async (scope) => {
    // Whatever it calls itself, the body is the bytes as sent: a text parser would change those of a Latin-1 list.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    interactiveRoute(scope as unknown as App, deps)
  })
}

function interactiveRoute(app: App, deps: InteractiveDeps): void {
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
      if (!(request.body instanceof Uint8Array)) throw fail('empty-body')
      const sender = await senderOf(deps, actorOf(request))
      const answered = await answerRequest(deps, sender, request.body)
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

async function senderOf(deps: InteractiveDeps, actor: Actor): Promise<SenderRow> {
  if (actor.role !== 'sender') throw fail('sender-unknown')
  const act = { action: 'message.receive', type: 'record.read', impersonal: true } as const
  const sender = await systemDoor(deps, null).act(act, async (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('sender').selectAll().where('id', '=', actor.account).executeTakeFirst()
  })
  if (sender === undefined) throw fail('sender-unknown')
  return sender
}
