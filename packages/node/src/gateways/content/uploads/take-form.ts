import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import type { App } from '../../../safeguards/access/http.ts'
import { isForm, parseOptions } from '../hash/take-file.ts'
import { type PartFile, type PartLimits, type Parts, readParts } from './read-parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The files of a form, in order. */
    partFiles?: PartFile[]
    /** What is made of them: they stay until then. `gone`: nobody waited for it any more. */
    filesAtWork?: Promise<unknown> | 'gone'
  }
}

/** What may be said of an upload in a part of its own; everything can be said in `options`, as JSON. */
const texts = ['uploadId', 'contentRef', 'accountRef', 'createdAt', 'url', 'text', 'callbackUrl']
const inMemory = 4e6
/** Of all parts but the files: hashes of a long video among them. */
const largestFields = 25e6

/** Routes of this app read forms as they come, up to so many bytes of files. */
export function readForms(app: App, largestFile: number): void {
  const limits: PartLimits = { files: largestFile, fields: largestFields, inMemory }
  app.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, payload: AsyncIterable<Uint8Array>) => {
      try {
        return await readParts(payload, request.headers['content-type'] ?? '', limits)
      } catch (error) {
        // Whoever still sends hears the answer once they have.
        request.raw.resume()
        throw error
      }
    },
  )
}

/**
 * Before an upload is checked that comes as a form: its part `file` is put beside the request, its other parts take the place of the body, so that both forms of
 * an upload are checked by one schema. Error: `body-invalid`.
 */
export async function takeUploadForm(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isForm(request)) return
  const { fields, options } = takeParts(request, reply)
  if ((request.partFiles?.length ?? 0) > 1)
    throw fail('body-invalid', { at: '/file', detail: 'Send one file an upload.' })
  const said = texts.flatMap((name) => (fields.has(name) ? [[name, fields.get(name)]] : []))
  const signals = fields.get('signals')
  request.body = {
    ...options,
    ...Object.fromEntries(said),
    ...(signals === undefined ? {} : { signals: parseOptions(signals) }),
  }
}

/** The same for several uploads at once: `options` says of each what an upload says, in the order of the files. Error: `body-invalid`. */
export async function takeBatchForm(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isForm(request)) return
  const { options } = takeParts(request, reply)
  const { uploads } = options as { uploads?: unknown }
  if (!Array.isArray(uploads) || uploads.length !== request.partFiles?.length) {
    const detail = 'Send as many uploads in `options` as parts `file`, in the same order.'
    throw fail('body-invalid', { at: '/uploads', detail })
  }
  request.body = options
}

/** Does something with the files of a form, which stay for as long, also where whoever sent them no longer waits. Error: `unexpected` where they went before. */
export async function whileFilesStay<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  if (request.filesAtWork === 'gone') throw fail('unexpected', { detail: 'The request was broken off.' })
  const atWork = work()
  request.filesAtWork = atWork
  return atWork
}

function takeParts(request: FastifyRequest, reply: FastifyReply): { fields: Parts['fields']; options: object } {
  const { fields, files, release } = request.body as Parts
  // Answered or broken off. Whoever hashes them goes on all the same, and must not take for damaged what is not there any more.
  reply.raw.once('close', async () => {
    request.filesAtWork ??= 'gone'
    await Promise.resolve(request.filesAtWork).catch(() => {})
    await release().catch(() => {})
  })
  request.partFiles = files
  request.body = {}
  const said = fields.get('options')
  const options = said === undefined ? {} : parseOptions(said)
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw fail('body-invalid', { at: '/options', detail: 'The part `options` is no object.' })
  return { fields, options }
}
