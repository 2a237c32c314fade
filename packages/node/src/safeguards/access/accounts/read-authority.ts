import { type Authority, fewestOfRole, type Role, recoveredDays } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../../store/schema.ts'
import { readGrants, readPeople } from '../grants.ts'
import { readFounding } from './founding.ts'

interface Facts {
  account: string
  name: string
  person: string
  suspended_until: Date | null
  recovered_at: Date | null
  factors: ('passkey' | 'totp')[]
}

/** Reads who has which role, how it was granted, and how many people of each role there are beside the fewest that must remain. */
export async function readAuthority(db: Kysely<Schema>, now: Date): Promise<Authority> {
  const [grants, founding, facts, names, consents] = await Promise.all([
    readGrants(db, now),
    readFounding(db, now),
    readFacts(db),
    db.selectFrom('person').select(['id', 'name']).execute(),
    db.selectFrom('people_consent').select(['change_id', 'person_id']).orderBy('at').execute(),
  ])
  const factsOf = new Map(facts.map((one) => [one.account, one]))
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const named = (person: string) => ({ person, name: nameOf.get(person) ?? '' })
  const peopleWith = (role: Role, passkey: boolean): number => {
    const held = grants.filter((one) => one.role === role && one.how !== 'past-quorum')
    const counted = held.filter((one) => !passkey || factsOf.get(one.account)?.factors.includes('passkey') === true)
    return new Set(counted.map(({ person }) => person)).size
  }
  return {
    people: await readPeople(db),
    foundingUntil: founding.over === null ? founding.until.toISOString() : null,
    grants: grants.map((grant) => {
      const of = factsOf.get(grant.account)
      const recovered = of?.recovered_at == null ? null : of.recovered_at.getTime() + recoveredDays * 86_400_000
      return {
        account: { id: grant.account, name: of?.name ?? '' },
        person: named(grant.person),
        ...{ role: grant.role, since: grant.grantedAt.toISOString(), how: grant.how, change: grant.change },
        grantedBy: grant.grantedBy === null ? null : named(grant.grantedBy),
        consents: consents.filter((one) => one.change_id === grant.change).map((one) => named(one.person_id)),
        proof: grant.how === 'past-quorum' ? 'unsigned' : 'signed',
        factors: of?.factors ?? [],
        suspendedUntil:
          of?.suspended_until != null && of.suspended_until > now ? of.suspended_until.toISOString() : null,
        recoveredUntil: recovered !== null && recovered > now.getTime() ? new Date(recovered).toISOString() : null,
      }
    }),
    floors: Object.entries(fewestOfRole).map(([name, fewest]) => {
      const role = name as Role
      return { role, fewest, people: peopleWith(role, false), withPasskey: peopleWith(role, true) }
    }),
  }
}

async function readFacts(db: Kysely<Schema>): Promise<Facts[]> {
  const { rows } = await sql<Facts>`
    select a.id as account, a.name, a.person_id as person, a.suspended_until, a.recovered_at,
      coalesce((select array_agg(distinct c.kind order by c.kind) from credential c
        where c.account_id = a.id and c.state = 'active' and c.kind in ('passkey', 'totp')), '{}') as factors
    from account a where a.state <> 'disabled'`.execute(db)
  return rows
}
