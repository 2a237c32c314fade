import { randomBytes } from 'node:crypto'
import {
  MessageFindRequest,
  MessageList,
  MessageQuery,
  MessageSegments,
  MessageSummary,
  Problem,
  ReadingDiff,
  Receipt,
  type TravelReading,
  TravelSenderSettings,
} from '@entente/contracts'
import { writeAckres } from '@entente/readers'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import type { PipelineSteps } from '../../../pipeline/gateway/pipeline-steps.ts'
import { bytesAnswer, listFor, onlyOf, readAgainRoute, senderOf } from '../../../pipeline/messages/open-messages.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { examplePaxlst } from './example-paxlst.ts'
import { listMessages } from './list-messages.ts'
import { onMessage, openBytes, openReadingText, reading } from './open-message.ts'
import { bytesOf, takeAnyBody } from './receive-body.ts'
import { sniffFormat } from './sniff-format.ts'
import { createViewDrawer } from './view-drawer.ts'

const Id = z.object({ id: z.uuid() })
const bySender = { sender: { gateway: 'travel' } }
const version = z.coerce.number().int().min(1).optional()
const SegmentQuery = z.object({
  from: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(2000).optional(),
})
const DiffQuery = z.object({ from: version, to: version, preview: z.enum(['true', 'false']).optional() })

/** Routes of messages: receive, list, raw bytes, readings, reading again, acknowledgement. */
export function messageRoutes(app: App, deps: CoreDeps & Pick<PipelineSteps, 'receive'>): void {
  const views = createViewDrawer()
  const unread = async (tx: Tx, row: MessageRow) => ({
    bytes: await openBytes(tx, deps, row),
    sha256: row.sha256.toString('hex'),
    receivedAt: row.received_at.toISOString(),
  })
  takeAnyBody(app, (scope) => {
    scope.post(
      '/v1/travel/messages',
      {
        config: { ...bySender, admit: 'receipt' },
        schema: {
          summary: 'Hand in a passenger list or a reservation',
          consumes: ['application/edifact', 'application/xml'],
          examples: { body: examplePaxlst },
          described: { body: z.string() },
          errors: ['empty-body', 'not-durable', 'overloaded'],
          description: 'The message as bytes, of any content type. Answered once it is durable, before it is read.',
          response: { 202: Receipt, 400: Problem, 403: Problem, 413: Problem, 503: Problem },
        },
      },
      async (request, reply) => {
        const sender = senderOf(request)
        const bytes = bytesOf(request.body)
        const receipt = await deps.receive({ sender, channel: 'https', bytes, format: sniffFormat(bytes) })
        return reply.code(202).send(receipt as Receipt)
      },
    )
  })

  app.get(
    '/v1/travel/messages',
    {
      config: bySender,
      schema: {
        summary: 'List received messages',
        personal: true,
        querystring: MessageQuery,
        response: { 200: MessageList },
      },
    },
    (request) => listFor(deps, request, 'messages', (tx) => listMessages(tx, request.query)),
  )
  app.post(
    '/v1/travel/messages/find',
    {
      schema: {
        summary: 'Find messages by sender, flight or id',
        personal: true,
        body: MessageFindRequest,
        response: { 200: MessageList },
      },
    },
    (request) => listFor(deps, request, 'messages', (tx) => listMessages(tx, request.body)),
  )

  app.get(
    '/v1/travel/messages/:id',
    {
      config: bySender,
      schema: { summary: 'Read the state of a message', personal: true, params: Id, response: { 200: MessageSummary } },
    },
    (request) =>
      onMessage(accessOf(deps, request), request.params.id, reading, async (tx, row) =>
        onlyOf(await listMessages(tx, { ids: [row.id] })),
      ),
  )

  app.get(
    '/v1/travel/messages/:id/reading',
    {
      config: bySender,
      schema: {
        summary: 'Read the records and findings of a message',
        examples: {
          answer: {
            format: 'PAXLST',
            outcome: 'read',
            messages: [],
            quarantined: [],
            findings: [],
          } satisfies Partial<TravelReading>,
        },
        described: { answers: { 200: z.unknown() } },
        personal: true,
        params: Id,
        querystring: z.object({ version }),
      },
    },
    async (request, reply) => {
      const text = await onMessage(accessOf(deps, request), request.params.id, reading, (tx, row) =>
        openReadingText(tx, row, request.query.version),
      )
      return sendJson(reply, await views.draw({ what: 'reading', reading: text }))
    },
  )

  app.get(
    '/v1/travel/messages/:id/raw',
    {
      config: bySender,
      schema: {
        summary: 'Read a message as it was received',
        ...bytesAnswer,
        personal: true,
        params: Id,
      },
    },
    async (request, reply) => {
      const intent = { ...reading, details: { part: 'raw' }, needsUnmasked: true }
      const bytes = await onMessage(accessOf(deps, request), request.params.id, intent, (tx, row) =>
        openBytes(tx, deps, row),
      )
      return reply.type('application/octet-stream').send(bytes)
    },
  )

  app.get(
    '/v1/travel/messages/:id/segments',
    {
      schema: {
        summary: 'Read a message by segments',
        personal: true,
        params: Id,
        querystring: SegmentQuery,
        response: { 200: MessageSegments },
      },
    },
    async (request, reply) => {
      const { from = 0, limit = 400 } = request.query
      const intent = { ...reading, details: { part: 'segments', from, limit }, needsUnmasked: true }
      const view = await onMessage(accessOf(deps, request), request.params.id, intent, async (tx, row) => ({
        what: 'segments' as const,
        bytes: await openBytes(tx, deps, row),
        reading: row.read_version === 0 ? null : await openReadingText(tx, row),
        window: { from, limit },
      }))
      return sendJson(reply, await views.draw(view))
    },
  )

  app.get(
    '/v1/travel/messages/:id/diff',
    {
      schema: {
        summary: 'Compare two readings of a message',
        personal: true,
        description:
          'What a reading changed beside the one before; with `preview=true`, what reading it again now would change.',
        params: Id,
        querystring: DiffQuery,
        response: { 200: ReadingDiff },
      },
    },
    async (request, reply) => {
      const intent = { ...reading, details: { part: 'diff' } }
      const view = await onMessage(accessOf(deps, request), request.params.id, intent, async (tx, row) => {
        const preview = request.query.preview === 'true'
        const to = preview ? row.read_version + 1 : (request.query.to ?? row.read_version)
        const from = request.query.from ?? to - 1
        if (from < 1)
          throw fail('not-found', { detail: 'This message was read once: there is nothing to compare with.' })
        return {
          what: 'diff' as const,
          before: { version: from, of: await openReadingText(tx, row, from) },
          after: { version: to, of: preview ? await unread(tx, row) : await openReadingText(tx, row, to) },
        }
      })
      return sendJson(reply, await views.draw(view))
    },
  )

  readAgainRoute(app, deps, 'travel')

  app.get(
    '/v1/travel/messages/:id/acknowledgement',
    {
      config: bySender,
      schema: {
        summary: 'Fetch the acknowledgement of a message',
        examples: { answer: 'bytes' },
        described: {
          answers: {
            200: { description: 'The acknowledgement.', content: { 'application/edifact': { schema: z.string() } } },
          },
        },
        personal: true,
        errors: ['no-acknowledgement'],
        params: Id,
      },
    },
    async (request, reply) => {
      const { contentType, body } = await onMessage(accessOf(deps, request), request.params.id, reading, (tx, row) =>
        acknowledgementOf(tx, row.id),
      )
      return reply.type(contentType).send(Buffer.from(body))
    },
  )
}

/** Sends bytes that are JSON already; the declared shape belongs to the code that drew them. */
function sendJson(reply: FastifyReply, body: Uint8Array): never {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return reply.type('application/json; charset=utf-8').send(bytes) as never
}

/**
 * Writes the ACKRES for a received message: accepted if it was read, rejected (error 118) if it is quarantined. Errors:
 * `no-acknowledgement` if the sender's settings ask for none, `not-found`.
 */
export async function acknowledgementOf(tx: Tx, messageId: string): Promise<{ contentType: string; body: Buffer }> {
  const message = await tx.db.selectFrom('message').selectAll().where('id', '=', messageId).executeTakeFirst()
  if (message === undefined) throw fail('not-found')
  const sender = await tx.db
    .selectFrom('sender')
    .select('settings')
    .where('id', '=', message.sender_id)
    .executeTakeFirstOrThrow()
  if (!TravelSenderSettings.parse(sender.settings).acknowledge) throw fail('no-acknowledgement')
  const row = await tx.db
    .selectFrom('reading')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('version', '=', message.read_version)
    .executeTakeFirst()
  const opened = row && tx.openIfAllowed<TravelReading>({ ...message, a: row.a, b: row.b } as PersonalRow)
  const reading = opened?.value
  const bytes = writeAckres(
    reading?.messages[0] ?? null,
    reading?.interchange ?? null,
    message.status === 'quarantined' ? 'rejected' : 'accepted',
    { controlReference: randomBytes(7).toString('hex').toUpperCase(), preparedAt: message.received_at.toISOString() },
  )
  return { contentType: 'application/EDIFACT', body: Buffer.from(bytes) }
}
