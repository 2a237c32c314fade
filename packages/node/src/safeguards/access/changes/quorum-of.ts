import { type PeopleChangeKind, type QuorumName, quorums, type Role } from '@entente/contracts'
import type { Population } from './population.ts'

/** The facts of a proposal that decide its quorum. */
export interface Proposed {
  kind: PeopleChangeKind
  role: Role | null
  /** The roles of the account. */
  accountRoles: readonly Role[]
  /** Whether the change takes a team away. */
  takesTeam: boolean
  /** Whether the proposer states that nobody with this role can act any more. */
  gone: boolean
  concerned: string
  proposer: { person: string; role: Role }
}

/** Returns the row of the table of quorums for a proposal. */
export function quorumOf(given: Proposed, population: Population): QuorumName {
  const { kind, role } = given
  if (kind === 'suspend' || kind === 'recover') return kind
  if (kind === 'person') return 'rename'
  if (kind === 'tie') return 'tie-subject'
  if (kind === 'grant') return quorumOfGrant(given, population)
  if (kind === 'team' && !given.takesTeam) return 'remove'
  const roles = kind === 'revoke' && role !== null ? [role] : given.accountRoles
  if (roles.includes('oversight')) return 'remove-oversight'
  return roles.some((each) => each === 'supervisor' || each === 'administrator') ? 'remove-authority' : 'remove'
}

function quorumOfGrant({ role, gone, concerned, proposer }: Proposed, population: Population): QuorumName {
  const others = (wanted: Role, ...but: string[]): boolean =>
    [...population.peopleWith(wanted)].some((person) => !but.includes(person))
  if (role === 'oversight') return gone || !others('oversight', concerned) ? 'oversight-gone' : 'grant-oversight'
  if (role !== 'supervisor' && role !== 'administrator') return 'grant'
  if (proposer.role === 'supervisor' && role === 'administrator') return 'administrator-gone'
  if (role === 'supervisor' && (gone || !others('supervisor', concerned))) return 'supervisor-gone'
  return others('administrator', proposer.person, concerned) ? 'grant-authority' : 'grant-authority-alone'
}

/**
 * Returns the consents that are still missing. Each person fills one of them at most. Of several ways to assign people,
 * one that leaves the fewest open is chosen.
 */
export function missingConsents(
  needs: readonly (readonly Role[])[],
  consents: readonly { role: Role }[],
): (readonly Role[])[] {
  const [first, ...rest] = needs
  if (first === undefined) return []
  const left = [first, ...missingConsents(rest, consents)]
  const filled = consents
    .filter(({ role }) => first.includes(role))
    .map((consent) =>
      missingConsents(
        rest,
        consents.filter((other) => other !== consent),
      ),
    )
  return filled.reduce((best, each) => (each.length < best.length ? each : best), left)
}

/** Returns the roles whose people may stop a change, beside the person concerned. */
export function objectingRoles(quorum: QuorumName, role: Role | null): Role[] {
  const { consents }: { consents: readonly (readonly Role[])[] } = quorums[quorum]
  const named: readonly Role[] = quorum.endsWith('-gone') && role !== null ? [role] : []
  return [...new Set<Role>([...consents.flat(), ...named, 'oversight'])]
}
