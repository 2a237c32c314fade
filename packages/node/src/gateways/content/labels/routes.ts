import { LabelQuery, LabelSchemes } from '@entente/contracts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { Act } from '../../../safeguards/access/door.ts'
import { type App, doorOf } from '../../../safeguards/access/http.ts'
import { readLabelSchemes } from './label-schemes.ts'

const reading: Act = { action: 'content.match', type: 'signal.read', decision: 'allow', impersonal: true }

export function labelRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/content/labels',
    { config: { sender: 'content' }, schema: { querystring: LabelQuery, response: { 200: LabelSchemes } } },
    (request) =>
      doorOf(deps, request).act(reading, async (tx) => {
        tx.leavesNoEntry()
        return { schemes: await readLabelSchemes(tx, request.query) }
      }),
  )
}
