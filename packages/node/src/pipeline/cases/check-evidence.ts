import type { PersonalRow, Tx } from '../../safeguards/access/access-store.ts'
import { openSignalRow } from '../../safeguards/oversight/open-signal.ts'
import { type CaseFile, type HitRow, openCase, openHit, openPart } from './case-record.ts'

/** The parts of a case that its gateway reads. */
interface ShownByGateway {
  record(tx: Tx, subjectId: string): Promise<unknown>
  readonly answers: { about(tx: Tx, subjectId: string): Promise<unknown> }
}
/** The tables with texts that people wrote about a case. */
const writtenParts = ['proposal', 'confirmation', 'decision', 'case_note'] as const

/**
 * Opens everything that the page of a case shows: its body, its record, its live hits and the hits that the decision names, the signals of
 * these hits, the texts of people, and the answers. Throws `record-unreadable` if a part is damaged, because nobody may decide on
 * evidence that nobody can read.
 */
export async function checkEvidence(
  tx: Tx,
  gateway: ShownByGateway,
  row: CaseFile,
  named: readonly string[],
): Promise<void> {
  openCase(tx, row)
  await gateway.record(tx, row.subject_id)
  const all = await tx.db.selectFrom('hit').selectAll().where('case_id', '=', row.id).execute()
  const hits = all.filter((hit) => hit.withdrawn_at === null || named.includes(hit.id))
  for (const hit of hits) openHit(tx, row, hit)
  for (const signal of await signalRowsOf(tx, hits)) openSignalRow(tx, signal)
  for (const table of writtenParts) {
    const parts = await tx.db.selectFrom(table).select(['id', 'a', 'b']).where('case_id', '=', row.id).execute()
    for (const part of parts) openPart(tx, row, part)
  }
  await gateway.answers.about(tx, row.subject_id)
}

/** Reads the rows of the signals of these hits. */
export async function signalRowsOf(tx: Tx, hits: readonly HitRow[]): Promise<PersonalRow[]> {
  const ids = [...new Set(hits.flatMap((hit) => hit.signal_id ?? []))]
  if (ids.length === 0) return []
  return tx.db
    .selectFrom('signal')
    .select(['id', 'regime', 'purposes', 'mask_at', 'delete_at', 'a', 'b'])
    .where('id', 'in', ids)
    .execute()
}
