import type { RunningNode } from '@entente/node'

/** Adds the analyst and the supervisor to these teams. */
export async function joinTeams(db: RunningNode['db'], teams: readonly string[]): Promise<void> {
  const accounts = await db.selectFrom('account').select('id').where('name', 'in', ['analyst', 'supervisor']).execute()
  const rows = accounts.flatMap(({ id }) => teams.map((team) => ({ account_id: id, team })))
  await db
    .insertInto('account_team')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
