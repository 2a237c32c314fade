import type { ImportReport, ListImport, ListTask } from '@entente/contracts'
import { type ErrorCode, errorTable, fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import { attributesOf, findList } from './preview-import.ts'

const shown = 20
/** A finished task is shown for this time. */
const keptMs = 86_400_000
export const taskClasses = classesOf<{ task: { kept: string } }>()('list_task', { task: { kept: 'kept' } })

/** Selects tasks without the file and the report. */
const tasks = (tx: Tx) =>
  tx.db
    .selectFrom('list_task as t')
    .leftJoin('account as a', 'a.id', 't.account_id')
    .leftJoin('person as p', 'p.id', 'a.person_id')
    .select(['t.id', 't.kind', 't.list_id', 't.preview_id', 't.to_version', 't.state', 't.phase', 't.done', 't.total'])
    .select(['t.asked_at', 't.started_at', 't.finished_at', 't.problem', 't.version', 't.rematch_id', 'p.name'])

/**
 * Lists the tasks of one list, or of all: first the unfinished ones, then those that ended in the last day. Newest first,
 * at most 20.
 */
export async function listTasks(tx: Tx, listId: string | undefined): Promise<ListTask[]> {
  tx.leavesNoEntry()
  const rows = await tasks(tx)
    .$if(listId !== undefined, (select) => select.where('t.list_id', '=', listId as string))
    .where((e) => e.or([e('t.finished_at', 'is', null), e('t.finished_at', '>', new Date(tx.now.getTime() - keptMs))]))
    .orderBy((e) => e('t.finished_at', 'is not', null))
    .orderBy('t.asked_at', 'desc')
    .orderBy('t.id')
    .limit(shown)
    .execute()
  return rows.map(taskOf)
}

/** Reads a task with its progress. Error: `not-found`, also for a task of another kind. */
export async function readTask(tx: Tx, id: string, kind?: ListTask['kind']): Promise<ListTask> {
  tx.leavesNoEntry()
  const row = await tasks(tx).where('t.id', '=', id).executeTakeFirst()
  if (row === undefined || (kind !== undefined && row.kind !== kind)) throw fail('not-found')
  return taskOf(row)
}

/** Reads an import with its progress, and with its report once it is done. Error: `not-found`. */
export async function readImport(tx: Tx, id: string): Promise<ListImport> {
  const task = await readTask(tx, id, 'import')
  if (task.state !== 'done') return { ...task, report: null }
  const list = await findList(tx, task.list)
  const { b, asked_at } = await tx.db
    .selectFrom('list_task')
    .select(['b', 'asked_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const row = { id, ...attributesOf(list.terms.purposes, asked_at), a: null, b }
  const { value } = tx.open<{ task: { kept: string } }>(row)
  return { ...task, report: JSON.parse(value.task.kept) as ImportReport }
}

/**
 * Waits until a task has ended, for at most `mostMs` milliseconds, or until `signal` is aborted. The task itself continues
 * in each case. Throws the problem of a task that failed.
 */
export async function waitForTask(
  access: AccessStore,
  id: string,
  mostMs: number,
  signal: AbortSignal,
): Promise<ListTask> {
  const until = performance.now() + mostMs
  for (let pause = 10; ; pause = Math.min(100, pause * 1.5)) {
    const task = await access.transaction(
      { action: 'list.read', type: 'signal.read', decision: 'allow', impersonal: true },
      (tx) => readTask(tx, id),
    )
    if (task.problem !== null) throw failureOf(task.problem)
    if (task.finishedAt !== null || signal.aborted || performance.now() > until) return task
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** Returns the stored problem of a task as the failure of a request. */
export function failureOf({ code, detail, at }: NonNullable<ListTask['problem']>) {
  return fail((code in errorTable ? code : 'unexpected') as ErrorCode, { detail, at })
}

function taskOf(row: Awaited<ReturnType<ReturnType<typeof tasks>['execute']>>[number]): ListTask {
  return {
    id: row.id,
    kind: row.kind,
    list: row.list_id,
    preview: row.preview_id,
    to: row.to_version,
    by: row.name ?? 'the node',
    state: row.state,
    phase: row.phase,
    done: row.done,
    total: row.total,
    askedAt: row.asked_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    problem: row.problem,
    version: row.version,
    rematch: row.rematch_id,
  }
}
