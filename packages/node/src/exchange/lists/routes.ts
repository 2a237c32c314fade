import { randomUUID } from 'node:crypto'
import {
  ImportPreview,
  ImportReport,
  ImportRequest,
  type ListFormat,
  ListImport,
  ListTask,
  type ListTerms,
  NewSignalList,
  RollbackAnswer,
  RollbackRequest,
  SignalList,
} from '@entente/contracts'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { Failure, fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { type Signatures, signatureErrors } from '../../safeguards/access/acts/present-signature.ts'
import { recordAct } from '../../safeguards/access/acts/record-act.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { requireNecessity } from '../../safeguards/necessity/switch-on.ts'
import { checkTerms } from '../signals/check-signal.ts'
import { loadSignalRules } from '../signals/false-positives/signal-rules.ts'
import { waitForRematch } from '../signals/read-rematches.ts'
import { type AskedTask, askImport, askPreview, askRollback } from './ask-task.ts'
import { readPreview } from './preview-import.ts'
import { failureOf, listTasks, readImport, readTask, waitForTask } from './read-tasks.ts'
import { rollbackAct } from './rollback-act.ts'
import { cancelTask } from './run-task.ts'

export interface ListDeps extends Pick<CoreDeps, 'store'> {
  signatures: Signatures
  /** Called after a task was stored. */
  wake: () => void
}
const Id = z.object({ id: z.uuid() })
/** A rollback waits at most this many milliseconds for its comparison, to report the result. */
const rollbackWaitMs = 60_000
/** A request waits at most this many milliseconds for the result of a small task. */
const smallWaitMs = 10_000
/** Errors of every task, and of the check of a file. */
const taskErrors = ['task-expired', 'task-interrupted'] as const
const previewErrors = [
  ...taskErrors,
  'csv-quote',
  'file-unreadable',
  'list-empty',
  'preview-expired',
  'xml-limit',
  'xml-unsafe',
] as const

/**
 * Registers the routes for lists of signals: import with a preview, and rollback to an earlier version. These three run
 * as tasks in the background. The request of a small one waits for its result; that of a large one is answered at once.
 */
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

  const watching: AccessIntent = { ...writing('signal.read'), decision: 'allow' }

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
  app.get(
    '/v1/lists/tasks',
    {
      schema: {
        summary: 'List the previews, imports and rollbacks of lists',
        personal: true,
        querystring: z.strictObject({ list: z.uuid().optional() }),
        response: { 200: z.object({ items: z.array(ListTask), next: z.null() }) },
      },
    },
    async (request) => ({
      items: await accessOf(deps, request).transaction(watching, (tx) => listTasks(tx, request.query.list)),
      next: null,
    }),
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
        errors: [...previewErrors, 'empty-body', 'too-many-requests'],
        params: Id,
        response: { 200: ImportPreview, 202: ListTask },
      },
    },
    async (request, reply) => {
      const bytes = request.body instanceof Uint8Array ? request.body : null
      if (bytes === null)
        throw fail('empty-body', { detail: 'Send the bytes of the list as application/octet-stream.' })
      const { id: listId } = request.params
      const access = accessOf(deps, request)
      const asked = await access.transaction(writing('signal.read', listId), (tx) => askPreview(tx, listId, bytes))
      const task = await ended(access, asked)
      if (task.state !== 'done') return started(reply, task)
      return access.transaction(watching, (tx) => readPreview(tx, task.id))
    },
  )
  app.get(
    '/v1/lists/previews/:id',
    {
      schema: {
        summary: 'Read a preview, or its progress',
        personal: true,
        errors: [...previewErrors],
        params: Id,
        response: { 200: ImportPreview, 202: ListTask },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const access = accessOf(deps, request)
      const task = await access.transaction(watching, (tx) => readTask(tx, id, 'preview').catch(ifGone))
      if (task?.problem) throw failureOf(task.problem)
      if (task !== null && task.state !== 'done') return reply.code(202).send(task)
      return access.transaction(watching, (tx) => readPreview(tx, id))
    },
  )
  app.post(
    '/v1/lists/:id/import',
    {
      schema: {
        summary: 'Import a previewed file into a list',
        personal: true,
        errors: [
          ...taskErrors,
          ...(['file-unreadable', 'impact-assessment-expired', 'list-busy', 'list-changed'] as const),
          ...(['necessity-missing', 'preview-expired', 'too-many-requests'] as const),
        ],
        params: Id,
        body: ImportRequest,
        response: { 200: ImportReport, 202: ListTask },
      },
    },
    async (request, reply) => {
      const access = accessOf(deps, request)
      const { previewId } = request.body
      const asked = await access.transaction(writing('signal.import', request.params.id), async (tx) => {
        tx.leavesNoEntry()
        await requireNecessity(tx, { type: 'list', id: request.params.id })
        return askImport(tx, request.params.id, previewId)
      })
      const task = await ended(access, asked)
      if (task.state !== 'done') return started(reply, task)
      const { report } = await access.transaction(watching, (tx) => readImport(tx, task.id))
      return report as ImportReport
    },
  )
  app.get(
    '/v1/lists/imports/:id',
    {
      schema: {
        summary: 'Read the progress of an import, and its report',
        personal: true,
        params: Id,
        response: { 200: ListImport },
      },
    },
    (request) => accessOf(deps, request).transaction(watching, (tx) => readImport(tx, request.params.id)),
  )
  app.get(
    '/v1/lists/rollbacks/:id',
    {
      schema: { summary: 'Read the progress of a rollback', personal: true, params: Id, response: { 200: ListTask } },
    },
    (request) => accessOf(deps, request).transaction(watching, (tx) => readTask(tx, request.params.id, 'rollback')),
  )
  for (const kind of ['preview', 'import', 'rollback'] as const) {
    app.post(
      `/v1/lists/${kind}s/:id/cancel`,
      {
        schema: {
          summary: `Cancel ${kind === 'import' ? 'an' : 'a'} ${kind} of a list that is not finished`,
          personal: true,
          errors: ['task-finished'],
          params: Id,
          response: { 200: ListTask },
        },
      },
      async (request) => {
        const { id } = request.params
        const access = accessOf(deps, request)
        await access.transaction(writing('task.cancel'), (tx) => cancelTask(tx, id, kind))
        return access.transaction(watching, (tx) => readTask(tx, id, kind))
      },
    )
  }
  app.post(
    '/v1/lists/:id/rollback',
    {
      schema: {
        summary: 'Return a list to an earlier version',
        personal: true,
        errors: [...taskErrors, 'list-busy', 'list-version-unknown', 'too-many-requests', ...signatureErrors],
        params: Id,
        body: RollbackRequest,
        response: { 200: RollbackAnswer, 202: ListTask },
      },
    },
    async (request, reply) => {
      const since = performance.now()
      const { to, signed } = request.body
      const access = accessOf(deps, request)
      const { id } = request.params
      const asked = await deps.signatures.run(request, signed, (signature) =>
        access.transaction(writing('rollback.ask', id), async (tx) => {
          const task = await askRollback(tx, id, request.body)
          await recordAct(tx, signature, await rollbackAct(tx, id, request.body))
          return task
        }),
      )
      const task = await ended(access, asked)
      if (task.state !== 'done') return started(reply, task)
      const { hitsReevaluated, casesClosed, decisionsReopened, finishedAt } = await waitForRematch(
        access,
        task.rematch as string,
        rollbackWaitMs,
        closing.signal,
      )
      return {
        ...{ list: request.params.id, from: (task.version as number) - 1, to },
        ...{ hitsReevaluated, casesClosed, decisionsReopened },
        ...{ ms: Math.round(performance.now() - since), rematch: task.rematch as string },
        finished: finishedAt !== null,
      }
    },
  )

  /** Starts a task. Waits for the result of a small one only. */
  function ended(access: AccessStore, { id, small }: AskedTask): Promise<ListTask> {
    deps.wake()
    return waitForTask(access, id, small ? smallWaitMs : 0, closing.signal)
  }
}

/** Answers with a task that goes on, and the address at which its progress can be read. */
function started(reply: FastifyReply, task: ListTask) {
  return reply.code(202).header('location', `/v1/lists/${task.kind}s/${task.id}`).send(task)
}

/** A preview is kept for longer than its task. */
function ifGone(error: unknown): null {
  if (error instanceof Failure && error.code === 'not-found') return null
  throw error
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
