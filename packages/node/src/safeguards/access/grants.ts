import { type PeopleOfNode, type Role, recoveredDays } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Schema } from '../../store/schema.ts'
import type { Tx } from './access-store.ts'

const day = 86_400_000
/** Founding ends by itself after this many days. */
export const foundingDays = 7

/** Returns whether one person uses every account of the node. A node without accounts has nobody yet. */
export async function readPeople(db: Kysely<Schema>): Promise<PeopleOfNode> {
  const row = await db.selectFrom('founding').select('single_operator').executeTakeFirst()
  return row?.single_operator === true ? 'single-operator' : 'complete'
}

/**
 * A role in force, and how it came about: before the end of founding, by a change with its consents, or past the quorum, which only a
 * person with access to the database can do. A role past the quorum counts for nothing that needs two people.
 */
export interface Grant {
  account: string
  person: string
  role: Role
  grantedBy: string | null
  grantedAt: Date
  how: 'founding' | 'quorum' | 'past-quorum'
  /** The change that granted the role. */
  change: string | null
}

/** Reads every role in force of the accounts that are not disabled or removed, or of one account. */
export async function readGrants(db: Kysely<Schema>, now: Date, accountId: string | null = null): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    select r.account_id as account, a.person_id as person, r.role, r.granted_by as "grantedBy", r.granted_at as "grantedAt",
      c.id as change, case when c.id is not null then 'quorum'
        when gone.at is null and (f.began_at is null or f.lasts or r.granted_at <= f.ended_at) then 'founding'
        else 'past-quorum' end as how
    from account_role r
    join account a on a.id = r.account_id
    left join (select began_at, coalesce(ended_at, began_at + make_interval(days => ${foundingDays})) as ended_at,
        ended_at is null and ${now}::timestamptz < began_at + make_interval(days => ${foundingDays}) as lasts
      from founding) f on true
    left join lateral (select max(x.effective_at) as at from people_change x where x.account_id = r.account_id and x.state = 'done'
      and (x.kind = 'disable' or (x.kind = 'revoke' and x.role = r.role))) gone on true
    left join lateral (select c.id from people_change c where c.account_id = r.account_id and c.kind = 'grant' and c.role = r.role
      and c.state in ('done', 'to-enrol', 'expired') and c.effective_at <= r.granted_at and (gone.at is null or c.effective_at >= gone.at)
      and (select count(*) from people_consent k where k.change_id = c.id) >= jsonb_array_length(c.needs)
      and (jsonb_array_length(c.needs) > 0 or f.began_at is null or f.lasts or c.proposed_at <= f.ended_at)
      order by c.effective_at desc limit 1) c on true
    where r.state = 'active' and a.state <> 'disabled' and (a.pending_until is null or a.pending_until > ${now})
      and (${accountId}::uuid is null or a.id = ${accountId}::uuid)
    order by a.name, r.role`.execute(db)
  return rows
}

/**
 * Refuses an act of two people by a person whose account was recovered lately, or whose role was granted past the quorum. Errors:
 * `recently-recovered`, `grant-unsigned`.
 */
export async function refuseUnproven(tx: Pick<Tx, 'db' | 'now' | 'actor'>): Promise<void> {
  const { account, person, role } = tx.actor
  if (await wasRecovered(tx, person)) throw fail('recently-recovered')
  const grants = await readGrants(tx.db, tx.now, account)
  const own = grants.find((grant) => grant.role === role)
  if (own?.how === 'past-quorum')
    throw fail('grant-unsigned', { detail: `The people who must agree did not grant you the role ${role}.` })
}

/** Returns whether one of the person's accounts was reset in the last seven days, or opened with a recovery code in the last day. */
async function wasRecovered(tx: Pick<Tx, 'db' | 'now'>, person: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('account')
    .select('id')
    .where('person_id', '=', person)
    .where((e) =>
      e.or([
        e('recovered_at', '>', new Date(tx.now.getTime() - recoveredDays * day)),
        e('recovery_code_at', '>', new Date(tx.now.getTime() - day)),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}
