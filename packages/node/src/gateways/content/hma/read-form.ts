import type { FastifyRequest } from 'fastify'
import { type ContentKind, contentKind } from './names.ts'
import { badRequest } from './refuse.ts'

export interface Form {
  kind: ContentKind
  file: Uint8Array
  /** Other fields of the form. */
  fields: Record<string, string>
}

/**
 * Reads a form with one file; the name of its field is the kind of content. No file, several, or a damaged form is
 * answered 400.
 */
export async function readForm(request: FastifyRequest): Promise<Form> {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\b/i.test(type) || !Buffer.isBuffer(request.body))
    throw badRequest('Send one file as multipart/form-data, in a field named photo or video.')
  let form: FormData
  try {
    form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData()
  } catch {
    throw badRequest('The form cannot be read.')
  }
  const fields: Record<string, string> = Object.create(null)
  const files: [string, Blob][] = []
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value
    else files.push([name, value])
  }
  const [first] = files
  if (first === undefined || files.length > 1) throw badRequest(`Send exactly one file, not ${files.length}.`)
  return { kind: contentKind(first[0]), file: new Uint8Array(await first[1].arrayBuffer()), fields }
}
