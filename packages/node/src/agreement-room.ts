import { runAgreementClocks } from './exchange/agreements/clocks.ts'
import { agreementRoutes } from './exchange/agreements/routes.ts'
import { accessRoute } from './exchange/signals/access-route.ts'
import { type AskStored, askStored, followLists } from './exchange/signals/false-positives/ask-stored.ts'
import { falsePositiveRoutes } from './exchange/signals/false-positives/routes.ts'
import { releaseRoutes } from './exchange/signals/release/routes.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import type { App } from './safeguards/access/http.ts'

/** What may be done with signals and why: agreements, the access decision asked from outside. */
export function createAgreementRoom(deps: CoreDeps) {
  return {
    tasks: {
      'agreement-clocks': async () => {
        await runAgreementClocks(deps)
        await followLists(deps)
      },
      'ask-false-positives': async (payload: unknown) => {
        await askStored(deps, payload as AskStored)
      },
    },
    cron: [{ task: 'agreement-clocks', match: '11 4 * * *' }],
    routes(app: App): void {
      accessRoute(app, deps)
      agreementRoutes(app, deps)
      falsePositiveRoutes(app, deps)
      releaseRoutes(app, deps)
    },
  }
}
