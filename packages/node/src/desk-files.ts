import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deskPages } from '@entente/contracts'
import fastifyStatic from '@fastify/static'
import { fail } from './errors.ts'
import type { App } from './safeguards/access/http.ts'

const folder = fileURLToPath(new URL('../../desk/dist/', import.meta.url))

/**
 * Serves the built desk: its files, and the same HTML page at each address of `deskPages`. Every other unknown path
 * gets 404 with a problem document.
 */
export async function serveDesk(app: App): Promise<void> {
  if (!existsSync(folder)) {
    app.get('/', { config: { open: true }, schema: { hide: true } }, (_request, reply) =>
      reply.type('text/plain').send('The desk is not built. Run: npm run build\n'),
    )
    app.setNotFoundHandler(() => {
      throw fail('not-found')
    })
    return
  }
  await app.register(fastifyStatic, { root: folder, cacheControl: false })
  app.setNotFoundHandler((request, reply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || !isDeskPage(request.url)) throw fail('not-found')
    return reply.header('cache-control', 'no-store').sendFile('index.html')
  })
}

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
