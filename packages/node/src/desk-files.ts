import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { fail } from './errors.ts'
import type { App } from './safeguards/access/http.ts'

const folder = fileURLToPath(new URL('../../desk/dist/', import.meta.url))

/** Serves the built desk. Every path that is no file and no interface of the node is a page of the desk. */
export async function serveDesk(app: App): Promise<void> {
  if (!existsSync(folder)) {
    app.get('/', { config: { open: true } }, (_request, reply) =>
      reply.type('text/plain').send('The desk is not built. Run: npm run build\n'),
    )
    app.setNotFoundHandler(() => {
      throw fail('not-found')
    })
    return
  }
  await app.register(fastifyStatic, { root: folder, cacheControl: false })
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' && !/^\/(v1|docs|health|metrics|assets|peer|public|audit)(\/|$)/.test(request.url)
    if (!isPage) throw fail('not-found')
    return reply.header('cache-control', 'no-store').sendFile('index.html')
  })
}
