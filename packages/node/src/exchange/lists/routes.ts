import { randomUUID } from 'node:crypto'
import {
  ImportPreview,
  ImportReport,
  ImportRequest,
  type ListFormat,
  type ListTerms,
  NewSignalList,
  RollbackAnswer,
  RollbackRequest,
  SignalList,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { checkTerms } from '../signals/check-signal.ts'
import { loadSignalRules } from '../signals/false-positives/signal-rules.ts'
import { waitForRematch } from '../signals/read-rematches.ts'
import { importList } from './import-list.ts'
import { previewImport, readPreview, type TrialOf } from './preview-import.ts'
import { rollbackList } from './rollback-list.ts'

export interface ListDeps extends Pick<CoreDeps, 'store' | 'member'> {
  trialOf: TrialOf
}
const Id = z.object({ id: z.uuid() })
/** A rollback waits at most this many milliseconds for its comparison, to report the result. */
const rollbackWaitMs = 60_000

/** Registers the routes for lists of signals: import with a preview, and rollback to an earlier version. */
export function listRoutes(app: App, deps: ListDeps): void {
  // A stopping node starts no more comparisons, so it reports the progress so far.
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  const reading: AccessIntent = {
    action: 'list.read',
    type: 'signal.read',
    decision: 'allow',
    details: { what: 'lists' },
  }
  const writing = (type: string, id?: string): AccessIntent => ({
    action: 'signal.write',
    type,
    ref: id === undefined ? null : `list:${id}`,
  })

  app.get(
    '/v1/lists',
    {
      schema: {
        summary: 'List the lists of signals',
        personal: true,
        response: { 200: z.object({ items: z.array(SignalList), next: z.null() }) },
      },
    },
    async (request) => ({
      items: await accessOf(deps, request).transaction(reading, (tx) => readLists(tx)),
      next: null,
    }),
  )
  app.get(
    '/v1/lists/:id',
    { schema: { summary: 'Read a list of signals', personal: true, params: Id, response: { 200: SignalList } } },
    (request) => accessOf(deps, request).transaction(reading, (tx) => readList(tx, request.params.id)),
  )
  app.post(
    '/v1/lists',
    {
      schema: {
        summary: 'Create a list of signals',
        personal: true,
        errors: [
          'false-positive-list',
          'lawful-basis-missing',
          'minor-missing',
          'not-found',
          'purpose-not-agreed',
          'red-needs-recipients',
          'retain-before-valid',
          'signal-invalid',
        ],
        body: NewSignalList,
        response: { 201: SignalList },
      },
    },
    async (request, reply) => {
      const list = await accessOf(deps, request).transaction(writing('config.change'), async (tx) => {
        const id = randomUUID()
        const { title, format, terms } = request.body
        checkTerms(terms, tx.now, await loadSignalRules(tx, terms.agreements))
        await tx.db
          .insertInto('list')
          .values({ id, title, format, terms: JSON.stringify(terms) })
          .execute()
        return readList(tx, id)
      })
      return reply.code(201).send(list)
    },
  )
  app.post(
    '/v1/lists/:id/preview',
    {
      schema: {
        summary: 'Preview the import of a file into a list',
        consumes: ['text/csv', 'application/xml'],
        examples: { body: 'name,birth-date' },
        described: { body: z.string() },
        personal: true,
        errors: ['csv-quote', 'empty-body', 'list-empty', 'xml-limit', 'xml-unsafe'],
        params: Id,
        response: { 200: ImportPreview },
      },
    },
    (request) => {
      const bytes = request.body instanceof Uint8Array ? request.body : null
      if (bytes === null)
        throw fail('empty-body', { detail: 'Send the bytes of the list as application/octet-stream.' })
      const { id: listId } = request.params
      const { trialOf } = deps
      return previewImport(accessOf(deps, request), writing('signal.read', listId), { listId, bytes, trialOf })
    },
  )
  app.get(
    '/v1/lists/previews/:id',
    {
      schema: {
        summary: 'Read a preview',
        personal: true,
        errors: ['preview-expired'],
        params: Id,
        response: { 200: ImportPreview },
      },
    },
    (request) =>
      accessOf(deps, request).transaction({ ...writing('signal.read'), decision: 'allow' }, (tx) =>
        readPreview(tx, request.params.id),
      ),
  )
  app.post(
    '/v1/lists/:id/import',
    {
      schema: {
        summary: 'Import a previewed file into a list',
        personal: true,
        errors: ['list-changed', 'preview-expired'],
        params: Id,
        body: ImportRequest,
        response: { 200: ImportReport },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(writing('signal.import', request.params.id), (tx) =>
        importList(tx, request.params.id, request.body.previewId, deps.member.id),
      ),
  )
  app.post(
    '/v1/lists/:id/rollback',
    {
      schema: {
        summary: 'Return a list to an earlier version',
        personal: true,
        errors: ['list-version-unknown'],
        params: Id,
        body: RollbackRequest,
        response: { 200: RollbackAnswer },
      },
    },
    async (request) => {
      const started = performance.now()
      const { to, reason } = request.body
      const intent: AccessIntent = { ...writing('rollback.done', request.params.id), details: { reason, to } }
      const access = accessOf(deps, request)
      const { from, rematch } = await access.transaction(intent, (tx) => rollbackList(tx, request.params.id, to))
      const { hitsReevaluated, casesClosed, decisionsReopened, finishedAt } = await waitForRematch(
        access,
        rematch,
        rollbackWaitMs,
        closing.signal,
      )
      const counts = { hitsReevaluated, casesClosed, decisionsReopened }
      const ms = Math.round(performance.now() - started)
      return { list: request.params.id, from, to, ...counts, ms, rematch, finished: finishedAt !== null }
    },
  )
}

async function readLists(tx: Tx, id?: string): Promise<z.infer<typeof SignalList>[]> {
  const lists = await tx.db
    .selectFrom('list')
    .selectAll()
    .$if(id !== undefined, (q) => q.where('id', '=', id as string))
    .orderBy('title')
    .execute()
  const versions = await tx.db
    .selectFrom('list_version as v')
    .leftJoin('account as a', 'a.id', 'v.by_account')
    .leftJoin('person as p', 'p.id', 'a.person_id')
    .select(['v.list_id', 'v.version', 'v.at', 'v.sha256', 'v.counts', 'p.name'])
    .orderBy('v.version', 'desc')
    .execute()
  const entries = await tx.db
    .selectFrom('signal')
    .select((e) => ['list_id', e.fn.countAll<string>().as('n')])
    .where('list_id', 'is not', null)
    .where('status', '=', 'active')
    .groupBy('list_id')
    .execute()
  return lists.map((list) => ({
    id: list.id,
    title: list.title,
    format: list.format as ListFormat,
    terms: list.terms as ListTerms,
    version: list.version,
    entries: Number(entries.find((row) => row.list_id === list.id)?.n ?? 0),
    versions: versions
      .filter((v) => v.list_id === list.id)
      .map((v) => ({
        version: v.version,
        at: v.at.toISOString(),
        by: v.name ?? 'the node',
        sha256: v.sha256.toString('hex'),
        counts: v.counts as { read: number; created: number; updated: number; unchanged: number; withdrawn: number },
      })),
  }))
}

async function readList(tx: Tx, id: string) {
  const list = (await readLists(tx, id))[0]
  if (list === undefined) throw fail('not-found')
  return list
}
