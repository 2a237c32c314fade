import { randomUUID } from 'node:crypto'
import type { Entry, Finding, ImportPreview, ListTerms } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import { type ImportPlan, type ListFacts, planImport } from './plan-import.ts'
import { readList } from './read-list.ts'

const previewMinutes = 30

/** Counts the hits that new entries would have had among recent records. It returns counts only, no names. */
export type TrialOf = (entries: readonly Entry[]) => Promise<ImportPreview['trial']>

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
 * Stores a file for 30 minutes together with the effect that its import would have. The trial runs outside the two
 * transactions of this function, because nested transactions could use up all database connections. Errors:
 * `empty-body`; `xml-unsafe`, `xml-limit`, `csv-quote`; `list-empty` if no entry could be read.
 */
export async function previewImport(
  access: AccessStore,
  intent: AccessIntent,
  given: { listId: string; bytes: Uint8Array; trialOf: TrialOf },
): Promise<ImportPreview> {
  const { listId, bytes, trialOf } = given
  if (bytes.length === 0) throw fail('empty-body', { detail: 'The file is empty.' })
  const { format } = await access.transaction({ ...intent, details: { part: 'list' } }, (tx) => {
    tx.leavesNoEntry()
    return findList(tx, listId)
  })
  const read = await readList(bytes, format)
  const planned = await access.transaction({ ...intent, details: { part: 'plan' } }, async (tx) => {
    const list = await findList(tx, listId)
    const plan = await planImport(tx, list, read)
    if (plan.read === 0 && plan.refused.length === 0) throw unreadable(plan.findings)
    return { list, plan }
  })
  const { add, change } = planned.plan
  const trial = await trialOf([...add, ...change].map(({ entry }) => entry))
  return access.transaction({ ...intent, details: { part: 'preview' } }, (tx) => keepPreview(tx, planned, bytes, trial))
}

const previewClasses = classesOf<{ preview: { kept: string } }>()('import_preview', { preview: { kept: 'kept' } })

async function keepPreview(
  tx: Tx,
  { list, plan }: { list: ListFacts; plan: ImportPlan },
  bytes: Uint8Array,
  trial: ImportPreview['trial'],
): Promise<ImportPreview> {
  const id = randomUUID()
  const expiresAt = new Date(tx.now.getTime() + previewMinutes * 60_000)
  const preview: ImportPreview = {
    ...reportOf(list, plan),
    previewId: id,
    listId: list.id,
    listTitle: list.title,
    bytes: bytes.length,
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
      body: tx.sealRaw(id, bytes),
      b: tx.seal(id, { preview: { kept: JSON.stringify(preview) } }, previewClasses).b,
    })
    .execute()
  return preview
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

/** Describes a preview as a sealed row. People who may write signals can open it for half an hour. */
export function previewRow(list: ListFacts, row: { id: string; expires_at: Date; b: Buffer }) {
  return {
    id: row.id,
    regime: 'signal',
    purposes: list.terms.purposes,
    mask_at: null,
    delete_at: row.expires_at,
    a: null,
    b: row.b,
  }
}

/** Reads a stored preview as it was first shown. Error: `preview-expired`. */
export async function readPreview(tx: Tx, id: string): Promise<ImportPreview> {
  const row = await tx.db.selectFrom('import_preview').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.expires_at <= tx.now)
    throw fail('preview-expired', { detail: 'Check the file again, since signals may have changed.' })
  const list = await findList(tx, row.list_id)
  const { value } = tx.open<{ preview: { kept: string } }>(previewRow(list, row))
  return JSON.parse(value.preview.kept) as ImportPreview
}
