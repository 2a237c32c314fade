import { randomUUID } from 'node:crypto'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { fileClocks, findList, findPreview } from './preview-import.ts'

/** A task of at most so many bytes and entries takes a moment only, so its request waits for the result. */
const smallBytes = 1024 * 1024
const smallEntries = 2_000
/** The most unfinished tasks of one account. A large one may have a file of 50 MB. */
const mostOpen = { small: 32, large: 4 }

/** An unfinished task of a list: its id, and whether it takes a moment only. */
export interface AskedTask {
  id: string
  small: boolean
}

/**
 * Stores a file to be previewed, with the account, role and purpose under which it was given. Errors: `empty-body`,
 * `too-many-requests`.
 */
export async function askPreview(tx: Tx, listId: string, bytes: Uint8Array): Promise<AskedTask> {
  if (bytes.length === 0) throw fail('empty-body', { detail: 'The file is empty.' })
  const { format } = await findList(tx, listId)
  const few = format === 'un-xml' || countLines(bytes) <= smallEntries
  const small = few && bytes.length <= smallBytes && (await countEntries(tx, listId)) <= smallEntries
  const id = randomUUID()
  tx.note({ part: 'file' })
  return askTask(tx, { id, kind: 'preview', list_id: listId, small, body: tx.sealRaw(id, bytes, fileClocks(tx.now)) })
}

/** Asks for the import of a preview. Errors: `preview-expired`, `list-changed`, `list-busy`. */
export async function askImport(tx: Tx, listId: string, previewId: string): Promise<AskedTask> {
  await findPreview(tx, { listId, previewId, at: tx.now })
  const previewed = await tx.db.selectFrom('list_task').select('small').where('id', '=', previewId).executeTakeFirst()
  const small = previewed?.small === true && (await countEntries(tx, listId)) <= smallEntries
  return askTask(tx, { id: randomUUID(), kind: 'import', list_id: listId, preview_id: previewId, small })
}

/** Asks for a rollback to version `to`. Errors: `list-version-unknown`, `list-busy`. */
export async function askRollback(tx: Tx, listId: string, { to, reason }: { to: number; reason: string }) {
  const list = await findList(tx, listId)
  if (to >= list.version) {
    throw fail('list-version-unknown', { detail: `The list is at version ${list.version}: choose one before it.` })
  }
  const small = (await countEntries(tx, listId, to)) <= smallEntries
  return askTask(tx, { id: randomUUID(), kind: 'rollback', list_id: listId, to_version: to, reason, small })
}

interface NewTask extends AskedTask {
  kind: 'preview' | 'import' | 'rollback'
  list_id: string
  preview_id?: string
  to_version?: number
  reason?: string
  body?: Buffer
}

async function askTask(tx: Tx, task: NewTask): Promise<AskedTask> {
  const { account, role } = tx.actor
  const most = task.small ? mostOpen.small : mostOpen.large
  // Requests that are sent at the same time are counted one after the other.
  await tx.db.selectFrom('account').select('id').where('id', '=', account).forNoKeyUpdate().execute()
  const open = await tx.db
    .selectFrom('list_task')
    .select('id')
    .where('account_id', '=', account)
    .where('small', '=', task.small)
    .where('finished_at', 'is', null)
    .limit(most)
    .execute()
  if (open.length >= most) {
    throw fail('too-many-requests', { detail: `${most} previews and imports of yours are not finished.` })
  }
  const inserted = await tx.db
    .insertInto('list_task')
    .values({ ...task, account_id: account, role, purpose: tx.purpose as string, asked_at: tx.now })
    // One unfinished import or rollback of a list exists at a time.
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) throw await busy(tx, task.list_id)
  await tx.announce('list-task.changed', `list:${task.list_id}`, 0)
  return { id: task.id, small: task.small }
}

/** Names the import or rollback that is not finished. It may have ended since, so that none is found. */
async function busy(tx: Tx, listId: string) {
  const other = await tx.db
    .selectFrom('list_task')
    .select(['id', 'kind'])
    .where('list_id', '=', listId)
    .where('kind', '<>', 'preview')
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return fail('list-busy', other && { detail: `The ${other.kind} ${other.id} of this list is not finished.` })
}

/** Counts lines up to the limit of a small task. In all formats but XML, a line has at most one entry. */
function countLines(bytes: Uint8Array): number {
  const newline = 10
  let lines = 1
  for (let at = bytes.indexOf(newline); at !== -1 && lines <= smallEntries; at = bytes.indexOf(newline, at + 1))
    lines += 1
  return lines
}

/**
 * Counts the signals that a task of a list reads, and those of its version `to`, up to the limit of a small task.
 * Withdrawn signals are read until their retention ends.
 */
async function countEntries(tx: Tx, listId: string, to: number | null = null): Promise<number> {
  const most = smallEntries + 1
  const read = await tx.db
    .selectFrom('signal')
    .select('id')
    .where('list_id', '=', listId)
    .where('delete_at', '>', tx.now)
    .limit(most)
    .execute()
  if (to === null) return read.length
  const members = await tx.db
    .selectFrom('list_member')
    .select('signal_id')
    .where('list_id', '=', listId)
    .where('version', '=', to)
    .limit(most)
    .execute()
  return Math.max(read.length, members.length)
}
