import type { CoreDeps } from '../safeguards/access/core-deps.ts'
import type { App } from '../safeguards/access/http.ts'
import type { ConfirmersDeps } from './decide/list-confirmers.ts'
import { decisionRoutes } from './decide/routes.ts'
import type { DecideDeps } from './decide/settings.ts'
import { draftRoutes } from './drafts/routes.ts'
import { casePageRoutes } from './review/case-page-routes.ts'
import type { ReadCaseDeps } from './review/read-case.ts'
import { reviewRoutes } from './review/routes.ts'

export type CaseRoutesDeps = ReadCaseDeps & Pick<CoreDeps, 'store'> & DecideDeps & ConfirmersDeps

/** Registers the routes under `/v1/cases`, `/v1/drafts` and `/v1/people`. */
export function caseRoutes(app: App, deps: CaseRoutesDeps): void {
  reviewRoutes(app, deps)
  casePageRoutes(app, deps)
  decisionRoutes(app, deps)
  draftRoutes(app, deps)
}
