import { LabelQuery, LabelSchemes } from '@entente/contracts'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { readLabelSchemes } from './label-schemes.ts'

const asking: AccessIntent = { action: 'content.match', type: 'signal.read', decision: 'allow', impersonal: true }
// Oversight may not match content but may read the labels.
const reading: AccessIntent = { ...asking, action: 'bank.read' }

export function labelRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/content/labels',
    {
      config: { sender: { gateway: 'content' } },
      schema: { summary: 'List the labels of the schemes', querystring: LabelQuery, response: { 200: LabelSchemes } },
    },
    (request) =>
      accessOf(deps, request).transaction(request.sender === null ? reading : asking, async (tx) => {
        tx.leavesNoEntry()
        return { schemes: await readLabelSchemes(tx, request.query) }
      }),
  )
}
