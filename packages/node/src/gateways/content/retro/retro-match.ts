import type { RetroJob, RetroRequest } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { findBank } from '../banks/bank-row.ts'
import { type IndexDeps, inTransaction, readSignals } from '../index/read-rows.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import { enqueueRetro } from '../store/enqueue-retro.ts'
import { type MatchUploadDeps, matchUpload } from '../uploads/match-upload.ts'
import type { SeenIndex } from './seen-index.ts'

export type RetroDeps = MatchUploadDeps & IndexDeps & { seen: SeenIndex }
const mostNumbers = 1_000_000

/** Enqueues a comparison of earlier uploads with these items. Errors: `not-found`, `body-invalid`. */
export async function askRetro(tx: Tx, request: RetroRequest): Promise<string> {
  const { itemIds, bank, since } = request
  if ((itemIds === undefined) === (bank === undefined))
    throw fail('body-invalid', { at: '/itemIds', detail: 'Name items or a bank, one of the two.' })
  const bankId = bank === undefined ? null : (await findBank(tx, bank)).id
  const rows = await tx.db
    .selectFrom('item_signal as s')
    .innerJoin('bank_item as i', 'i.id', 's.item_id')
    .select('s.number')
    .$if(bankId !== null, (select) => select.where('i.bank_id', '=', bankId as number))
    .$if(itemIds !== undefined, (select) => select.where('i.id', 'in', itemIds ?? []))
    .orderBy('s.number')
    .limit(mostNumbers)
    .execute()
  return enqueueRetro(
    tx,
    rows.map(({ number }) => number),
    { since, cause: 'asked' },
  )
}

/** Reads the state of such a job. Error: `not-found`. */
export async function readRetro(tx: Pick<Tx, 'db'>, id: string): Promise<RetroJob> {
  const row = await tx.db.selectFrom('retro_job').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  const state = row.finished_at === null ? 'waiting' : 'done'
  return { jobId: row.id, state, checked: row.checked, hits: row.hits, caseIds: row.case_ids }
}

/**
 * Job `retro-match`: compares new signals with the uploads of the last days. A matching upload is handled like a new
 * one, and its case says that the signal came later. Running it again changes nothing.
 */
export async function retroMatch(deps: RetroDeps, { jobId }: { jobId: string }): Promise<void> {
  const job = await inTransaction(deps, (tx) =>
    tx.db.selectFrom('retro_job').selectAll().where('id', '=', jobId).executeTakeFirst(),
  )
  if (job === undefined || job.finished_at !== null) return
  await deps.index.catchUp()
  const uploads = new Set<string>()
  let checked = 0
  await readSignals(deps, { numbers: job.numbers.map(Number) }, async (signals) => {
    const wanted = signals
      .filter(({ inactive, bank }) => !inactive && opensCases(deps, bank))
      .map(({ type, quality, raw }): ContentSignal => ({ type, quality, raw, value: '' }))
    const near = await deps.seen.uploadsNear(wanted, job.since)
    for (const id of near.uploadIds) uploads.add(id)
    checked = Math.max(checked, near.checked)
  })
  const caseIds: string[] = []
  let hits = 0
  for (const uploadId of uploads) {
    const row = await matchUpload(deps, { uploadId, cause: 'retro' })
    if (row === null || row.case_id === null) continue
    hits += 1
    caseIds.push(row.case_id)
  }
  await inTransaction(deps, (tx) =>
    tx.db
      .updateTable('retro_job')
      .set({ checked, hits, case_ids: caseIds, finished_at: tx.now })
      .where('id', '=', jobId)
      .execute(),
  )
}

/**
 * Returns whether matches of a bank open cases: a shadow bank and a negative bank open none, also for earlier uploads.
 */
function opensCases(deps: RetroDeps, bank: number): boolean {
  const terms = deps.index.banks().get(bank)
  return terms !== undefined && !terms.negative && !terms.shadow
}
