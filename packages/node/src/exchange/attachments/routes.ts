import { Attachment, AttachmentCopyRequest, AttachmentPage, largestAttachment } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { requireSignalAccess } from '../../safeguards/access/signal-access/index.ts'
import { attachmentsOf, openAttachment, toAttachment } from './attachment-row.ts'
import { addAttachment, removeAttachment } from './change-attachments.ts'

const OfSignal = z.object({ id: z.uuid() })
const OfAttachment = OfSignal.extend({ attachment: z.uuid() })

/**
 * Registers the routes for biometric files attached to signals. A file is never part of a signal's value. A person who
 * may read the signal for the stated purpose may list its files. Copying a file also needs a reason, which is logged.
 * Officers of the owner add and remove files.
 */
export function attachmentRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member'>): void {
  const owner = deps.member.id
  const reading = (id: string, details: AccessIntent['details'] = {}): AccessIntent => ({
    action: 'signal.read',
    type: 'signal.read',
    decision: 'allow',
    ref: `sig:${id}`,
    details,
  })
  const writing = (id: string): AccessIntent => ({ action: 'signal.write', type: 'signal.release', ref: `sig:${id}` })

  app.post(
    '/v1/signals/:id/attachments',
    {
      bodyLimit: largestAttachment,
      schema: {
        summary: 'Attach a file to a signal',
        consumes: ['application/octet-stream'],
        examples: { body: 'bytes' },
        described: { body: z.string() },
        personal: true,
        errors: [
          'attachment-exists',
          'attachment-format',
          'attachment-invalid',
          'attachment-too-many',
          'duplicate-signal',
          'empty-body',
          'not-owner',
          'signal-withdrawn',
        ],
        params: OfSignal,
        response: { 201: Attachment },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const bytes = request.body
      const attachment = await accessOf(deps, request).transaction(writing(id), (tx) => {
        if (!Buffer.isBuffer(bytes))
          throw fail('empty-body', { detail: 'Send the bytes of the file as application/octet-stream.' })
        return addAttachment(tx, id, bytes, owner)
      })
      return reply.code(201).send(attachment)
    },
  )
  app.get(
    '/v1/signals/:id/attachments',
    {
      schema: {
        summary: 'List the files of a signal',
        personal: true,
        params: OfSignal,
        response: { 200: AttachmentPage },
      },
    },
    (request) => {
      const { id } = request.params
      return accessOf(deps, request).transaction(reading(id, { what: 'attachments listed' }), async (tx) => {
        await mayRead(tx, id)
        return { items: (await attachmentsOf(tx, id)).map(toAttachment), next: null }
      })
    },
  )
  app.post(
    '/v1/signals/:id/attachments/:attachment/copy',
    // The route is marked secret so that its response is not stored for repeated requests: a stored response would
    // still exist after the file is erased.
    {
      config: { secret: true },
      schema: {
        summary: 'Copy a file of a signal, with the reason',
        personal: true,
        params: OfAttachment,
        body: AttachmentCopyRequest,
      },
    },
    async (request, reply) => {
      const { id, attachment } = request.params
      const why = { what: 'attachment copied', attachment, reason: request.body.reason }
      const bytes = await accessOf(deps, request).transaction(reading(id, why), async (tx) => {
        await mayRead(tx, id)
        const file = await openAttachment(tx, attachment, id)
        if (file === undefined) throw fail('not-found')
        return file
      })
      // Keep browsers from rendering the bytes by their claimed type.
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${attachment}"`)
        .send(bytes)
    },
  )
  app.delete(
    '/v1/signals/:id/attachments/:attachment',
    {
      schema: {
        summary: 'Delete a file of a signal',
        personal: true,
        errors: ['duplicate-signal', 'not-owner', 'signal-withdrawn'],
        params: OfAttachment,
      },
    },
    async (request, reply) => {
      const { id, attachment } = request.params
      await accessOf(deps, request).transaction(writing(id), (tx) => removeAttachment(tx, id, attachment, owner))
      return reply.code(204).send()
    },
  )
}

async function mayRead(tx: Tx, id: string): Promise<void> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).executeTakeFirst()
  await requireSignalAccess(tx, row, 'read')
}
