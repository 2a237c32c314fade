import { HashAnswer, HashRequest, Problem } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, actorOf } from '../../../safeguards/access/http.ts'
import { type HashDeps, hashAddress, hashFile, refuseUnreadable } from './hash-file.ts'
import { mayAsk } from './may-ask.ts'
import { takeFile } from './take-file.ts'

/** Route `POST /v1/content/hash`: hashes a file, or an address if fetching is allowed. Nothing is stored. */
export function hashRoutes(app: App, deps: HashDeps & Pick<CoreDeps, 'store'>): void {
  app.post(
    '/v1/content/hash',
    {
      config: { sender: { gateway: 'content' } },
      preValidation: takeFile,
      schema: {
        summary: 'Hash a file or a fetched address',
        errors: [
          'media-decode-timeout',
          'media-decoder-failed',
          'media-empty',
          'media-playlist-refused',
          'media-too-large',
          'media-undecodable',
          'signal-type-unknown',
          'url-forbidden',
          'video-no-stream',
        ],
        description: 'Multipart with `file` and `options`, or JSON with `url`.',
        body: HashRequest,
        response: { 200: HashAnswer, 400: Problem, 413: Problem, 422: Problem },
      },
    },
    async (request) => {
      await mayAsk(deps, request)
      const { url, ...options } = request.body
      if ((request.sentFile === undefined) === (url === undefined))
        throw fail('body-invalid', { at: '/url', detail: 'Send a file or an address, one of the two.' })
      const hashes = await (request.sentFile === undefined
        ? hashAddress(deps, url ?? '', options, actorOf(request).account)
        : hashFile(deps, request.sentFile, options, actorOf(request).account))
      refuseUnreadable(hashes)
      return { results: [hashes] }
    },
  )
}
