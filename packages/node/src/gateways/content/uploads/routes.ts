import {
  NewUpload,
  Problem,
  UploadAnswer,
  UploadBatchAnswer,
  UploadBatchRequest,
  UploadDetail,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Failure, fail } from '../../../errors.ts'
import { type App, accessOf, actorOf } from '../../../safeguards/access/http.ts'
import type { PartFile } from './read-parts.ts'
import { readUpload } from './read-upload.ts'
import { readForms, takeBatchForm, takeUploadForm, whileFilesStay } from './take-form.ts'
import { type ContentSender, type TakeDeps, takeUpload } from './take-upload.ts'

const Id = z.object({ id: z.string().min(1).max(200) })
const bySender = { sender: { gateway: 'content' } } as const

/** Routes that receive uploads and read their state. */
export function uploadRoutes(app: App, deps: TakeDeps): void {
  app.register(async (given) => {
    const scope = given as unknown as App
    readForms(scope, deps.hasher.limits.videoBytes)
    scope.post(
      '/v1/content/uploads',
      {
        config: { ...bySender, streams: 'forms' },
        preValidation: takeUploadForm,
        schema: {
          summary: 'Hand in an upload',
          errors: [
            'media-decode-timeout',
            'media-decoder-failed',
            'media-empty',
            'media-playlist-refused',
            'media-too-large',
            'media-undecodable',
            'not-found',
            'signal-type-unknown',
            'url-forbidden',
            'video-no-stream',
          ],
          description:
            'JSON, or multipart with `file`. Answered once it is durable. The same uploadId again gets the same answer and changes nothing.',
          body: NewUpload,
          response: { 202: UploadAnswer, 400: Problem, 403: Problem, 413: Problem, 422: Problem, 503: Problem },
        },
      },
      async (request, reply) => {
        const [file = null] = request.partFiles ?? []
        const answer = await whileFilesStay(request, () => takeUpload(deps, senderOf(request), request.body, file))
        return reply.code(202).send(answer)
      },
    )
    scope.post(
      '/v1/content/uploads/batch',
      {
        config: { ...bySender, streams: 'forms' },
        preValidation: takeBatchForm,
        schema: {
          summary: 'Hand in many uploads',
          errors: [
            'media-decode-timeout',
            'media-decoder-failed',
            'media-empty',
            'media-playlist-refused',
            'media-too-large',
            'media-undecodable',
            'not-found',
            'signal-type-unknown',
            'url-forbidden',
            'video-no-stream',
          ],
          description:
            'JSON, or multipart with several `file` and as many `uploads` in `options`. Each is answered by itself.',
          body: UploadBatchRequest,
          response: { 200: UploadBatchAnswer, 403: Problem, 422: Problem },
        },
      },
      (request) =>
        whileFilesStay(request, () =>
          takeBatch(deps, senderOf(request), request.body.uploads, request.partFiles ?? []),
        ),
    )
    scope.get(
      '/v1/content/uploads/:id',
      {
        config: bySender,
        schema: { summary: 'Read the state of an upload', personal: true, params: Id, response: { 200: UploadDetail } },
      },
      (request) => {
        const actor = actorOf(request)
        const senderId = actor.role === 'sender' ? actor.account : null
        return readUpload(accessOf(deps, request), senderId, request.params.id)
      },
    )
  })
}

/**
 * Returns the platform of the request's key. Error: `sender-unknown`, also for a person: only a platform sends uploads.
 */
function senderOf(request: FastifyRequest): ContentSender {
  if (actorOf(request).role !== 'sender' || request.sender === null) throw fail('sender-unknown')
  return request.sender
}

/** Takes in uploads one after another. A wrong upload does not stop the rest; an upload that was answered is durable. */
async function takeBatch(
  deps: TakeDeps,
  sender: ContentSender,
  uploads: readonly unknown[],
  files: readonly PartFile[],
): Promise<UploadBatchAnswer> {
  const results: UploadBatchAnswer['results'] = []
  for (const [index, given] of uploads.entries()) {
    const parsed = NewUpload.safeParse(given)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const at = ['/uploads', index, ...(issue?.path ?? [])].join('/')
      results.push({ index, upload: null, error: { code: 'body-invalid', at, message: issue?.message ?? '' } })
      continue
    }
    try {
      const upload = await takeUpload(deps, sender, parsed.data, files[index] ?? null)
      results.push({ index, upload, error: null })
    } catch (error) {
      if (!(error instanceof Failure) || error.status >= 500) throw error
      const at = `/uploads/${index}${error.fields.at ?? ''}`
      results.push({ index, upload: null, error: { code: error.code, at, message: error.message } })
    }
  }
  return { results }
}
