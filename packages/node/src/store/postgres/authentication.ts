import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeUser } from './server-user.ts'
import { databaseRoles } from './types.ts'

export const hbaFile = (root: string): string => join(root, 'conf', 'pg_hba.conf')
export const identFile = (root: string): string => join(root, 'conf', 'pg_ident.conf')

/**
 * Configures peer authentication with a user map: the kernel tells the server which system user opened the socket, and
 * only the node's user may take the three roles. There is no password that could leak. With the method `trust`, every
 * process that reaches the socket could take every role.
 */
export function writeAuthentication(root: string): void {
  const user = `"${nodeUser().name.replaceAll('"', '""')}"`
  writeFileSync(hbaFile(root), 'local all all peer map=entente\n', { mode: 0o644 })
  writeFileSync(identFile(root), databaseRoles.map((role) => `entente ${user} ${role}\n`).join(''), { mode: 0o644 })
}
