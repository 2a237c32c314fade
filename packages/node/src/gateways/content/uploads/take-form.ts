import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import { isForm, parseOptions, readFile, readForm } from '../hash/take-file.ts'

/** What may be said of an upload in a part of its own; everything can be said in `options`, as JSON. */
const texts = ['uploadId', 'contentRef', 'accountRef', 'createdAt', 'url', 'text', 'callbackUrl']

/**
 * Before an upload is checked that comes as a form: its part `file` is put beside the request, its other parts take the place of the body, so that both forms of
 * an upload are checked by one schema. Error: `body-invalid`.
 */
export async function takeUploadForm(request: FastifyRequest): Promise<void> {
  if (!isForm(request)) return
  const { form, files, options } = await partsOf(request)
  if (files.length > 1) throw fail('body-invalid', { at: '/file', detail: 'Send one file an upload.' })
  const fields = texts.flatMap((name) => {
    const value = form.get(name)
    return typeof value === 'string' ? [[name, value]] : []
  })
  const signals = form.get('signals')
  request.body = {
    ...options,
    ...Object.fromEntries(fields),
    ...(typeof signals === 'string' ? { signals: parseOptions(signals) } : {}),
  }
  if (files[0] !== undefined) request.sentFile = await readFile(files[0])
}

/** The same for several uploads at once: `options` says of each what an upload says, in the order of the files. Error: `body-invalid`. */
export async function takeBatchForm(request: FastifyRequest): Promise<void> {
  if (!isForm(request)) return
  const { files, options } = await partsOf(request)
  const { uploads } = options as { uploads?: unknown }
  if (!Array.isArray(uploads) || uploads.length !== files.length) {
    const detail = 'Send as many uploads in `options` as parts `file`, in the same order.'
    throw fail('body-invalid', { at: '/uploads', detail })
  }
  request.body = options
  request.sentFiles = await Promise.all(files.map(readFile))
}

async function partsOf(request: FastifyRequest): Promise<{ form: FormData; files: File[]; options: object }> {
  const form = await readForm(request)
  const said = form.get('options')
  const options = typeof said === 'string' ? parseOptions(said) : {}
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw fail('body-invalid', { at: '/options', detail: 'The part `options` is no object.' })
  return { form, files: form.getAll('file').filter((part) => part instanceof File), options }
}
