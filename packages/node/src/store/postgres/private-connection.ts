import type pg from 'pg'
import { port } from './socket-folder.ts'
import { applicationDatabase, type DatabaseRole } from './types.ts'

/** How to connect to a private server through its socket; who may is decided there, by the user this process runs as. */
export function privateConnection(socketFolder: string): (role: DatabaseRole, database?: string) => pg.PoolConfig {
  return (role, database = applicationDatabase) => ({
    host: socketFolder,
    port,
    user: role,
    database,
    ssl: false,
    application_name: 'entente',
    // Stated, so that a PGOPTIONS in the node's environment has no say.
    options: '-c timezone=UTC',
  })
}
