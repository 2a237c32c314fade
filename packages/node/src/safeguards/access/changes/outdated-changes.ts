import type { Role } from '@entente/contracts'
import type { Tx } from '../access-store.ts'
import { type Population, readPopulation } from './population.ts'
import { quorumOf } from './quorum-of.ts'
import { endChange, entryTypes, readChanges, type StoredChange } from './stored-change.ts'

/** The quorums of removals, the weakest first. */
const removals = ['remove', 'remove-authority', 'remove-oversight']

/**
 * Ends the open changes that must not take effect any more after a change of people: a person who supports them lost the
 * role, or the account now needs a stronger quorum. Each has a log entry. Somebody must propose them again.
 */
export async function endOutdated(tx: Tx): Promise<void> {
  const open = tx.db.selectFrom('people_change').select('id').where('state', 'in', ['awaiting-consent', 'waiting'])
  const ids = (await open.execute()).map(({ id }) => id)
  for (const change of await readChanges(tx.db, ids)) {
    if ((await whyOutdated(tx, change)) === null) continue
    await endChange(tx, change, 'refused')
    const type = entryTypes[change.kind as keyof typeof entryTypes]
    await tx.log({ type, ref: `change:${change.id}`, details: { what: 'outdated', change: change.id } })
  }
}

/** Returns in a sentence why a change must not take effect any more, or null. People whose sign-in is suspended count. */
export async function whyOutdated(tx: Pick<Tx, 'db' | 'now'>, change: StoredChange): Promise<string | null> {
  const population = await readPopulation(tx.db, tx.now)
  if (!isSupported(change, population)) return 'A person who supports this change lost the role.'
  if (await needsMore(tx, change, population)) return 'This change needs more people or time than when it was proposed.'
  return null
}

/** The administrator who recorded an owner's request for a reset is no supporter. */
function isSupported(change: StoredChange, { holders }: Population): boolean {
  const proposer = { person: change.proposed_by, role: change.proposed_role as Role }
  return [...(change.kind === 'recover' ? [] : [proposer]), ...change.consents].every((one) =>
    holders.some(({ person, role, counts }) => counts && person === one.person && role === one.role),
  )
}

async function needsMore(tx: Pick<Tx, 'db'>, change: StoredChange, population: Population): Promise<boolean> {
  if (change.kind !== 'disable' && change.kind !== 'team' && change.kind !== 'untie') return false
  const ofAccount = population.holders.filter(({ account }) => account === change.account_id)
  const given = {
    ...({ kind: change.kind, role: null, gone: false, concerned: change.concerned } as const),
    accountRoles: ofAccount.map(({ role }) => role),
    takesTeam: change.kind === 'team' && (await takesTeam(tx, change.account_id, change.teams ?? [])),
    proposer: { person: change.proposed_by, role: change.proposed_role as Role },
  }
  return removals.indexOf(quorumOf(given, population)) > removals.indexOf(change.quorum)
}

/** Returns whether an account has a team that is not among the wanted ones. */
export async function takesTeam(tx: Pick<Tx, 'db'>, accountId: string, wanted: readonly string[]): Promise<boolean> {
  const now = await tx.db.selectFrom('account_team').select('team').where('account_id', '=', accountId).execute()
  return now.some(({ team }) => !wanted.includes(team))
}
