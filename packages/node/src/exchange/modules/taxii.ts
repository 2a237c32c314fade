import { defineModule } from '../../module.ts'
import type { Database } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { WrongKeys } from '../../safeguards/access/sessions/count-wrong-keys.ts'
import type { WrongLog } from '../../safeguards/access/sessions/log-wrong.ts'
import type { PasswordChecks } from '../../safeguards/access/sessions/password-checks.ts'
import type { AuditLog } from '../../safeguards/audit/audit-log.ts'
import { doJob } from '../../store/define-job.ts'
import { exchangeClocksJob, projectTaxiiJob } from '../jobs.ts'
import { takeFeedback } from '../peers/feedback/take-feedback.ts'
import { takeImported } from '../peers/pull/take-imported.ts'
import type { TakeSignal } from '../stix/take-signal.ts'
import { taxiiAdminRoutes } from '../taxii/admin-routes.ts'
import { forgetForeign } from '../taxii/forget.ts'
import { taxiiPositionRoutes } from '../taxii/positions.ts'
import { projectSignals } from '../taxii/project-signals.ts'
import { taxiiRoutes } from '../taxii/routes.ts'
import { transferRoutes } from '../transfer/routes.ts'

export interface TaxiiModuleDeps extends CoreDeps {
  db: Database
  audit: AuditLog
  /** The name of this node. */
  node: string
  maxImportBytes: number
  /** Secret from which the key of page tokens is derived. */
  cursorKey: Buffer
  /** The key with which names and addresses of sign-ins are hashed. */
  triesKey: Buffer
  passwords: PasswordChecks
  wrongKeys: WrongKeys
  wrongLog: WrongLog
}

/**
 * Assembles the exchange with members that have no node: TAXII, and files in the formats STIX, MISP and JSON lines of
 * signals.
 */
export function createTaxiiModule(deps: TaxiiModuleDeps) {
  const takeSignal: TakeSignal = (tx, signal) => takeImported(tx, deps, signal)
  return defineModule({
    name: 'taxii',
    sealed: [{ table: 'foreign_object', columns: { raw: 'raw' } }],
    jobs: [
      doJob(projectTaxiiJob, (request) => projectSignals(deps, request)),
      doJob(exchangeClocksJob, () => forgetForeign(deps)),
    ],
    schedules: [{ job: exchangeClocksJob.name, match: '29 * * * *' }],
    routes(app) {
      taxiiAdminRoutes(app, deps)
      taxiiPositionRoutes(app, deps)
      taxiiRoutes(app, {
        ...deps,
        maxContentLength: 10 * 1024 * 1024,
        takeSignal,
      })
      transferRoutes(app, {
        ...deps,
        takeSignal,
        takeFeedback: (tx, feedback) => takeFeedback(tx, feedback.from, feedback),
        maxImportBytes: deps.maxImportBytes,
      })
    },
  })
}
