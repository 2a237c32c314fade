import type { CoreDeps } from '../safeguards/access/core-deps.ts'
import type { App } from '../safeguards/access/http.ts'
import { decisionRoutes } from './decide/routes.ts'
import type { DecideDeps } from './decide/settings.ts'
import { casePageRoutes } from './review/case-page-routes.ts'
import type { ReadCaseDeps } from './review/read-case.ts'
import { reviewRoutes } from './review/routes.ts'

export type CaseRoutesDeps = ReadCaseDeps & Pick<CoreDeps, 'store'> & DecideDeps

/** Registers the routes under `/v1/cases` and `/v1/people`. */
export function caseRoutes(app: App, deps: CaseRoutesDeps): void {
  reviewRoutes(app, deps)
  casePageRoutes(app, deps)
  decisionRoutes(app, deps)
}
