import type { Actor, Purpose, Role } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { type ErrorCode, errorTable, Failure, fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Database, Tx } from '../../safeguards/access/access-store.ts'
import { clauseSentence, failedClause } from '../../safeguards/access/clause-sentences.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { accountInForce } from '../../safeguards/access/sessions/account-in-force.ts'
import { describeFault } from '../../store/describe-fault.ts'
import { isRetryable } from '../../store/postgres/index.ts'
import type { ListTaskTable } from '../../store/schema.ts'
import { importList } from './import-list.ts'
import { fileClocks, mostTaskMs, previewImport, type TrialOf } from './preview-import.ts'
import type { ListReader } from './read-list.ts'
import { taskClasses } from './read-tasks.ts'
import { rollbackList } from './rollback-list.ts'
import { onTasks, TaskStopped, taskProgress } from './task-progress.ts'

/** The node's parts that a task needs. */
export interface ListTaskDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> {
  db: Database
  trialOf: TrialOf
}
interface Deps extends ListTaskDeps {
  /** Reads files for one task at a time. */
  reader: ListReader
}
type Row = Omit<Selectable<ListTaskTable>, 'body' | 'b'>

/** After so many interruptions, by a killed process or a lost database, a task fails. */
const mostAttempts = 5

/**
 * Runs a task of a list from its start. Its result commits together with its end, so a killed process leaves the list
 * as it was, and the task runs again. The permission of its officer is checked at the start and again before the commit.
 * Rejects only if the same task may succeed soon.
 */
export async function runTask(deps: Deps, id: string, stopping: AbortSignal): Promise<void> {
  const task = await begin(deps, id)
  if (task === null) return
  try {
    if (task.attempts > mostAttempts) throw fail('task-interrupted', { detail: 'Nothing was changed. Start it again.' })
    if (deps.clock().getTime() - task.asked_at.getTime() > mostTaskMs) {
      throw fail('task-expired', { detail: 'It waited for more than a day. Nothing was changed.' })
    }
    await work(deps, task, stopping)
  } catch (error) {
    if (error instanceof TaskStopped) return stopping.aborted ? waitAgain(deps, task) : undefined
    if (!(error instanceof Failure) && isRetryable(error)) throw error
    await failTask(deps, task, error)
  }
}

/** Marks a task as running. Returns null if it has ended. */
function begin(deps: ListTaskDeps, id: string): Promise<Row | null> {
  return onTasks(deps, async (tx) => {
    const row = await tx.db
      .updateTable('list_task')
      .set((e) => ({
        state: 'running',
        attempts: e('attempts', '+', 1),
        started_at: e.fn.coalesce('started_at', e.val(tx.now)),
        phase: 'reading',
        done: 0,
        total: null,
      }))
      .where('id', '=', id)
      .where('finished_at', 'is', null)
      .returning(['id', 'kind', 'list_id', 'preview_id', 'to_version', 'reason', 'account_id', 'role', 'purpose'])
      .returning(['asked_at', 'small', 'state', 'phase', 'done', 'total', 'attempts', 'started_at', 'finished_at'])
      .returning(['problem', 'version', 'rematch_id'])
      .executeTakeFirst()
    if (row !== undefined) await tx.announce('list-task.changed', `list:${row.list_id}`, 0)
    return row ?? null
  })
}

async function work(deps: Deps, task: Row, stopping: AbortSignal): Promise<void> {
  const { id, list_id: listId, asked_at: askedAt } = task
  const progress = taskProgress(deps, { id, listId, small: task.small }, stopping)
  const access = await accessOf(deps, task)
  const intent = (type: string): AccessIntent => ({ action: 'signal.write', type, ref: `list:${listId}` })
  if (task.kind === 'preview') {
    const finish = (tx: Tx) => finishTask(deps, tx, task, {})
    await access.transaction(intent('signal.read'), async (tx) => {
      tx.leavesNoEntry()
      await checkRole(tx, task)
    })
    await previewImport(access, intent('signal.read'), { id, listId, askedAt }, { ...deps, progress, finish })
  } else if (task.kind === 'import') {
    await access.transaction(intent('signal.import'), async (tx) => {
      await checkRole(tx, task)
      const asked = { listId, previewId: task.preview_id as string, askedAt }
      const { report, version } = await importList(tx, asked, deps.member.id, { reader: deps.reader, progress })
      const { b } = tx.seal(id, { task: { kept: JSON.stringify(report) } }, taskClasses, fileClocks(askedAt))
      await finishTask(deps, tx, task, { version, b })
    })
  } else {
    const to = task.to_version as number
    await access.transaction({ ...intent('rollback.done'), details: { reason: task.reason, to } }, async (tx) => {
      await checkRole(tx, task)
      const { version, rematch } = await rollbackList(tx, listId, to, progress)
      await finishTask(deps, tx, task, { version, rematch_id: rematch })
    })
  }
}

/** Opens the access store for the officer who asked for the task, with the role and purpose of that request. */
async function accessOf(deps: ListTaskDeps, task: Row): Promise<AccessStore> {
  const { person_id } = await deps.db
    .selectFrom('account')
    .select('person_id')
    .where('id', '=', task.account_id)
    .executeTakeFirstOrThrow()
  const teams = (await accountInForce(deps.db, task.account_id, deps.clock()))?.teams ?? []
  const actor: Actor = {
    ...{ account: task.account_id, person: person_id, member: deps.member.id, role: task.role as Role },
    teams,
  }
  return deps.store.for(actor, { purpose: task.purpose as Purpose, caseId: null })
}

/** Refuses, and logs the refusal, if the account is no longer in force or no longer has the role of the request. */
async function checkRole(tx: Tx, { account_id, role }: Row, { lock = false } = {}): Promise<void> {
  const account = await accountInForce(tx.db, account_id, tx.now, { lock })
  if (account?.roles.includes(role as Role)) return
  const because = clauseSentence('clauses.role-lost', { role })
  const clauses = [failedClause({ id: 'role', agreement: null }, because, false)]
  throw fail('refused', { clauses, detail: because.text })
}

/** Ends a task in the transaction of its result. Throws `TaskStopped` if it was cancelled, which rolls the result back. */
async function finishTask(
  deps: Pick<ListTaskDeps, 'clock'>,
  tx: Tx,
  task: Row,
  result: { version?: number; rematch_id?: string; b?: Buffer },
): Promise<void> {
  await checkRole(tx, task, { lock: true })
  const finished = await tx.db
    .updateTable('list_task')
    // The transaction may have begun minutes ago.
    .set({ ...result, state: 'done', phase: null, finished_at: deps.clock(), body: null })
    .where('id', '=', task.id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (finished.numUpdatedRows === 0n) throw new TaskStopped('the task was cancelled')
  await tx.announce('list-task.changed', `list:${task.list_id}`, 0)
}

async function failTask(deps: ListTaskDeps, task: Row, error: unknown): Promise<void> {
  const known = error instanceof Failure
  const code: ErrorCode = known ? error.code : 'unexpected'
  const detail = known ? error.message : `Nothing was changed. Name this work to your operator: ${task.id}.`
  const problem = { code, detail: detail || errorTable[code][1], at: (known && error.fields.at) || null }
  const fields = { task: task.id, kind: task.kind, code }
  if (known) deps.log.info({ event: 'list-task.failed', ...fields })
  else deps.log.error({ event: 'list-task.failed', ...fields, fault: describeFault(error) })
  await onTasks(deps, async (tx) => {
    await tx.db
      .updateTable('list_task')
      .set({ state: 'failed', phase: null, finished_at: tx.now, body: null, problem: JSON.stringify(problem) })
      .where('id', '=', task.id)
      .where('state', '=', 'running')
      .execute()
    await tx.announce('list-task.changed', `list:${task.list_id}`, 0)
  })
}

/** A stopping node leaves the task to its next start. This does not count as an interruption. */
async function waitAgain(deps: ListTaskDeps, task: Row): Promise<void> {
  await onTasks(deps, async (tx) => {
    await tx.db
      .updateTable('list_task')
      .set((e) => ({ state: 'waiting', phase: null, attempts: e('attempts', '-', 1) }))
      .where('id', '=', task.id)
      .where('state', '=', 'running')
      .execute()
  })
}

/**
 * Cancels a task that has not ended. Its work is rolled back. Errors: `not-found`, `task-finished`.
 */
export async function cancelTask(tx: Tx, id: string, kind: ListTaskTable['kind']): Promise<void> {
  const row = await tx.db.selectFrom('list_task').select(['list_id', 'kind']).where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.kind !== kind) throw fail('not-found')
  const cancelled = await tx.db
    .updateTable('list_task')
    .set({ state: 'cancelled', phase: null, finished_at: tx.now, body: null })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  if (cancelled.numUpdatedRows === 0n) throw fail('task-finished')
  tx.about(`list:${row.list_id}`)
  tx.note({ what: `${kind} cancelled`, task: id })
  await tx.announce('list-task.changed', `list:${row.list_id}`, 0)
}
