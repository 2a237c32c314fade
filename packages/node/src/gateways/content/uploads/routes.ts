import { NewUpload, Problem, UploadAnswer, UploadDetail } from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import { type App, actorOf, doorOf } from '../../../safeguards/access/http.ts'
import { readUpload } from './read-upload.ts'
import { type ContentSender, type TakeDeps, takeUpload } from './take-upload.ts'

const Id = z.object({ id: z.string().min(1).max(200) })
const bySender = { sender: 'content' } as const

/** Uploads in, and what became of them. */
export function uploadRoutes(app: App, deps: TakeDeps): void {
  app.post(
    '/v1/content/uploads',
    {
      config: bySender,
      schema: {
        description: 'Answered once it is durable. The same uploadId again gets the same answer and changes nothing.',
        body: NewUpload,
        response: { 202: UploadAnswer, 400: Problem, 403: Problem, 503: Problem },
      },
    },
    async (request, reply) => reply.code(202).send(await takeUpload(deps, senderOf(request), request.body)),
  )
  app.get(
    '/v1/content/uploads/:id',
    { config: bySender, schema: { params: Id, response: { 200: UploadDetail } } },
    (request) => {
      const actor = actorOf(request)
      const senderId = actor.role === 'sender' ? actor.account : null
      return readUpload(doorOf(deps, request), senderId, request.params.id)
    },
  )
}

/** The platform whose key this is. Error: `sender-unknown`, also for a person: only a platform hands uploads in. */
export function senderOf(request: FastifyRequest): ContentSender {
  if (actorOf(request).role !== 'sender' || request.sender === null) throw fail('sender-unknown')
  return request.sender
}
