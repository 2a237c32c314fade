import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeUser } from './server-user.ts'
import { databaseRoles } from './types.ts'

export const hbaFile = (root: string): string => join(root, 'conf', 'pg_hba.conf')
export const identFile = (root: string): string => join(root, 'conf', 'pg_ident.conf')

/**
 * Peer authentication with a map: the kernel tells the server which user of the machine is at the other end of the socket, and only
 * the node's may take the three roles. No secret exists that could leak. Not `trust`, which gives every role to whoever reaches the socket.
 */
export function writeAuthentication(root: string): void {
  const user = `"${nodeUser().name.replaceAll('"', '""')}"`
  writeFileSync(hbaFile(root), 'local all all peer map=entente\n', { mode: 0o644 })
  writeFileSync(identFile(root), databaseRoles.map((role) => `entente ${user} ${role}\n`).join(''), { mode: 0o644 })
}
