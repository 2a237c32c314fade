import { z } from 'zod'
import { LoadedRegime, regimes } from '../retention/regimes.ts'
import type { App } from './http.ts'

/**
 * Registers the route that lists the legal regimes. They contain no personal data, so no purpose is needed and no entry
 * is logged.
 */
export function regimeRoutes(app: App): void {
  app.get(
    '/v1/retention/regimes',
    { schema: { summary: 'List the legal regimes and their periods', response: { 200: z.array(LoadedRegime) } } },
    async () => Object.values(regimes),
  )
}
