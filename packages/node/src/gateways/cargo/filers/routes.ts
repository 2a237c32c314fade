import { CargoFilerDetail, CargoFilerList } from '@entente/contracts'
import { z } from 'zod'
import { listFor } from '../../../pipeline/messages/open-messages.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { listFilers } from './list-filers.ts'
import { readFiler } from './read-filer.ts'

/** Routes about filers: a list with figures, and one filer with its defects. */
export function filerRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/cargo/filers',
    {
      schema: {
        summary: 'List the filers of goods',
        description:
          'With the quality of their data, late filings, questions and results of inspections. A filer may be a person, so a purpose is asked for.',
        personal: true,
        response: { 200: CargoFilerList },
      },
    },
    (request) => listFor(deps, request, 'filers', (tx) => listFilers(tx)),
  )
  app.get(
    '/v1/cargo/filers/:id',
    {
      schema: {
        summary: 'Read a filer of goods',
        description:
          'With its filings and findings by month, and its answers. Findings are counted by code, never quoted.',
        personal: true,
        params: z.object({ id: z.uuid() }),
        response: { 200: CargoFilerDetail },
      },
    },
    (request) => readFiler(accessOf(deps, request), request.params.id),
  )
}
