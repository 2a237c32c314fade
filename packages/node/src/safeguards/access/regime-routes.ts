import { z } from 'zod'
import { fail } from '../../errors.ts'
import { loadRegimes, RegimeError } from '../retention/load-regimes.ts'
import { Regime } from '../retention/regime.ts'
import { regimes } from '../retention/regimes.ts'
import type { Database } from './access-store.ts'
import type { CoreDeps } from './core-deps.ts'
import { type App, accessOf } from './http.ts'

/** The threads of the node know a new version before it applies. */
const appliesAfterMs = 120_000

/**
 * Registers the routes that list the legal regimes, and load those of the operator again. They contain no personal data, so no purpose is
 * needed. Loading leaves an entry in the log. Reading leaves none.
 */
export function regimeRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'clock' | 'dataRoot'> & { db: Database }): void {
  app.get(
    '/v1/retention/regimes',
    { schema: { summary: 'List the legal regimes and their periods', response: { 200: z.array(Regime) } } },
    async () => Object.values(regimes),
  )
  app.post(
    '/v1/retention/regimes',
    {
      schema: {
        summary: 'Load the legal regimes of the folder `regimes` again',
        description:
          'A new version of a regime applies to what is received from two minutes later. If a file cannot be used, nothing changes.',
        errors: ['regime-invalid'],
        response: { 200: z.object({ loaded: z.array(z.string()) }) },
      },
    },
    (request) => {
      const intent = { action: 'sender.manage', type: 'config.change', impersonal: true } as const
      return accessOf(deps, request).transaction(intent, async (tx) => {
        try {
          const { loaded } = await loadRegimes(
            deps.db,
            deps.dataRoot,
            new Date(deps.clock().getTime() + appliesAfterMs),
          )
          tx.note({ what: 'regimes', loaded })
          return { loaded }
        } catch (error) {
          if (error instanceof RegimeError) throw fail('regime-invalid', { detail: error.message })
          throw error
        }
      })
    },
  )
}
