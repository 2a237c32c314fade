import type { Config } from './config.ts'
import { takeFeedback } from './exchange/peers/feedback/take-feedback.ts'
import { takeBrought } from './exchange/peers/pull/take-brought.ts'
import type { TakeSignal } from './exchange/stix/take-signal.ts'
import { taxiiAdminRoutes } from './exchange/taxii/admin-routes.ts'
import { forgetForeign } from './exchange/taxii/forget.ts'
import { taxiiPositionRoutes } from './exchange/taxii/positions.ts'
import { type ProjectSignals, projectSignals } from './exchange/taxii/project-signals.ts'
import { taxiiRoutes } from './exchange/taxii/routes.ts'
import { transferRoutes } from './exchange/transfer/routes.ts'
import { readIndexKey } from './keys.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import type { Database } from './safeguards/access/door.ts'
import type { App } from './safeguards/access/http.ts'
import type { Task } from './store/jobs.ts'

/** The exchange with members that run no node of their own: TAXII, and which task runs which step of it. */
export function createExchangeRoom(deps: CoreDeps & { config: Config; db: Database }) {
  const task =
    <P>(work: (payload: P) => Promise<unknown>): Task =>
    async (payload) => {
      await work(payload as P)
    }
  const { config } = deps
  const takeSignal: TakeSignal = (tx, signal) => takeBrought(tx, { ...deps, node: config.node }, signal)
  return {
    tasks: {
      'taxii-project': task((payload: ProjectSignals) => projectSignals(deps, payload)),
      'exchange-clocks': task(() => forgetForeign(deps)),
    } satisfies Record<string, Task>,
    cron: [{ task: 'exchange-clocks', match: '29 * * * *' }],
    routes(app: App): void {
      taxiiAdminRoutes(app, deps)
      taxiiPositionRoutes(app, deps)
      taxiiRoutes(app, {
        ...deps,
        cursorKey: readIndexKey(deps.dataRoot),
        maxContentLength: 10 * 1024 * 1024,
        takeSignal,
      })
      transferRoutes(app, {
        ...deps,
        takeSignal,
        takeFeedback: (tx, feedback) => takeFeedback(tx, feedback.from, feedback),
        maxImportBytes: config.maxImportBytes,
      })
    },
  }
}
