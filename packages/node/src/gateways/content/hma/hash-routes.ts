import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type HashDeps, type Hashes, hashContent, hashUrl } from './hash-content.ts'
import { contentKind } from './names.ts'
import { readForm } from './read-form.ts'
import { parsed } from './refuse.ts'
import type { Route } from './route.ts'

const Url = z.object({ url: z.string().min(1), content_type: z.string().optional(), types: z.string().optional() })
const Types = z.object({ types: z.string().optional() })

/** Hashes the content at the address in the query. */
export function hashAddressed(deps: HashDeps, request: FastifyRequest): Promise<Hashes> {
  const { url, content_type: type, types } = parsed(Url, request.query)
  return hashUrl(deps, url, { kind: type === undefined ? null : contentKind(type), types })
}

/** Hashes the file of a form, and returns the form's other fields. */
export async function hashSent(deps: HashDeps, request: FastifyRequest) {
  const { types } = parsed(Types, request.query)
  const { kind, file, fields } = await readForm(request)
  return { hashes: await hashContent(deps, { file: kind, bytes: file }, { kind, types }), fields }
}

export const hashRoutes = (deps: HashDeps): Route[] => [
  { method: 'GET', url: '/h/hash', answer: (request) => hashAddressed(deps, request) },
  { method: 'POST', url: '/h/hash', answer: async (request) => (await hashSent(deps, request)).hashes },
]
