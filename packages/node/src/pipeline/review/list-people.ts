import type { PersonRef, Role } from '@entente/contracts'
import type { z } from 'zod'
import type { AccessStore } from '../../safeguards/access/access-store.ts'

/** Lists the colleagues of the actor's teams who work on cases and can take one over. */
export async function listPeople(access: AccessStore): Promise<z.infer<typeof PersonRef>[]> {
  const intent = { action: 'case.read', type: 'record.search', impersonal: true } as const
  return access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db
      .selectFrom('account as a')
      .innerJoin('person as p', 'p.id', 'a.person_id')
      .innerJoin('account_role as r', 'r.account_id', 'a.id')
      .innerJoin('account_team as t', 't.account_id', 'a.id')
      .select(['p.id', 'p.name', 'r.role'])
      .distinct()
      .where('a.state', '<>', 'disabled')
      .where('r.state', '=', 'active')
      .where('r.role', 'in', ['analyst', 'supervisor'])
      .where('t.team', 'in', tx.actor.teams.length > 0 ? tx.actor.teams : [''])
      .orderBy('p.name')
      .execute()
    const people = new Map<string, z.infer<typeof PersonRef>>()
    for (const { id, name, role } of rows) {
      const known = people.get(id)
      people.set(id, { person: id, name, roles: [...(known?.roles ?? []), role as Role] })
    }
    return [...people.values()]
  })
}
