import { deskPages } from '@entente/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Desk } from './desk/create-desk.ts'
import { fail } from './errors.ts'
import type { App } from './safeguards/access/http.ts'

/** The name of a file below `assets/` has a digest of its content, so its content never changes. */
const forEver = 'public, max-age=31536000, immutable'
/** A browser may store the file, and asks each time whether it changed. */
const askEachTime = 'no-cache'

/**
 * Serves the built desk: its files in compressed form, and the same HTML page at each address of `deskPages`. Every
 * other unknown path gets 404 with a problem document. Files are found by their exact name in the list of the build,
 * so no path of the disk is made from a request.
 */
export function serveDesk(app: App, desk: Desk | null): void {
  if (desk === null || desk.built === null) {
    app.get('/', { config: { open: true }, schema: { hide: true } }, (_request, reply) =>
      reply.type('text/plain').send('The desk is not built. Run: npm run build\n'),
    )
    app.setNotFoundHandler(() => {
      throw fail('not-found')
    })
    return
  }
  const send = async (request: FastifyRequest, reply: FastifyReply, name: string): Promise<FastifyReply> => {
    const file = await desk.file(name, request.headers['accept-encoding'])
    if (file === null) throw fail('not-found')
    const { bytes, encoding, etag, type } = file
    reply
      .header('cache-control', name.startsWith('assets/') ? forEver : askEachTime)
      .header('etag', etag)
      .header('vary', 'accept-encoding')
    if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
    if (encoding !== null) reply.header('content-encoding', encoding)
    return reply.type(type).send(bytes)
  }
  const options = { config: { open: true }, schema: { hide: true } }
  app.get<{ Params: { file: string } }>('/assets/:file', options, (request, reply) =>
    send(request, reply, `assets/${request.params.file}`),
  )
  for (const name of desk.built.files.keys())
    if (!name.startsWith('assets/')) app.get(`/${name}`, options, (request, reply) => send(request, reply, name))
  app.setNotFoundHandler((request, reply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || !isDeskPage(request.url)) throw fail('not-found')
    void desk.keep()
    return send(request, reply, 'index.html')
  })
}

/** Tests whether `If-None-Match` names an entity tag, by weak comparison (RFC 9110, 13.1.2). */
const namesTag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')))

const patterns = deskPages.map((page) => page.slice(1).split('/'))

/**
 * Returns whether the desk has a page at this address. A trailing slash is allowed; an empty, dotted or badly encoded
 * segment is not.
 */
export function isDeskPage(url: string): boolean {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  const segments = path
    .replace(/^\//, '')
    .replace(/(?<=[^/])\/$/, '')
    .split('/')
    .map(decoded)
  if (segments.includes(null)) return false
  return patterns.some(
    (pattern) =>
      pattern.length === segments.length &&
      pattern.every((part, at) =>
        part.startsWith('$') ? /^(?!\.{1,2}$)./.test(segments[at] ?? '') : part === segments[at],
      ),
  )
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
