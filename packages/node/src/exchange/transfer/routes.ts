import { Readable } from 'node:stream'
import {
  AdoptRequest,
  ExportQuery,
  ForeignDetail,
  ForeignObject,
  ForeignQuery,
  ImportReport,
  MispWanted,
  MispWantedRequest,
  page,
  Signal,
  TransferQuery,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { exportSignals } from './export-signals.ts'
import { adoptForeign, listForeign, readForeign } from './foreign.ts'
import { importMisp, wantedEvents } from './import-misp.ts'
import { importStix } from './import-stix.ts'
import { readPieces } from './read-pieces.ts'
import { emptyReport, type ImportContext, type ImportDeps, refuse, take } from './report.ts'

export interface TransferDeps extends Pick<CoreDeps, 'store' | 'member' | 'nodeKey'>, ImportDeps {
  maxImportBytes: number
}
const Id = z.object({ id: z.uuid() })
/** Thrown to roll back the transaction of a dry run. */
class DryRun extends Error {}
const importers = { stix: importStix, misp: importMisp, entente: importEntente } as const

/** Says what a file of each format has, for a file in which nothing was found. */
const hints = {
  stix: 'No object was found. A STIX file is one object, or a bundle with a list `objects` that is not empty; a MISP event has the format misp.',
  misp: 'No event was found. A MISP feed has a manifest that names its events; a STIX bundle has the format stix.',
  entente: 'No signal was found. A file of Entente has one signal in each line; a STIX bundle has the format stix.',
} as const

/** Registers the routes for signals in files: import, export, and foreign objects that no officer has adopted yet. */
export function transferRoutes(app: App, deps: TransferDeps): void {
  // Files are read as streams, so that no whole file is in memory.
  app.register(async (scope) => {
    const stream = scope as unknown as App
    stream.removeAllContentTypeParsers()
    stream.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    stream.post(
      '/v1/signals/import',
      {
        config: { streams: 'always' },
        schema: {
          summary: 'Import signals from a file of STIX, MISP or Entente',
          consumes: ['application/json'],
          examples: { body: { type: 'bundle', objects: [] } },
          described: { body: z.unknown() },
          personal: true,
          errors: ['empty-body', 'file-unreadable', 'import-empty'],
          querystring: TransferQuery,
          response: { 200: ImportReport },
        },
      },
      async (request) => {
        const { format, source = 'file', dryRun = false } = request.query
        // Refuse the header: repeating an import is harmless, and a stored answer could belong to a different file.
        if (request.headers['idempotency-key'] !== undefined)
          throw fail('body-invalid', {
            detail: 'An import is repeated without an Idempotency-Key: nothing is taken twice.',
          })
        const intent: AccessIntent = { action: 'signal.write', type: 'signal.import', details: { format, dryRun } }
        const access = accessOf(deps, request)
        let context: ImportContext = { ...deps, report: emptyReport(format), source, named: 0 }
        // Check the permission before the file is read.
        await access.transaction(intent, async (tx) => tx.leavesNoEntry())
        const shape = format === 'stix' ? 'objects' : 'lines'
        for await (const { from, elements } of readPieces(request.raw, shape, deps.maxImportBytes)) {
          let after = context
          try {
            await access.transaction(intent, async (tx) => {
              after = { ...context, report: structuredClone(context.report) }
              await importers[format](tx, after, elements, format === 'entente' ? from + 1 : from)
              tx.counted(elements.length)
              if (dryRun) throw new DryRun()
            })
          } catch (error) {
            if (!(error instanceof DryRun)) throw error
          }
          context = after
        }
        const { read, refused, findings } = context.report
        if (read + refused.length + findings.length + context.named === 0)
          throw fail('import-empty', { detail: hints[format] })
        return context.report
      },
    )
  })
  app.get(
    '/v1/signals/export',
    {
      schema: {
        summary: 'Export signals as STIX, MISP or in the form of Entente',
        examples: { answer: { type: 'bundle', objects: [] } },
        described: { answers: { 200: z.unknown() } },
        personal: true,
        querystring: ExportQuery,
      },
    },
    async (request, reply) => {
      const access = accessOf(deps, request)
      const { format, to = null } = request.query
      const lines = exportSignals(access, { own: deps.member.id, key: deps.nodeKey, format, to })
      // Produce the first line before the response starts, so that a refusal still gets its HTTP status.
      const first = await lines.next()
      const all = (async function* () {
        if (first.done !== true) yield first.value
        yield* lines
      })()
      return reply.type('text/plain; charset=utf-8').send(Readable.from(all))
    },
  )
  app.post(
    '/v1/signals/import/misp/wanted',
    {
      schema: {
        summary: 'Ask which events of a MISP feed are not imported yet',
        personal: true,
        body: MispWantedRequest,
        response: { 200: MispWanted },
      },
    },
    async (request) => {
      const intent: AccessIntent = {
        action: 'signal.write',
        type: 'signal.import',
        details: { what: 'events of a feed compared' },
      }
      const { source, events } = request.body
      return { wanted: await accessOf(deps, request).transaction(intent, (tx) => wantedEvents(tx, source, events)) }
    },
  )
  const reading: AccessIntent = {
    action: 'foreign.read',
    type: 'signal.read',
    decision: 'allow',
    details: { what: 'objects of others' },
  }
  app.get(
    '/v1/foreign',
    {
      schema: {
        summary: 'List received objects that no officer has adopted',
        personal: true,
        querystring: ForeignQuery,
        response: { 200: page(ForeignObject) },
      },
    },
    (request) => accessOf(deps, request).transaction(reading, (tx) => listForeign(tx, request.query)),
  )
  app.get(
    '/v1/foreign/:id',
    { schema: { summary: 'Read a received object', personal: true, params: Id, response: { 200: ForeignDetail } } },
    (request) =>
      accessOf(deps, request).transaction({ ...reading, ref: `foreign:${request.params.id}` }, (tx) =>
        readForeign(tx, request.params.id),
      ),
  )
  app.post(
    '/v1/foreign/:id/adopt',
    {
      schema: {
        summary: 'Adopt a received object as a signal',
        personal: true,
        errors: [
          'duplicate-signal',
          'false-positive-list',
          'foreign-not-adoptable',
          'lawful-basis-missing',
          'minor-missing',
          'purpose-not-agreed',
          'red-needs-recipients',
          'retain-before-valid',
          'signal-invalid',
        ],
        params: Id,
        body: AdoptRequest,
        response: { 201: Signal },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const intent: AccessIntent = {
        action: 'signal.write',
        type: 'signal.release',
        ref: `foreign:${id}`,
        details: { what: 'adopted' },
      }
      const signal = await accessOf(deps, request).transaction(intent, (tx) =>
        adoptForeign(tx, id, request.body, deps.member.id),
      )
      return reply.code(201).send(signal)
    },
  )
}

/** Imports whole signed signals, one per line. `from` is the number of the first line, counted from 1. */
async function importEntente(tx: Tx, context: ImportContext, lines: readonly string[], from: number): Promise<void> {
  for (const [place, text] of lines.entries()) {
    const at = `line ${from + place}`
    context.report.read += 1
    let value: unknown = null
    try {
      value = JSON.parse(text)
    } catch {
      // The schema check below reports this line.
    }
    const parsed = Signal.safeParse(value)
    if (parsed.success) {
      await take(tx, context, at, parsed.data)
      continue
    }
    const unknown = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys')
    const issue = unknown ?? parsed.error.issues[0]
    const where = (issue?.path ?? []).map((step) => `/${String(step)}`).join('')
    const id = (value as { id?: unknown } | null)?.id
    refuse(
      context,
      `${at}${where}`,
      id,
      unknown === undefined ? 'signal-invalid' : 'unknown-field',
      issue?.message ?? '',
    )
  }
}
