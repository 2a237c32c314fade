import { AccessDecision, AccessRequest } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { decideSignalAccess, loadSignalAccess, mayKnowOf } from '../../safeguards/access/signal-access/index.ts'

/**
 * Registers `POST /v1/access`, which explains an access decision about a signal with every clause. The answer is 200
 * even if the decision is a refusal. A reader of signals may ask about any member and role. Error: `not-found` for a
 * signal that is hidden from the reader's member.
 */
export function accessRoute(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.post(
    '/v1/access',
    {
      schema: {
        summary: 'Explain who may do what with a signal',
        personal: true,
        errors: ['not-found'],
        body: AccessRequest,
        response: { 200: AccessDecision },
      },
    },
    (request) => {
      const { signalId } = request.body
      const intent: AccessIntent = {
        action: 'signal.read',
        type: 'signal.read',
        decision: 'allow',
        ref: `sig:${signalId}`,
        details: { what: 'access' },
      }
      return accessOf(deps, request).transaction(intent, (tx) => answerAccess(tx, request.body))
    },
  )
}

async function answerAccess(tx: Tx, asked: AccessRequest): Promise<AccessDecision> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', asked.signalId).executeTakeFirst()
  const [input] = await loadSignalAccess(tx.db, row === undefined ? [] : [row], {
    actor: { member: asked.member ?? tx.actor.member, role: asked.role ?? tx.actor.role },
    action: asked.action,
    purpose: asked.purpose,
    now: asked.at === undefined ? tx.now : new Date(asked.at),
    destination: asked.destination ?? null,
  })
  if (input === undefined || !mayKnowOf(tx.actor.member, input)) throw fail('not-found')
  // The clauses reveal the terms of a signal, but not its content.
  return decideSignalAccess(input)
}
