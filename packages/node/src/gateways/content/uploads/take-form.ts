import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import type { App } from '../../../safeguards/access/http.ts'
import { isForm, parseOptions } from '../hash/take-file.ts'
import { type PartFile, type PartLimits, type Parts, readParts } from './read-parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Files of the form, in order. */
    partFiles?: PartFile[]
    /** Work on the files, which stay until it ends; `gone` if the connection closed before it began. */
    filesAtWork?: Promise<unknown> | 'gone'
  }
}

/** Fields of an upload that may be separate parts of the form; all fields may be in `options`, as JSON. */
const texts = ['uploadId', 'contentRef', 'accountRef', 'createdAt', 'url', 'text', 'callbackUrl']
const inMemory = 4e6
/** Bytes of all parts except files; the hashes of a long video are among them. */
const largestFields = 25e6

/** Makes the routes of this app read forms as a stream, up to `largestFile` bytes of files. */
export function readForms(app: App, largestFile: number): void {
  const limits: PartLimits = { files: largestFile, fields: largestFields, inMemory }
  app.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, payload: AsyncIterable<Uint8Array>) => {
      try {
        return await readParts(payload, request.headers['content-type'] ?? '', limits)
      } catch (error) {
        // The rest of the body is read and dropped, so that the client receives the answer.
        request.raw.resume()
        throw error
      }
    },
  )
}

/**
 * Converts a form to an upload before it is validated: the part `file` is attached to the request and the other parts
 * become its body, so that one schema checks both forms. Error: `body-invalid`.
 */
export async function takeUploadForm(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isForm(request)) return
  const { fields, options } = takeParts(request, reply)
  if ((request.partFiles?.length ?? 0) > 1)
    throw fail('body-invalid', { at: '/file', detail: 'Send one file an upload.' })
  const sent = texts.flatMap((name) => (fields.has(name) ? [[name, fields.get(name)]] : []))
  const signals = fields.get('signals')
  request.body = {
    ...options,
    ...Object.fromEntries(sent),
    ...(signals === undefined ? {} : { signals: parseOptions(signals) }),
  }
}

/**
 * Converts a form with several uploads: `options` has the fields of each, in the order of the files. Error:
 * `body-invalid`.
 */
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

/**
 * Runs work on the files of a form, which stay until it ends, even if the client left. Error: `unexpected` if they were
 * removed before.
 */
export async function whileFilesStay<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  if (request.filesAtWork === 'gone') throw fail('unexpected', { detail: 'The request was broken off.' })
  const atWork = work()
  request.filesAtWork = atWork
  return atWork
}

function takeParts(request: FastifyRequest, reply: FastifyReply): { fields: Parts['fields']; options: object } {
  const { fields, files, release } = request.body as Parts
  // Runs when the request is answered or its connection closes. Hashing continues after that, and a missing file must
  // not count as damaged.
  reply.raw.once('close', async () => {
    request.filesAtWork ??= 'gone'
    await Promise.resolve(request.filesAtWork).catch(() => {})
    await release().catch(() => {})
  })
  request.partFiles = files
  request.body = {}
  const sent = fields.get('options')
  const options = sent === undefined ? {} : parseOptions(sent)
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw fail('body-invalid', { at: '/options', detail: 'The part `options` is no object.' })
  return { fields, options }
}
