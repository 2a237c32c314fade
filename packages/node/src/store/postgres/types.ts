import type pg from 'pg'

/** Database roles: the owner runs migrations, the app serves, oversight reads what is granted to it. */
export type DatabaseRole = 'entente_owner' | 'entente_app' | 'entente_oversight'
export const databaseRoles = [
  'entente_owner',
  'entente_app',
  'entente_oversight',
] as const satisfies readonly DatabaseRole[]

export type Log = (event: string, fields: Record<string, unknown>) => void
export type PostgresState = 'ready' | 'down' | 'starting'

/** The operating system's user the server runs as. `shared`: other services of the machine may run as this user too. */
export interface ServerUser {
  name: string
  uid: number
  gid: number
  /** The node itself runs as another user (root) and drops to this one for the server. */
  dropped: boolean
  shared: boolean
}

export interface OpenPostgresOptions {
  /** An existing database (`postgres://…`). Nothing is started then. */
  databaseUrl?: string | undefined
  /** Where database, keys and raw messages lie. Default: `/var/lib/entente` as root, else `~/.local/share/entente`. */
  dataRoot?: string | undefined
  /** Runs the server as this user instead of the first of `entente`, `postgres`, `nobody`; only as root. */
  serverUser?: string | undefined
  log: Log
  /** The server went away under the living node; connections fail until `onUp`. */
  onDown?: (() => void) | undefined
  onUp?: (() => void) | undefined
  /** False only in tests: nothing survives a power loss then. */
  fsync?: boolean | undefined
}

/** A PostgreSQL to work with: the node's own (`private`) or one that was there (`external`). */
export interface PostgresServer {
  kind: 'private' | 'external'
  /** How to connect as a role; `database` defaults to the application's. */
  connection(role: DatabaseRole, database?: string): pg.PoolConfig
  state(): PostgresState
  /** Ends a private server and waits until it is gone; an external one is only let go. Idempotent. */
  stop(): Promise<void>
  /** Process id of the private server, null while it is down or external. */
  readonly pid: number | null
  readonly socketDirectory: string | null
  readonly dataRoot: string | null
  readonly serverUser: ServerUser | null
  /** Version of the server: `18.4`. */
  readonly version: string
  /** False where an external login may not take the roles, so that every query runs as that login. */
  readonly rolesSeparated: boolean
}

/** The application's database in a private server. */
export const applicationDatabase = 'entente'
