import { CompareAnswer, CompareRequest, TryAnswer, TryRequest } from '@entente/contracts'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import type { MatchIndex } from '../match-index.ts'
import { compareTyped, tryIdentity } from './try-identity.ts'

/** Registers the routes that compare a typed identity with the signals or with another identity. */
export function tryRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { index: MatchIndex }): void {
  // POST, so that no name or number appears in a URL. The log records that somebody tried a name and how many signals they saw, not the name.
  const typed = (type: string, what: string): AccessIntent => ({
    action: 'signal.read',
    type,
    decision: 'allow',
    details: { what },
  })
  app.post(
    '/v1/matching/try',
    {
      schema: {
        summary: 'Compare an identity with the signals',
        personal: true,
        errors: [
          'birth-date-implausible',
          'birth-date-invalid',
          'identity-invalid',
          'name-empty',
          'name-too-long',
          'names-too-many',
        ],
        body: TryRequest,
        response: { 200: TryAnswer },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(typed('signal.read', 'try'), (tx) =>
        tryIdentity(tx, deps.index, request.body),
      ),
  )
  app.post(
    '/v1/matching/compare',
    {
      schema: {
        summary: 'Compare two identities and explain the score',
        personal: true,
        errors: [
          'birth-date-implausible',
          'birth-date-invalid',
          'identity-invalid',
          'name-empty',
          'name-too-long',
          'names-too-many',
        ],
        body: CompareRequest,
        response: { 200: CompareAnswer },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(typed('signal.match', 'compare'), (tx) => compareTyped(tx, request.body)),
  )
}
