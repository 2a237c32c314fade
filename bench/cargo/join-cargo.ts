import type { openOwnerPool } from '../node/wait-until-done.ts'

/**
 * Puts the first accounts with these names into the team of cargo, in the database of their node: the benches do not measure how
 * two administrators agree on it.
 */
export async function joinCargo(pool: ReturnType<typeof openOwnerPool>, names: readonly string[]): Promise<void> {
  await pool.query(
    `insert into account_team (account_id, team) select id, 'cargo' from account where name = any($1::text[]) on conflict do nothing`,
    [names],
  )
}
