import type { FastifyRequest } from 'fastify'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { Act } from '../../../safeguards/access/door.ts'
import { doorOf } from '../../../safeguards/access/http.ts'

const asking: Act = { action: 'content.match', type: 'signal.match', decision: 'allow', impersonal: true }

/** Whether the caller may ask about content at all, where nothing that is held is opened for the answer. Error: `role`. */
export const mayAsk = (deps: Pick<CoreDeps, 'store'>, request: FastifyRequest): Promise<void> =>
  doorOf(deps, request).act(asking, async (tx) => tx.leavesNoEntry())
