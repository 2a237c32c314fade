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

/** The system user that runs the server. `shared`: other services of the machine may run as this user too. */
export interface ServerUser {
  name: string
  uid: number
  gid: number
  /** The node itself runs as root and switches to this user for the server. */
  dropped: boolean
  shared: boolean
}

export interface OpenPostgresOptions {
  /** An existing database (`postgres://…`). Nothing is started then. */
  databaseUrl?: string | undefined
  /** The folder of database, keys and raw messages. Default: `/var/lib/entente` as root, else `~/.local/share/entente`. */
  dataRoot?: string | undefined
  /** Runs the server as this user instead of the first of `entente`, `postgres`, `nobody`; only as root. */
  serverUser?: string | undefined
  log: Log
  /** Called when the server is lost under the living node; connections fail until `onUp`. */
  onDown?: (() => void) | undefined
  onUp?: (() => void) | undefined
  /** False only in tests: data does not survive a power loss then. */
  fsync?: boolean | undefined
}

/** A PostgreSQL to work with: the node's own (`private`) or an existing one (`external`). */
export interface PostgresServer {
  kind: 'private' | 'external'
  /** Returns the connection settings for a role. `database` defaults to the application's. */
  connection(role: DatabaseRole, database?: string): pg.PoolConfig
  state(): PostgresState
  /** Stops a private server and waits for its end; an external one is only disconnected. Idempotent. */
  stop(): Promise<void>
  /** Process id of the private server; null while it is down, or if external. */
  readonly pid: number | null
  readonly socketDirectory: string | null
  readonly dataRoot: string | null
  readonly serverUser: ServerUser | null
  /** Version of the server: `18.4`. */
  readonly version: string
  /** False if an external login may not take the roles, so that every query runs as that login. */
  readonly rolesSeparated: boolean
}

/** The application's database in a private server. */
export const applicationDatabase = 'entente'
