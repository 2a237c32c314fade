import { CaseUpload, ContentQueue, ContentQueueQuery } from '@entente/contracts'
import { z } from 'zod'
import type { Gateways } from '../../../pipeline/gateway/gateway.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { listQueue } from './list-queue.ts'
import { readCaseUpload } from './read-case-upload.ts'

/** Routes of the queue of uploads, and of the upload of a case. */
export function uploadCaseRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { gateways: Gateways }): void {
  app.get(
    '/v1/content/queue',
    {
      schema: {
        summary: 'List the cases of uploads',
        personal: true,
        querystring: ContentQueueQuery,
        response: { 200: ContentQueue },
      },
    },
    (request) => listQueue(accessOf(deps, request), deps.gateways, request.query),
  )
  app.get(
    '/v1/cases/:id/upload',
    {
      schema: {
        summary: 'Read the upload of a case',
        personal: true,
        params: z.object({ id: z.uuid() }),
        response: { 200: CaseUpload },
      },
    },
    (request) => readCaseUpload(accessOf(deps, request, request.params.id), request.params.id),
  )
}
