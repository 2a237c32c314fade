import { type OidcSubject, PeopleChange, SubjectChange } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Database } from '../access-store.ts'
import type { App } from '../http.ts'
import { proposalErrors, proposeOne, statusOf } from './account-routes.ts'
import type { ChangeDeps } from './change-routes.ts'

/** Registers the route that ties a person at the agency's OpenID provider to an account, or unties them. */
export function subjectRoutes(app: App, deps: ChangeDeps & { db: Database; issuer: string | null }): void {
  app.post(
    '/v1/accounts/:id/subject',
    {
      schema: {
        summary: "Propose to tie a person at the agency's OpenID provider to an account, or to untie them",
        errors: [...proposalErrors, 'subject-tied'],
        params: z.object({ id: z.uuid() }),
        body: SubjectChange,
        response: { 200: PeopleChange, 202: PeopleChange },
      },
    },
    async (request, reply) => {
      const { body, params } = request
      const kind = body.action
      const subject = kind === 'tie' ? wanted(deps.issuer, body.subject) : await tiedTo(deps.db, params.id)
      const proposal = { kind, subject, accountId: params.id, reason: body.reason }
      const change = await proposeOne(deps, request, proposal, 'account.manage')
      return reply.code(statusOf([change])).send(change)
    },
  )
}

function wanted(issuer: string | null, subject: string): OidcSubject {
  if (issuer === null) throw fail('change-state', { detail: 'This node has no OpenID provider (ENTENTE_OIDC_ISSUER).' })
  return { issuer, subject }
}

/** Returns the subject that opens an account, also one of a provider that is not configured any more. */
async function tiedTo(db: Database, accountId: string): Promise<OidcSubject> {
  const tied = await db
    .selectFrom('oidc_subject')
    .select(['issuer', 'subject'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .orderBy('tied_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (tied === undefined) throw fail('not-found', { detail: 'No subject is tied to this account.' })
  return tied
}
