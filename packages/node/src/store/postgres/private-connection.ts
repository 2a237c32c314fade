import type pg from 'pg'
import { port } from './socket-folder.ts'
import { applicationDatabase, type DatabaseRole } from './types.ts'

/** Returns the connection settings of a private server through its socket. The server decides by this process's system user. */
export function privateConnection(socketFolder: string): (role: DatabaseRole, database?: string) => pg.PoolConfig {
  return (role, database = applicationDatabase) => ({
    host: socketFolder,
    port,
    user: role,
    database,
    ssl: false,
    application_name: 'entente',
    // Set explicitly, so that PGOPTIONS in the node's environment is ignored.
    options: '-c timezone=UTC',
  })
}
