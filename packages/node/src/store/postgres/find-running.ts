import { realpathSync } from 'node:fs'
import type pg from 'pg'
import { readNodeFile } from './node-file.ts'
import { privateConnection } from './private-connection.ts'
import { isAlive, type ProcessMark } from './processes.ts'
import type { DatabaseRole } from './types.ts'

/** A private server that a living node on this machine runs, and how to connect to it. */
export interface RunningPostgres {
  node: ProcessMark
  socketDirectory: string
  dataRoot: string
  connection(role: DatabaseRole, database?: string): pg.PoolConfig
}

/**
 * Returns the server of the node that has `dataRoot` open, or null: for commands beside a running node (backup, doctor). They must run as
 * the node's own user, whom the server accepts.
 */
export function findRunningPostgres(dataRoot: string): RunningPostgres | null {
  const node = readNodeFile(dataRoot)
  if (!node || !isAlive(node)) return null
  const { socketDirectory, ...mark } = node
  return {
    node: mark,
    socketDirectory,
    dataRoot: realpathSync(dataRoot),
    connection: privateConnection(socketDirectory),
  }
}
