import type pg from 'pg'

/**
 * Database roles. The owner runs migrations, the verifier gives the entries of the log their places, the app serves requests, and
 * oversight reads what is granted to it.
 */
export type DatabaseRole = 'entente_owner' | 'entente_verifier' | 'entente_app' | 'entente_oversight'
/** The roles of a private server. The superuser makes the other roles and the database, and then does nothing more. */
export type PrivateRole = DatabaseRole | 'entente_root' | 'entente_convert'

export type Log = (event: string, fields: Record<string, unknown>) => void
export type PostgresState = 'ready' | 'down' | 'starting'

/** The system user that runs the server. `shared` means that other services on the machine may run as this user too. */
export interface ServerUser {
  name: string
  uid: number
  gid: number
  /** Whether the node itself runs as root and switches to this user for the server. */
  dropped: boolean
  shared: boolean
}

export interface OpenPostgresOptions {
  /** The URL of an existing database (`postgres://…`). If it is set, no server is started. */
  databaseUrl?: string | undefined
  /**
   * The folder for the database, keys and raw messages. Default: `/var/lib/entente` for root, otherwise
   * `~/.local/share/entente`.
   */
  dataRoot?: string | undefined
  /**
   * The user that runs the server, in place of the first of `entente`, `postgres`, `nobody`. Only root can use this.
   */
  serverUser?: string | undefined
  /** The system user of a separate `entente serve`, who may use the private server as the roles that serve. */
  appUser?: string | undefined
  log: Log
  /** Called when the server is lost while the node lives. Connections fail until `onUp` is called. */
  onDown?: (() => void) | undefined
  onUp?: (() => void) | undefined
  /** False only in tests. Data then does not survive a power failure. */
  fsync?: boolean | undefined
}

/** A PostgreSQL database: the node's own server (`private`) or an existing one (`external`). */
export interface PostgresServer {
  kind: 'private' | 'external'
  /** Returns the settings for a connection with a role. `database` defaults to the application's database. */
  connection(role: DatabaseRole, database?: string): pg.PoolConfig
  state(): PostgresState
  /** Stops a private server and waits until it has ended; disconnects from an external one. It may be called again. */
  stop(): Promise<void>
  /** The process id of the private server; null while it is down, and for an external server. */
  readonly pid: number | null
  readonly socketDirectory: string | null
  readonly dataRoot: string | null
  readonly serverUser: ServerUser | null
  /**
   * Whether this process can neither become the owner of the schema nor the verifier of the log: the database service is another
   * process (`entente db serve`), which migrates and seals the log.
   */
  readonly separated: boolean
  /** The version of the server, for example `18.4`. */
  readonly version: string
  /** False if the login of an external database may not take the roles. Every query then runs as that login. */
  readonly rolesSeparated: boolean
}

/** The name of the application's database in a private server. */
export const applicationDatabase = 'entente'
