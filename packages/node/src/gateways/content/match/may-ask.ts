import type { FastifyRequest } from 'fastify'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { accessOf } from '../../../safeguards/access/http.ts'

const asking: AccessIntent = { action: 'content.match', type: 'signal.match', decision: 'allow', impersonal: true }

/** Whether the caller may ask about content at all, where nothing that is held is opened for the answer. Error: `role`. */
export const mayAsk = (deps: Pick<CoreDeps, 'store'>, request: FastifyRequest): Promise<void> =>
  accessOf(deps, request).transaction(asking, async (tx) => tx.leavesNoEntry())
