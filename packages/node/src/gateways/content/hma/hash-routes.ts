import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../../../safeguards/access/http.ts'
import { type HashDeps, type Hashes, hashContent, hashUrl } from './hash-content.ts'
import { type ContentKind, contentKind } from './names.ts'
import { badRequest, parsed } from './refuse.ts'
import type { Route } from './route.ts'

const Url = z.object({ url: z.string().min(1), content_type: z.string().optional(), types: z.string().optional() })
const Types = z.object({ types: z.string().optional() })

/** Hashes the content at the address in the query. */
export function hashAddressed(deps: HashDeps, request: FastifyRequest): Promise<Hashes> {
  const { url, content_type: type, types } = parsed(Url, request.query)
  return hashUrl(deps, url, {
    kind: type === undefined ? null : contentKind(type),
    types,
    caller: actorOf(request).account,
  })
}

/** Hashes the file of a form, and returns the form's other fields. */
export async function hashSent(deps: HashDeps, request: FastifyRequest) {
  const { types } = parsed(Types, request.query)
  const { kind, file, fields } = await readForm(request)
  return {
    hashes: await hashContent(deps, { file: kind, bytes: file }, { kind, types, caller: actorOf(request).account }),
    fields,
  }
}

export const hashRoutes = (deps: HashDeps): Route[] => [
  { method: 'GET', url: '/h/hash', answer: (request) => hashAddressed(deps, request) },
  { method: 'POST', url: '/h/hash', answer: async (request) => (await hashSent(deps, request)).hashes },
]

interface Form {
  kind: ContentKind
  file: Uint8Array
  /** Other fields of the form. */
  fields: Record<string, string>
}

/**
 * Reads a form with one file; the name of its field is the kind of content. No file, several, or a damaged form is
 * answered 400.
 */
async function readForm(request: FastifyRequest): Promise<Form> {
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
