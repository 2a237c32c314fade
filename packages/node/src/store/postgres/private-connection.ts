import type pg from 'pg'
import { port } from './socket-folder.ts'
import { applicationDatabase, type PrivateRole } from './types.ts'

/**
 * Returns the settings for connecting to a private server through its socket. The server authenticates this process by
 * its system user.
 */
export function privateConnection(socketFolder: string): (role: PrivateRole, database?: string) => pg.PoolConfig {
  return (role, database = applicationDatabase) => ({
    host: socketFolder,
    port,
    user: role,
    database,
    ssl: false,
    application_name: 'entente',
    // Set the options explicitly, so that PGOPTIONS in the node's environment has no effect.
    options: '-c timezone=UTC',
  })
}
