import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The file of a multipart body, where the route takes one. */
    sentFile?: { name: string; bytes: Uint8Array }
  }
}

/**
 * Before a body is checked: of a multipart one the part `file` is put beside the request, and `options` (JSON) takes the place of the body, so that both forms of a
 * request are checked by one schema. Errors: `body-invalid`.
 */
export async function takeFile(request: FastifyRequest): Promise<void> {
  const contentType = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\b/i.test(contentType)) return
  const form = await readForm(request.body, contentType)
  const files = form.getAll('file').filter((part) => part instanceof File)
  const [file] = files
  if (file === undefined || files.length > 1)
    throw fail('body-invalid', { at: '/file', detail: 'Send one file, as the part `file`.' })
  request.sentFile = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  const options = form.get('options')
  request.body = typeof options === 'string' ? parse(options) : {}
}

async function readForm(body: unknown, contentType: string): Promise<FormData> {
  try {
    // The body was read into memory within its limit; what it says of itself is taken apart by the platform.
    return await new Response(new Uint8Array(body as Buffer), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw fail('body-invalid', { at: '/', detail: 'The multipart body could not be read.' })
  }
}

function parse(options: string): unknown {
  try {
    return JSON.parse(options)
  } catch {
    throw fail('body-invalid', { at: '/options', detail: 'The part `options` is no JSON.' })
  }
}
