import type { DraftKind } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'

/** A draft is deleted this many hours after it was last kept. */
export const draftHours = 24

/** Which drafts of a case: those of one person, or of all except one. */
interface DraftsOf {
  person?: string
  except?: string
  kind?: DraftKind
}

/** Deletes drafts of a case, without a log entry. Returns how many there were. */
export async function removeDrafts(tx: Pick<Tx, 'db'>, caseId: string, of: DraftsOf): Promise<number> {
  let query = tx.db.deleteFrom('case_draft').where('case_id', '=', caseId)
  if (of.person !== undefined) query = query.where('person_id', '=', of.person)
  if (of.except !== undefined) query = query.where('person_id', '<>', of.except)
  if (of.kind !== undefined) query = query.where('kind', '=', of.kind)
  return (await query.returning('id').execute()).length
}

/** Deletes drafts of a case with an act that ends them. Logs how many there were, if any. */
export async function deleteDrafts(
  tx: Tx,
  caseId: string,
  of: DraftsOf,
  cause: 'proposed' | 'answered' | 'decided' | 'assigned',
): Promise<void> {
  const count = await removeDrafts(tx, caseId, of)
  if (count > 0) await tx.log({ type: 'draft.delete', ref: `case:${caseId}`, count, details: { cause } })
}

/**
 * Job `sweep-drafts`: deletes drafts that are a day old, drafts of cases that are decided or past their retention, and drafts of
 * people who may no longer work on the case.
 */
export async function sweepDrafts(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'record.write', type: 'draft.delete', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const oldest = new Date(tx.now.getTime() - draftHours * 3_600_000)
    const { rows } = await sql<{ case_id: string }>`
      delete from case_draft d using case_file c where c.id = d.case_id and (
        d.kept_at <= ${oldest}::timestamptz
        or c.delete_at <= ${tx.now}::timestamptz or c.mask_at <= ${tx.now}::timestamptz or c.ended_at is not null
        or c.state = 'decided'
        or (d.kind = 'first' and c.assigned_to is not null and c.assigned_to <> d.person_id)
        or not exists (
          select from account a join account_role r on r.account_id = a.id join account_team t on t.account_id = a.id
          where a.person_id = d.person_id and a.state <> 'disabled' and r.state = 'active'
            and r.role in ('analyst', 'supervisor') and t.team = c.team))
      returning d.case_id`.execute(tx.db)
    if (rows.length === 0) return tx.leavesNoEntry()
    tx.counted(rows.length)
    tx.note({ cause: 'ended', cases: [...new Set(rows.map((row) => row.case_id))].slice(0, 1000) })
  })
}
