import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

/**
 * Returns whether a case was planted, by the id of the case or of its subject. Only what would send or count something may ask: a page
 * that reviewers see must not depend on it.
 */
export async function isPlanted(tx: Pick<Tx, 'db'>, id: string): Promise<boolean> {
  const { rows } = await sql<{ planted: boolean }>`
    select is_planted_case(${id}::uuid) or is_planted_subject(${id}::uuid) as planted`.execute(tx.db)
  return rows[0]?.planted === true
}
