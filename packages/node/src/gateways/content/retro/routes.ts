import { RetroJob, RetroRequest } from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { askRetro, readRetro } from './retro-match.ts'

const Id = z.object({ id: z.uuid() })
const asking: AccessIntent = {
  action: 'bank.write',
  type: 'signal.match',
  impersonal: true,
  details: { what: 'retro asked' },
}
const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow', impersonal: true }

export function retroRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.post(
    '/v1/content/retro',
    {
      schema: {
        summary: 'Look earlier uploads up again',
        errors: ['not-found'],
        body: RetroRequest,
        response: { 202: z.object({ jobId: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const jobId = await accessOf(deps, request).transaction(asking, (tx) => askRetro(tx, request.body))
      return reply.code(202).send({ jobId })
    },
  )
  app.get(
    '/v1/content/retro/:id',
    {
      schema: { summary: 'Read the progress of a look-up of earlier uploads', params: Id, response: { 200: RetroJob } },
    },
    (request) =>
      accessOf(deps, request).transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        return readRetro(tx, request.params.id)
      }),
  )
}
