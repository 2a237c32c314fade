import { PeopleChange, SubjectChange } from '@entente/contracts'
import { z } from 'zod'
import type { App } from '../http.ts'
import { proposalErrors, proposeOne, statusOf } from './account-routes.ts'
import type { ChangeDeps } from './change-routes.ts'

/**
 * Registers the route that ties a person at the agency's OpenID provider to an account, or unties them. `issuer` is null if the node has no
 * provider.
 */
export function subjectRoutes(app: App, deps: ChangeDeps & { issuer: string | null }): void {
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
      const { issuer } = deps
      const isTie = body.action === 'tie' && issuer !== null
      const change = await proposeOne(
        deps,
        request,
        {
          ...{ kind: body.action, accountId: params.id, reason: body.reason },
          ...(isTie && { subject: { issuer, subject: body.subject } }),
        },
        'account.manage',
      )
      return reply.code(statusOf([change])).send(change)
    },
  )
}
