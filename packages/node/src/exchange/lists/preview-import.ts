import type { Entry, Finding, ImportPreview, ListTerms } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../safeguards/access/clocks.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import { type ImportPlan, type ListFacts, planImport } from './plan-import.ts'
import type { ListReader } from './read-list.ts'
import type { TaskProgress } from './task-progress.ts'

const previewMinutes = 30

/** Counts the hits that new entries would have had among recent records. It returns counts only, no names. */
export type TrialOf = (
  entries: readonly Entry[],
  progress: (done: number, total: number) => Promise<void> | undefined,
) => Promise<ImportPreview['trial']>

export async function findList(tx: Tx, id: string): Promise<ListFacts> {
  const row = await tx.db.selectFrom('list').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return {
    id: row.id,
    title: row.title,
    format: row.format as ListFacts['format'],
    terms: row.terms as ListTerms,
    version: row.version,
  }
}

/** Maps findings that make a whole file unreadable to error codes. */
const fatal = { XML_UNSAFE: 'xml-unsafe', XML_LIMIT: 'xml-limit', CSV_QUOTE: 'csv-quote' } as const

/**
 * Previews the file of a task, and stores it for 30 minutes together with the effect that its import would have. The
 * trial runs outside the two transactions of this function, because nested transactions could use up all database
 * connections. `finish` ends the task in the transaction that stores the preview. Errors: `xml-unsafe`, `xml-limit`,
 * `csv-quote`, `file-unreadable`; `list-empty` if no entry could be read.
 */
export async function previewImport(
  access: AccessStore,
  intent: AccessIntent,
  task: { id: string; listId: string; askedAt: Date },
  given: { trialOf: TrialOf; reader: ListReader; progress: TaskProgress; finish: (tx: Tx) => Promise<void> },
): Promise<void> {
  const { trialOf, reader, progress, finish } = given
  const planned = await access.transaction({ ...intent, details: { part: 'plan' } }, async (tx) => {
    const list = await findList(tx, task.listId)
    const { body } = await tx.db
      .selectFrom('list_task')
      .select('body')
      .where('id', '=', task.id)
      .executeTakeFirstOrThrow()
    if (body === null) throw fail('task-finished')
    const bytes = tx.openRaw({ id: task.id, ...attributesOf(list.terms.purposes, task.askedAt), raw: body })
    const plan = await planImport(tx, list, await reader.read(bytes, list.format, progress), progress)
    if (plan.read === 0 && plan.refused.length === 0) throw unreadable(plan.findings)
    return { list, plan, body, bytes: bytes.length }
  })
  const { add, change } = planned.plan
  const trial = await trialOf(
    [...add, ...change].map(({ entry }) => entry),
    (done, total) => progress('trying', done, total),
  )
  await access.transaction({ ...intent, details: { part: 'preview' } }, async (tx) => {
    await keepPreview(tx, task, planned, trial)
    await finish(tx)
  })
}

/** Returns the attributes that decide access to the file and the report of a task. */
export const attributesOf = (purposes: readonly string[], askedAt: Date) => ({
  regime: 'signal',
  purposes,
  mask_at: null,
  delete_at: new Date(askedAt.getTime() + mostTaskMs),
})
/** A task that is not finished after this time fails, and its file is deleted. */
export const mostTaskMs = 86_400_000

/**
 * The clocks of a file that is to be imported. A preview may wait for a day, its import for another day, and both take time.
 * A file is deleted once its task has ended, so these clocks only bound its life.
 */
export const fileClocks = (askedAt: Date): RecordClocks => ({
  regime: 'signal',
  mask_at: null,
  delete_at: new Date(askedAt.getTime() + 4 * mostTaskMs),
})

const previewClasses = classesOf<{ preview: { kept: string } }>()('import_preview', { preview: { kept: 'kept' } })

/** The sealed file keeps its id, so its bytes are stored as they are. */
async function keepPreview(
  tx: Tx,
  { id, askedAt }: { id: string; askedAt: Date },
  { list, plan, body, bytes }: { list: ListFacts; plan: ImportPlan; body: Buffer; bytes: number },
  trial: ImportPreview['trial'],
): Promise<void> {
  const expiresAt = new Date(tx.now.getTime() + previewMinutes * 60_000)
  const preview: ImportPreview = {
    ...reportOf(list, plan),
    previewId: id,
    listId: list.id,
    listTitle: list.title,
    bytes,
    at: tx.now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    changes: plan.changes,
    trial,
  }
  await tx.db
    .insertInto('import_preview')
    .values({
      id,
      list_id: list.id,
      account_id: tx.actor.account,
      at: tx.now,
      expires_at: expiresAt,
      list_version: list.version,
      used_at: null,
      body,
      b: tx.seal(id, { preview: { kept: JSON.stringify(preview) } }, previewClasses, fileClocks(askedAt)).b,
    })
    .execute()
}

function unreadable(findings: readonly Finding[]) {
  const worst = findings.find((f) => f.code in fatal) ?? findings.find((f) => f.severity === 'error')
  const code = worst !== undefined && worst.code in fatal ? fatal[worst.code as keyof typeof fatal] : 'list-empty'
  const { line } = (worst?.position ?? {}) as { line?: number }
  const where = line === undefined ? '' : ` (line ${line})`
  return fail(code, { detail: `${worst?.message ?? 'No entry was found in this file.'}${where} Nothing is stored.` })
}

export function reportOf(list: ListFacts, plan: ImportPlan) {
  return {
    format: list.format,
    read: plan.read,
    created: plan.add.length,
    updated: plan.change.length,
    unchanged: plan.unchanged.length,
    withdrawn: plan.withdraw.length,
    foreign: 0,
    findings: plan.findings.slice(0, 1000),
    refused: plan.refused,
  }
}

/**
 * Reads the row of a preview that is to be imported, as requested `at` this time, with its list. Errors: `not-found`,
 * `preview-expired`, `list-changed` if the list changed after the preview.
 */
export async function findPreview(tx: Tx, asked: { listId: string; previewId: string; at: Date }) {
  const list = await findList(tx, asked.listId)
  const row = await tx.db
    .selectFrom('import_preview')
    .select(['id', 'list_id', 'expires_at', 'list_version', 'used_at', 'b'])
    .where('id', '=', asked.previewId)
    .executeTakeFirst()
  if (row === undefined || row.list_id !== asked.listId || row.used_at !== null)
    throw fail('not-found', { detail: 'This preview is gone or was used.' })
  if (row.expires_at <= asked.at) throw expired()
  if (row.list_version !== list.version)
    throw fail('list-changed', { detail: 'Somebody imported meanwhile: check the file again.' })
  return { list, row }
}

const expired = () => fail('preview-expired', { detail: 'Check the file again, since signals may have changed.' })

/** Describes a preview as a sealed row. People who may write signals can open it until it expires. */
function previewRow(list: ListFacts, row: { id: string; expires_at: Date; b: Buffer }) {
  return {
    ...attributesOf(list.terms.purposes, row.expires_at),
    delete_at: row.expires_at,
    id: row.id,
    a: null,
    b: row.b,
  }
}

/** Reads a stored preview as it was first shown. Error: `preview-expired`. */
export async function readPreview(tx: Tx, id: string): Promise<ImportPreview> {
  const row = await tx.db
    .selectFrom('import_preview')
    .select(['id', 'list_id', 'expires_at', 'b'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.expires_at <= tx.now) throw expired()
  const list = await findList(tx, row.list_id)
  const { value } = tx.open<{ preview: { kept: string } }>(previewRow(list, row))
  return JSON.parse(value.preview.kept) as ImportPreview
}
