import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { PostgresError } from './errors.ts'
import type { ServerUser } from './types.ts'

const candidates = ['entente', 'postgres', 'nobody']
// Other services may run as these accounts and could then enter folders with mode 0700.
const sharedAccounts = new Set(['postgres', 'nobody', 'daemon', 'www-data'])

/** Returns the system user of this process. Throws `pg-user-missing` if its user id has no account. */
export function nodeUser(): { name: string; uid: number; gid: number } {
  try {
    const { username, uid, gid } = userInfo()
    return { name: username, uid, gid }
  } catch (error) {
    throw new PostgresError(
      'pg-user-missing',
      `This process runs as user number ${process.getuid?.()}, which has no account on this machine, and PostgreSQL cannot run without one. Add the user to /etc/passwd or run the node as an existing user.`,
      error,
    )
  }
}

/**
 * Chooses the system user that runs the server. An ordinary user runs it as itself. Root cannot, because PostgreSQL
 * refuses to run as root. For root it is the owner of the existing cluster, so that an account `entente` created later
 * does not lock the data; or else `wanted`; or else the first existing account of `entente`, `postgres`, `nobody`.
 */
export function chooseServerUser(options: { wanted?: string | undefined; clusterOwner?: number | null }): ServerUser {
  const self = nodeUser()
  if (self.uid !== 0) return { ...self, dropped: false, shared: sharedAccounts.has(self.name) }
  const accounts = readAccounts()
  const owner = options.clusterOwner ?? null
  if (owner !== null) {
    const account = accounts.find((a) => a.uid === owner)
    if (account && owner !== 0) return asServerUser(account)
    throw new PostgresError(
      'data-root-owner',
      `The database folder belongs to user number ${owner}, as whom PostgreSQL cannot run. Give it back to the user it was made by.`,
    )
  }
  for (const name of options.wanted ? [options.wanted] : candidates) {
    const account = accounts.find((a) => a.name === name)
    if (account && account.uid !== 0) return asServerUser(account)
  }
  throw new PostgresError(
    'pg-user-missing',
    options.wanted
      ? `The user ${options.wanted}, as whom PostgreSQL should run, does not exist on this machine or is root.`
      : 'PostgreSQL does not run as root, and none of the users entente, postgres and nobody exists on this machine. Make a user entente.',
  )
}

type Account = { name: string; uid: number; gid: number }

const asServerUser = (account: Account): ServerUser => ({
  ...account,
  dropped: true,
  shared: sharedAccounts.has(account.name),
})

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4 && /^\d+$/.test(fields[2] ?? '') && /^\d+$/.test(fields[3] ?? ''))
    .map((fields) => ({ name: fields[0] ?? '', uid: Number(fields[2]), gid: Number(fields[3]) }))
}
