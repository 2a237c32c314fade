import { ReplayResult } from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import type { DayDraws } from '../select/draw.ts'
import { askReassessment } from './reassess-consignments.ts'
import { replayAssessment } from './replay-assessment.ts'

const Id = z.object({ id: z.uuid() })
const Since = z.strictObject({ since: z.iso.datetime({ precision: 3 }) })

/** Routes that recompute an assessment, and that assess consignments again. */
export function replayRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { draws: DayDraws }): void {
  app.post(
    '/v1/cargo/assessments/:id/replay',
    {
      schema: {
        summary: 'Recompute an assessment and compare it byte by byte',
        description: 'From the stored version with the rules, tables and model of that time. Nothing changes.',
        personal: true,
        params: Id,
        response: { 200: ReplayResult },
      },
    },
    (request) => replayAssessment(accessOf(deps, request), deps.draws, request.params.id),
  )
  app.post(
    '/v1/cargo/consignments/reassess',
    {
      schema: {
        summary: 'Assess consignments again',
        description: 'Those that changed since a time and are neither cancelled nor masked. A job does it in parts.',
        body: Since,
        response: { 202: Since },
      },
    },
    async (request, reply) => reply.code(202).send(await askReassessment(accessOf(deps, request), request.body.since)),
  )
}
