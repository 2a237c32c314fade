import type { PeopleChange, PeopleChangeKind, PeopleChangeState, Role } from '@entente/contracts'
import type { Tx } from '../access-store.ts'
import { halfOf } from './code-halves.ts'
import { asksForHuman, mayConsent, nobodyCanConsent } from './consent-to-change.ts'
import { readPopulation } from './population.ts'
import { findUnsigned } from './sign-proposal.ts'
import {
  isProposer,
  isRescue,
  isStoppable,
  mayObject,
  needsOf,
  readChanges,
  type StoredChange,
} from './stored-change.ts'

/**
 * Returns changes as the actor sees them, in the order of the ids, with what the actor may do. The `may` of a person who
 * signed in with a key is empty: keys change no people.
 */
export async function describeChanges(
  tx: Pick<Tx, 'db' | 'actor' | 'now'>,
  ids: readonly string[],
  bySession: boolean,
): Promise<PeopleChange[]> {
  const changes = await readChanges(tx.db, ids)
  if (changes.length === 0) return []
  const population = await readPopulation(tx.db, tx.now)
  const objections = await tx.db
    .selectFrom('people_objection')
    .selectAll()
    .where('change_id', 'in', [...ids])
    .execute()
  const accounts = await tx.db
    .selectFrom('account')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      changes.map(({ account_id }) => account_id),
    )
    .execute()
  const unsigned = await findUnsigned(tx.db, changes)
  const people = await tx.db.selectFrom('person').selectAll().execute()
  const named = (id: string) => ({ person: id, name: people.find((one) => one.id === id)?.name ?? '' })
  return changes.map((change): PeopleChange => {
    const account = accounts.find(({ id }) => id === change.account_id)
    const isAsked = change.state === 'awaiting-consent'
    const isUnsigned = unsigned.has(change.id)
    return {
      id: change.id,
      kind: change.kind as PeopleChangeKind,
      account: {
        ...{ id: change.account_id, name: account?.name ?? '' },
        ...{ person: change.concerned, personName: named(change.concerned).name },
      },
      role: change.role as Role | null,
      teams: change.teams,
      personName: change.person_name,
      subject: change.subject,
      reason: change.reason,
      byOperator: isRescue(change),
      proposedBy: named(change.proposed_by),
      proposedAt: change.proposed_at.toISOString(),
      consents: change.consents.map(({ person, role, at }) => ({ ...named(person), role, at: at.toISOString() })),
      awaitsSignature: isUnsigned,
      needs: isAsked ? needsOf(change).map((roles) => [...roles]) : [],
      asksForHuman: isAsked && asksForHuman(change),
      nobodyLeft: isAsked && nobodyCanConsent(change, population),
      effectiveAt: change.effective_at?.toISOString() ?? null,
      endsAt: change.ends_at?.toISOString() ?? null,
      objections: objections
        .filter(({ change_id }) => change_id === change.id)
        .map(({ person_id: person, role, reason, at }) => ({
          ...{ ...named(person), role: role as Role, reason, at: at.toISOString() },
        })),
      state: change.state as PeopleChangeState,
      may: bySession ? actsOf(change, tx, isUnsigned) : [],
    }
  })
}

function actsOf(
  change: StoredChange,
  { actor, now }: Pick<Tx, 'actor' | 'now'>,
  isUnsigned: boolean,
): PeopleChange['may'] {
  const isOwn = isProposer(change, actor.person) || (change.kind === 'recover' && change.proposed_by === actor.person)
  return [
    ...(isUnsigned &&
    isProposer(change, actor.person) &&
    change.proposed_role === actor.role &&
    isStoppable(change, now)
      ? (['sign'] as const)
      : []),
    ...(!isUnsigned && mayConsent(change, actor, now) ? (['consent'] as const) : []),
    ...(mayObject(change, actor, now) ? (['object'] as const) : []),
    ...(isOwn && isStoppable(change, now) ? (['withdraw'] as const) : []),
    ...(halfOf(change, actor.person) === null ? [] : (['half'] as const)),
  ]
}

/** Returns whether a role sees the changes of everybody. All others see those about themselves. */
const readsAll = (role: Role): boolean => ['administrator', 'supervisor', 'oversight', 'system'].includes(role)

/**
 * Lists changes, newest first, a page at a time. `open` leaves out those that have ended. `next` is the id of the last
 * change of the page before.
 */
export async function listChanges(
  tx: Pick<Tx, 'db' | 'actor' | 'now'>,
  query: { open: boolean; own: boolean; next: string | undefined; limit: number },
  bySession: boolean,
): Promise<{ items: PeopleChange[]; next: string | null }> {
  const last =
    query.next === undefined
      ? undefined
      : await tx.db
          .selectFrom('people_change')
          .select(['id', 'proposed_at'])
          .where('id', '=', query.next)
          .executeTakeFirst()
  const rows = await tx.db
    .selectFrom('people_change as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .select('c.id')
    .$if(query.own || !readsAll(tx.actor.role), (q) => q.where('a.person_id', '=', tx.actor.person))
    .$if(query.open, (q) =>
      q.where((e) =>
        e.or([
          e('c.state', '=', 'waiting'),
          e.and([e('c.state', 'in', ['awaiting-consent', 'to-enrol']), e('c.ends_at', '>', tx.now)]),
          e.and([e('c.kind', '=', 'suspend'), e('c.state', '=', 'done'), e('c.ends_at', '>', tx.now)]),
        ]),
      ),
    )
    .$if(last !== undefined, (q) =>
      q.where((e) =>
        e.or([
          e('c.proposed_at', '<', last?.proposed_at as Date),
          e.and([e('c.proposed_at', '=', last?.proposed_at as Date), e('c.id', '<', last?.id as string)]),
        ]),
      ),
    )
    .orderBy('c.proposed_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const ids = rows.slice(0, query.limit).map(({ id }) => id)
  const items = await describeChanges(tx, ids, bySession)
  return { items, next: rows.length > query.limit ? (ids.at(-1) ?? null) : null }
}
