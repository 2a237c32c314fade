import type { NecessitySubject } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'

/** Refuses to switch something on. `at` is the field of the request that names it. */
export type RequireNecessity = (
  tx: Tx,
  subject: NecessitySubject,
  where?: { name?: string; at?: string },
) => Promise<void>

interface Row {
  lifted: boolean
  lapsed_at: Date | null
  draft_until: Date | null
  valid_until: Date | null
  impact_until: string | null
}

/**
 * Refuses to switch something on that has no record of necessity in force. The database refuses the same by its own clock. Errors:
 * `necessity-missing`; `impact-assessment-expired` if the record names an assessment whose validity is over.
 */
export const requireNecessity: RequireNecessity = async (tx, { type, id }, { name = id, at } = {}) => {
  const { rows } = await sql<Row>`
    select rule_is_lifted('necessity') as lifted, g.lapsed_at, g.draft_until, r.valid_until, r.impact_until::text
    from (select 1) one left join necessity_gate g on g.subject_type = ${type} and g.subject_id = ${id}
      left join necessity_record r on r.subject_type = ${type} and r.subject_id = ${id} and r.approved_at is not null and r.ended_at is null`.execute(
    tx.db,
  )
  const [row] = rows
  if (row === undefined || row.lifted) return
  const isLater = (moment: Date | null) => moment !== null && moment > tx.now
  if (row.lapsed_at !== null || !(isLater(row.valid_until) || isLater(row.draft_until)))
    throw fail('necessity-missing', {
      ...(at === undefined ? {} : { at }),
      detail: `No record of necessity is in force for ${type} ${name}. A signal officer writes one on the page Necessity (${pageOf({ type, id })}), and a supervisor approves it.`,
    })
  if (isLater(row.valid_until) && isPast(row.impact_until, tx.now))
    throw fail('impact-assessment-expired', {
      ...(at === undefined ? {} : { at }),
      detail: `The impact assessment of ${type} ${name} was valid until ${row.impact_until}. Write a new record with a newer one.`,
    })
}

/** Whether a day, which counts until its end in UTC, is over. */
export const isPast = (day: string | null, now: Date): boolean =>
  day === null || day < now.toISOString().slice(0, 'YYYY-MM-DD'.length)

/** The page on which an officer writes the record of a subject. */
const pageOf = ({ type, id }: NecessitySubject): string => `/necessity/new?${new URLSearchParams({ type, id })}`
