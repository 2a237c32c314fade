import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeUser } from './server-user.ts'
import type { PrivateRole } from './types.ts'

export const hbaFile = (root: string): string => join(root, 'conf', 'pg_hba.conf')
export const identFile = (root: string): string => join(root, 'conf', 'pg_ident.conf')

/** The system user of the database service may take every role, because it could change the files of the database too. */
const ofService: readonly PrivateRole[] = [
  ...(['entente_root', 'entente_convert', 'entente_owner', 'entente_verifier'] as const),
  ...(['entente_app', 'entente_oversight'] as const),
]
const ofApp: readonly PrivateRole[] = ['entente_app', 'entente_oversight']

/**
 * Configures peer authentication with a user map: the kernel tells the server which system user opened the socket. The user of
 * this process may take every role, and `appUser`, as whom a separate `entente serve` runs, only those that serve. There is no
 * password that could leak. With the method `trust`, every process that reaches the socket could take every role.
 */
export function writeAuthentication(root: string, appUser: string | null): void {
  const lines = (user: string, roles: readonly PrivateRole[]): string =>
    roles.map((role) => `entente "${user.replaceAll('"', '""')}" ${role}\n`).join('')
  // Root could become the service's user anyway. It reads keys and files of both processes for a backup.
  const ofRoot = nodeUser().uid === 0 ? '' : lines('root', ['entente_owner'])
  const app = appUser === null || appUser === nodeUser().name ? '' : lines(appUser, ofApp) + ofRoot
  writeFileSync(hbaFile(root), 'local all all peer map=entente\n', { mode: 0o644 })
  writeFileSync(identFile(root), lines(nodeUser().name, ofService) + app, { mode: 0o644 })
}
