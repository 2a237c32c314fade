import { z } from 'zod'
import { LoadedRegime, regimes } from '../retention/regimes.ts'
import type { App } from './http.ts'

/** Which law decides how long a record is readable and for what. It is nobody's data: no purpose is asked for and no entry left. */
export function regimeRoutes(app: App): void {
  app.get(
    '/v1/retention/regimes',
    { schema: { summary: 'List the legal regimes and their periods', response: { 200: z.array(LoadedRegime) } } },
    async () => Object.values(regimes),
  )
}
