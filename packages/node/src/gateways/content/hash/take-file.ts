import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The file of a multipart body, on routes that take one. */
    sentFile?: SentFile
  }
}

export interface SentFile {
  name: string
  bytes: Uint8Array
}

/** Returns whether a request is a form. */
export const isForm = (request: FastifyRequest): boolean =>
  /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')

/**
 * Converts a multipart body before it is validated: the part `file` is attached to the request and `options` (JSON)
 * becomes the body, so that one schema checks both forms. Errors: `body-invalid`.
 */
export async function takeFile(request: FastifyRequest): Promise<void> {
  if (!isForm(request)) return
  const form = await readForm(request)
  const files = form.getAll('file').filter((part) => part instanceof File)
  const [file] = files
  if (file === undefined || files.length > 1)
    throw fail('body-invalid', { at: '/file', detail: 'Send one file, as the part `file`.' })
  request.sentFile = await readFile(file)
  const options = form.get('options')
  request.body = typeof options === 'string' ? parseOptions(options) : {}
}

const readFile = async (file: File): Promise<SentFile> => ({
  name: file.name,
  bytes: new Uint8Array(await file.arrayBuffer()),
})

/** Reads the parts of a multipart body. Error: `body-invalid`. */
async function readForm({ body, headers }: FastifyRequest): Promise<FormData> {
  try {
    // The body is in memory, within its limit; Node's own parser reads the parts.
    return await new Response(new Uint8Array(body as Buffer), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData()
  } catch {
    throw fail('body-invalid', { at: '/', detail: 'The multipart body could not be read.' })
  }
}

/** Parses the part `options` as JSON. Error: `body-invalid`. */
export function parseOptions(options: string): unknown {
  try {
    return JSON.parse(options)
  } catch {
    throw fail('body-invalid', { at: '/options', detail: 'The part `options` is no JSON.' })
  }
}
