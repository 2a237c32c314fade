import { OpinionAnswer, OpinionRequest } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { giveOpinion } from '../items/give-opinion.ts'
import { findUpload } from '../uploads/find-upload.ts'

const Id = z.object({ id: z.uuid() })

/** The route of opinions on items of banks. */
export function opinionRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member'> & { index: ContentIndex }): void {
  app.post(
    '/v1/content/items/:id/feedback',
    {
      config: { sender: { gateway: 'content' } },
      schema: {
        summary: 'Report how useful an item was',
        personal: true,
        params: Id,
        body: OpinionRequest,
        response: { 201: OpinionAnswer },
      },
    },
    async (request, reply) => {
      const { id: itemId } = request.params
      const { outcome, reason, uploadId } = request.body
      const intent: AccessIntent = { action: 'content.match', type: 'feedback.record', ref: `item:${itemId}` }
      const { counted, feedback } = await accessOf(deps, request).transaction(intent, async (tx) => {
        const isSender = tx.actor.role === 'sender'
        const upload =
          uploadId === undefined ? null : await findUpload(tx, isSender ? tx.actor.account : null, uploadId)
        if (upload === undefined) throw fail('not-found', { at: '/uploadId' })
        const source = isSender ? `sender:${tx.actor.account}` : deps.member.id
        return giveOpinion(tx, { itemId, source, outcome, reason, uploadId: upload?.id ?? null })
      })
      await deps.index.catchUp()
      return reply.code(201).send({ itemId, outcome, counted, feedback })
    },
  )
}
