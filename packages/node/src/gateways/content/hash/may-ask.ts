import type { FastifyRequest } from 'fastify'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { accessOf } from '../../../safeguards/access/http.ts'

const asking: AccessIntent = { action: 'content.match', type: 'signal.match', decision: 'allow', impersonal: true }

/** Checks whether the caller may use content matching, for answers that open no stored data. Error: `role`. */
export const mayAsk = (deps: Pick<CoreDeps, 'store'>, request: FastifyRequest): Promise<void> =>
  accessOf(deps, request).transaction(asking, async (tx) => tx.leavesNoEntry())
