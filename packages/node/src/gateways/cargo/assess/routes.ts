import { CargoAssessment, CargoAssessmentList } from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { listAssessments, readAssessment } from './read-assessments.ts'

const Consignment = z.object({ id: z.uuid() })
const Assessment = Consignment.extend({ assessmentId: z.uuid() })

/** Routes of the assessments of a consignment. No filer may call them: they would reveal the lane. */
export function assessmentRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/cargo/consignments/:id/assessments',
    {
      schema: {
        summary: 'List the assessments of a consignment',
        personal: true,
        params: Consignment,
        response: { 200: CargoAssessmentList },
      },
    },
    (request) => listAssessments(accessOf(deps, request), request.params.id),
  )
  app.get(
    '/v1/cargo/consignments/:id/assessments/:assessmentId',
    {
      schema: {
        summary: 'Read an assessment with what it was made from',
        personal: true,
        params: Assessment,
        response: { 200: CargoAssessment },
      },
    },
    (request) => readAssessment(accessOf(deps, request), request.params.id, request.params.assessmentId),
  )
}
