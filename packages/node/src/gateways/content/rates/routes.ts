import { ContentRates } from '@entente/contracts'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { readRates } from './read-rates.ts'

const reading: AccessIntent = { action: 'bank.read', type: 'signal.read', decision: 'allow', impersonal: true }

/** Route `GET /v1/content/rates`: counts of matched uploads and of opinions about matches. */
export function rateRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/content/rates',
    {
      schema: {
        summary: 'Read how often uploads matched and how often that was right',
        response: { 200: ContentRates },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        return readRates(tx)
      }),
  )
}
