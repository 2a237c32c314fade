import { DraftAnswer, DraftQuery, DraftRequest, KeptDraft } from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { keepDraft, readDraft, throwDraftAway } from './keep-draft.ts'

const params = z.object({ caseId: z.uuid() })
/** A larger body is refused before it is parsed. A draft has at most 20 kB in its shortest form. */
const bodyLimit = 65_536

/** Registers the routes of a person's own drafts. Nobody else reads a draft. */
export function draftRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.put(
    '/v1/drafts/:caseId',
    {
      bodyLimit,
      config: { tooLarge: 'draft-too-large' },
      schema: {
        summary: 'Keep the own draft of a decision',
        personal: true,
        errors: [
          'case-closed',
          'case-decided',
          'case-edited',
          'draft-limit',
          'draft-newer',
          'draft-too-large',
          'no-proposal',
          'same-person',
          'second-person-required',
        ],
        params,
        querystring: DraftQuery,
        body: DraftRequest,
        response: { 200: KeptDraft },
      },
    },
    (request) => {
      const { caseId } = request.params
      return keepDraft(accessOf(deps, request, caseId), caseId, request.query.kind, request.body)
    },
  )
  app.get(
    '/v1/drafts/:caseId',
    {
      schema: {
        summary: 'Read the own draft of a decision',
        personal: true,
        params,
        querystring: DraftQuery,
        response: { 200: DraftAnswer },
      },
    },
    (request) => {
      const { caseId } = request.params
      return readDraft(accessOf(deps, request, caseId), caseId, request.query.kind)
    },
  )
  app.delete(
    '/v1/drafts/:caseId',
    {
      schema: {
        summary: 'Throw the own draft of a decision away',
        personal: true,
        params,
        querystring: DraftQuery,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { caseId } = request.params
      await throwDraftAway(accessOf(deps, request, caseId), caseId, request.query.kind)
      return reply.code(204).send(null)
    },
  )
}
