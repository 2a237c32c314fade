import { OversightRates, OversightRatesQuery } from '@entente/contracts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { readOversightRates } from './read-rates.ts'

/** Registers the figures that oversight reads. They contain counts only. */
export function rateRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { gateways: Gateways }): void {
  app.get(
    '/v1/oversight/rates',
    {
      schema: {
        summary: 'Read rates and trends of hits and decisions',
        errors: ['body-invalid'],
        querystring: OversightRatesQuery,
        response: { 200: OversightRates },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(
        {
          ...{ action: 'oversight.read', type: 'oversight.read', decision: 'allow', impersonal: true },
          details: { what: 'rates' },
        },
        (tx) => readOversightRates(tx, deps.gateways, request.query),
      ),
  )
}
