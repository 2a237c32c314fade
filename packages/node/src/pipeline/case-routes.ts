import type { Signatures } from '../safeguards/access/acts/present-signature.ts'
import type { CoreDeps } from '../safeguards/access/core-deps.ts'
import type { App } from '../safeguards/access/http.ts'
import { decisionRoutes } from './decide/routes.ts'
import type { DecideDeps } from './decide/settings.ts'
import { disparityRoutes } from './disparity/routes.ts'
import { draftRoutes } from './drafts/routes.ts'
import { rateRoutes } from './rates/routes.ts'
import { casePageRoutes } from './review/case-page-routes.ts'
import type { ReadCaseDeps } from './review/read-case.ts'
import { reviewRoutes } from './review/routes.ts'
import type { ShiftDeps } from './shift/read-shift.ts'
import { shiftRoutes } from './shift/routes.ts'

export type CaseRoutesDeps = ReadCaseDeps &
  Pick<CoreDeps, 'store'> &
  DecideDeps &
  ShiftDeps & { signatures: Signatures }

/** Registers the routes under `/v1/cases`, `/v1/drafts`, `/v1/people`, `/v1/shift` and `/v1/oversight/rates`. */
export function caseRoutes(app: App, deps: CaseRoutesDeps): void {
  reviewRoutes(app, deps)
  casePageRoutes(app, deps)
  decisionRoutes(app, deps)
  draftRoutes(app, deps)
  rateRoutes(app, deps)
  disparityRoutes(app, deps)
  shiftRoutes(app, deps)
}
