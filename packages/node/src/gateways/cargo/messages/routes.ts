import { Readable } from 'node:stream'
import {
  CargoLines,
  CargoLinesQuery,
  CargoMessageList,
  CargoMessageQuery,
  CargoMessageSummary,
  CargoReceipt,
  Problem,
} from '@entente/contracts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { PipelineSteps } from '../../../pipeline/gateway/pipeline-steps.ts'
import {
  bytesAnswer,
  listFor,
  onlyOf,
  onMessageOf,
  readAgainRoute,
  senderOf,
} from '../../../pipeline/messages/open-messages.ts'
import { openRawStream } from '../../../pipeline/raw/raw-files.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { listMessages } from './list-messages.ts'
import { showLines } from './show-lines.ts'
import { writeReading } from './write-reading.ts'

const Id = z.object({ id: z.uuid() })
const bySender = { sender: { gateway: 'cargo' } }
const reading = { action: 'record.read', type: 'record.read', decision: 'allow' } as const
const examples = {
  body: 'FWB/16\n999-00000011ISTOSL/T9K412.5\n',
  reading: { gateway: 'cargo', outcome: 'read', messages: [], quarantined: [], findings: [] },
}

/** `largest` is the largest message in bytes. */
type ReceiveDeps = Pick<PipelineSteps, 'receiveArriving'> & { largest: number }

/** Routes of messages about goods: receive, list, state, reading, reading again. */
export function messageRoutes(app: App, deps: CoreDeps & ReceiveDeps): void {
  // A manifest may be larger than what the node holds in memory, so its body is not parsed but received as it arrives.
  app.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    receiveRoute(scope as unknown as App, deps)
  })

  app.get(
    '/v1/cargo/messages',
    {
      config: bySender,
      schema: {
        summary: 'List received messages about goods',
        personal: true,
        querystring: CargoMessageQuery,
        response: { 200: CargoMessageList },
      },
    },
    (request) => listFor(deps, request, 'messages', (tx) => listMessages(tx, request.query)),
  )
  app.get(
    '/v1/cargo/messages/:id',
    {
      config: bySender,
      schema: {
        summary: 'Read the state of a message about goods',
        personal: true,
        params: Id,
        response: { 200: CargoMessageSummary },
      },
    },
    (request) =>
      onMessageOf('cargo', accessOf(deps, request), request.params.id, reading, async (tx, row) =>
        onlyOf(await listMessages(tx, { ids: [row.id] })),
      ),
  )
  app.get(
    '/v1/cargo/messages/:id/reading',
    {
      config: bySender,
      schema: {
        summary: 'Read the consignments and findings of a message',
        description:
          'The reading as JSON, written while it is read from the database. Masked fields are null or empty.',
        personal: true,
        params: Id,
        examples: { answer: examples.reading },
        described: {
          answers: {
            200: {
              description: 'The reading, in the form of `CargoReading`.',
              content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const access = accessOf(deps, request)
      // The pieces are one reading of one message, so they leave one log entry.
      const intent = { ...reading, details: { part: 'reading' }, once: true }
      const pieces = writeReading((work) => onMessageOf('cargo', access, request.params.id, intent, work))
      // Errors of the first piece still have a status of their own.
      const first = await pieces.next()
      async function* all() {
        if (first.done !== true) yield first.value
        yield* pieces
      }
      return reply.type('application/json; charset=utf-8').send(Readable.from(all(), { objectMode: false }))
    },
  )
  app.get(
    '/v1/cargo/messages/:id/raw',
    {
      schema: {
        summary: 'Read a message about goods as it was received',
        ...bytesAnswer,
        personal: true,
        params: Id,
      },
    },
    async (request, reply) => {
      const intent = { ...reading, details: { part: 'raw' }, needsUnmasked: true }
      const bytes = await onMessageOf('cargo', accessOf(deps, request), request.params.id, intent, async (tx, row) =>
        openRawStream(tx, deps, row),
      )
      return reply.type('application/octet-stream').send(Readable.from(bytes, { objectMode: false }))
    },
  )
  app.get(
    '/v1/cargo/messages/:id/lines',
    {
      schema: {
        summary: 'Read a message about goods by lines or segments',
        description: 'As received, each line with the findings of the newest reading whose place is in it.',
        personal: true,
        params: Id,
        querystring: CargoLinesQuery,
        response: { 200: CargoLines },
      },
    },
    (request) => {
      const { byte = null, from = 0, limit = 400 } = request.query
      const window = byte === null ? { from } : { byte }
      const intent = { ...reading, details: { part: 'lines', ...window, limit }, needsUnmasked: true }
      return onMessageOf('cargo', accessOf(deps, request), request.params.id, intent, (tx, row) =>
        showLines(tx, deps, row, { byte, from, limit }),
      )
    },
  )
  readAgainRoute(app, deps, 'cargo')
}

function receiveRoute(scope: App, deps: ReceiveDeps): void {
  scope.post(
    '/v1/cargo/messages',
    {
      config: { ...bySender, admit: 'receipt', streams: 'always' },
      bodyLimit: deps.largest,
      schema: {
        summary: 'Hand in a message about goods',
        description:
          'A waybill, manifest, stowage plan or declaration as bytes, of any content type and at most 200 MB. Answered once it is durable, before it is read.',
        consumes: ['application/xml', 'application/edifact', 'text/plain'],
        examples: { body: examples.body },
        described: { body: z.string() },
        errors: ['empty-body', 'not-durable', 'overloaded'],
        response: { 202: CargoReceipt, 400: Problem, 403: Problem, 413: Problem, 503: Problem },
      },
    },
    async (request, reply) => {
      const { raw } = request
      try {
        // A body that says that it is too large is refused before it arrives.
        if (Number(raw.headers['content-length'] ?? 0) > deps.largest)
          throw fail('too-large', { detail: `At most ${deps.largest} bytes.` })
        const sender = senderOf(request)
        const body = raw.iterator({ destroyOnReturn: false })
        const receipt = await deps.receiveArriving({ sender, channel: 'https', body })
        return await reply.code(202).send(receipt as z.infer<typeof CargoReceipt>)
      } finally {
        // The rest of a refused body is read and dropped, so that the client receives the answer.
        raw.resume()
      }
    },
  )
}
