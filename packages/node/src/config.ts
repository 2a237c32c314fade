import { existsSync } from 'node:fs'
import { availableParallelism, hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { leastBodyBytes } from './govern-requests.ts'
import { isLoopback } from './known-hosts.ts'
import { fetchingOf, hmaOf } from './network-settings.ts'
import { isZone } from './pipeline/review/zone-days.ts'
import type { OidcSettings } from './safeguards/access/oidc/provider.ts'
import type { RootSource } from './safeguards/vault/root-key.ts'
import { ConfigError, Issuer, Origin, oidcOf, originsOf } from './sign-in-settings.ts'
import { BackupError } from './store/backup/errors.ts'
import { readRecipients } from './store/backup/sealing.ts'
import { defaultDataRoot } from './store/postgres/index.ts'

const Flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true')
const Seconds = z.coerce.number().int()

/** All environment variables of a node. No other file reads them. */
const Environment = z.object({
  DATABASE_URL: z.url().optional(),
  /** The login that owns the schema, for `entente db migrate` alone. */
  ENTENTE_MIGRATE_URL: z.url().optional(),
  /** The system user of a separate `entente serve`, for `entente db serve`. */
  ENTENTE_APP_USER: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]*$/, 'is no name of a system user')
    .optional(),
  ENTENTE_DATA: z.string().optional(),
  /** The system user that runs the private PostgreSQL when the node runs as root. */
  ENTENTE_PG_USER: z.string().optional(),
  ENTENTE_HOST: z.string().default('127.0.0.1'),
  ENTENTE_PORT: z.coerce.number().int().min(0).max(65_535).default(8400),
  ENTENTE_MEMBER: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*$/)
    .default('node.example'),
  ENTENTE_MEMBER_NAME: z.string().max(100).optional(),
  ENTENTE_NODE: z
    .string()
    .regex(/^[^\s+]+$/)
    .optional(),
  ENTENTE_TLS_CERT: z.string().optional(),
  ENTENTE_TLS_KEY: z.string().optional(),
  /** The addresses and networks of the proxies that terminate TLS in front of the node, for example `127.0.0.1,10.20.0.0/24`. */
  ENTENTE_TRUST_PROXY: z.string().optional(),
  /** A JSON file with texts of the desk that the member replaces, by language and key. */
  ENTENTE_TEXTS: z.string().min(1).optional(),
  /** With less free space in the data folder, in megabytes, `/health` says `degraded`. */
  ENTENTE_DISK_LEAST_MB: z.coerce.number().int().min(0).default(1024),
  /**
   * The folder for the backup before an upgrade after which the older release cannot run; `off` makes none. Default:
   * `before-upgrade` in the data folder.
   */
  ENTENTE_UPGRADE_BACKUP: z.string().min(1).optional(),
  /** The recipients of backups, separated by commas: public keys of age. Without any, a backup names them itself. */
  ENTENTE_BACKUP_TO: z.string().optional(),
  /** The doctor warns when the newest backup is older than this many hours; 0: never. */
  ENTENTE_BACKUP_HOURS: z.coerce.number().int().min(0).default(26),
  /** From where the root key comes: a file in the keys folder, a passphrase, or a command that prints it. */
  ENTENTE_ROOT_KEY: z.enum(['file', 'passphrase', 'command']).default('file'),
  /** The file with the passphrase. Default: the credential `root-passphrase` of systemd, else the terminal. */
  ENTENTE_ROOT_PASSPHRASE_FILE: z.string().min(1).optional(),
  /** A command line of the shell that prints the root key as base64 or hex. */
  ENTENTE_ROOT_COMMAND: z.string().min(1).optional(),
  /** The folder of the credentials that systemd loads (systemd.exec(5), LoadCredential). */
  CREDENTIALS_DIRECTORY: z.string().min(1).optional(),
  /** Key files, separated by commas, that are lost for good and that the node may replace at this start. */
  ENTENTE_REPLACE_KEYS: z
    .string()
    .regex(/^[a-z]+\.key(\s*,\s*[a-z]+\.key)*$/)
    .optional(),
  ENTENTE_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /**
   * A token with which `/metrics` can be read from any machine, in `Authorization: Bearer`. Without it, only this
   * machine can read `/metrics`.
   */
  ENTENTE_METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/)
    .optional(),
  ENTENTE_INBOX: Flag.default(true),
  ENTENTE_ALLOW_PRIVATE_CALLBACKS: Flag.default(false),
  /**
   * Hosts from which content may be fetched, separated by commas. An entry is an exact name, `.suffix` for all hosts
   * below a domain, or `*` for every host. If it is not set, nothing is fetched.
   */
  ENTENTE_FETCH_HOSTS: z
    .string()
    .regex(/^(\*|\.?[\w.-]+(\s*,\s*\.?[\w.-]+)*)$/)
    .optional(),
  /** Internal networks from which content may be fetched, such as `10.3.0.0/24`. */
  ENTENTE_FETCH_NETWORKS: z.string().optional(),
  /** Ports other than 80 and 443 from which content may be fetched, in these networks. */
  ENTENTE_FETCH_PORTS: z
    .string()
    .regex(/^\s*\d{1,5}(\s*,\s*\d{1,5})*\s*$/, 'is a list of ports, such as 9000')
    .optional(),
  /**
   * Access to the HMA-compatible interface. `key` requires a key, `open` requires none of clients in
   * ENTENTE_HMA_NETWORKS, `off` disables the interface.
   */
  ENTENTE_HMA: z.enum(['key', 'open', 'off']).default('key'),
  /** The networks whose clients need no key on the HMA-compatible interface. */
  ENTENTE_HMA_NETWORKS: z.string().optional(),
  /**
   * The number of threads that search hashes of content; with 0 the main thread searches. Default: one less than the
   * number of processors, at most 16.
   */
  ENTENTE_SEARCH_THREADS: z.coerce.number().int().min(0).max(64).optional(),
  /** The address at which other nodes reach this node. Default: the address on which it listens. */
  ENTENTE_PEER_URL: z.url().max(500).optional(),
  /** Root certificates for connections to other nodes, in addition to the system's (PEM). */
  ENTENTE_PEER_CA: z.string().optional(),
  /** The certificate that this node presents to nodes that request one. */
  ENTENTE_PEER_CERT: z.string().optional(),
  ENTENTE_PEER_KEY: z.string().optional(),
  /** Whether other nodes must present a certificate issued under ENTENTE_PEER_CA. */
  ENTENTE_PEER_MUTUAL: Flag.default(false),
  /** Whether TAXII clients can sign in with a certificate. The node then requests one from every client. */
  ENTENTE_TAXII_CERTIFICATES: Flag.default(false),
  /** A file with witnesses of the log that are no members: lines `witness <name> <vkey> <url>`, `group` and `quorum`. */
  ENTENTE_WITNESSES: z.string().min(1).optional(),
  /** How many seconds a request to another node waits for new entries. */
  ENTENTE_PEER_WAIT_SECONDS: Seconds.min(0).max(30).default(25),
  ENTENTE_INTERACTIVE_DEADLINE_MS: z.coerce.number().int().min(200).max(60_000).default(4000),
  ENTENTE_REVIEW_SECONDS: Seconds.min(5).default(8),
  ENTENTE_REVIEW_SECONDS_ADVERSE: Seconds.min(5).default(20),
  ENTENTE_COVER_MINUTES: Seconds.min(1).default(15),
  /** The time zone in which the desk shows all times. Without it, each person chooses one. */
  ENTENTE_ZONE: z.string().max(64).refine(isZone, 'is no time zone, such as Europe/Oslo').optional(),
  /** Whether the node plants synthetic cases among the real ones. */
  ENTENTE_PLANTED_CASES: Flag.default(true),
  /** The times at which shifts begin, in the zone of the desk, separated by commas. */
  ENTENTE_SHIFTS: z
    .string()
    .default('06:00,14:00,22:00')
    .refine((times) => shiftsOf(times) !== null, 'is no list of times such as 06:00,14:00,22:00'),
  /** Whether a proposer sees the names of the people who may confirm. */
  ENTENTE_SHOW_CONFIRMERS: Flag.default(true),
  /** Names of accounts whose people can be reached by telephone, separated by commas. */
  ENTENTE_ON_CALL: z.string().default(''),
  /** The number of passwords that are hashed at the same time. Default: half the number of processors, 1 to 4. */
  ENTENTE_PASSWORD_CHECKS: z.coerce.number().int().min(1).max(16).optional(),
  /** How many password checks of unknown callers may wait; one address may use half of them. */
  ENTENTE_PASSWORD_WAITING: z.coerce.number().int().min(2).max(1000).default(16),
  /** The address at which people open the desk. Passkeys are made for its host. Default on this machine: http://localhost:PORT. */
  ENTENTE_ORIGIN: Origin.optional(),
  /** Up to four further addresses of the desk, separated by commas. */
  ENTENTE_ORIGINS: z.string().optional(),
  ENTENTE_PASSKEYS: z.enum(['any', 'device-bound']).default('any'),
  /** The OpenID provider of the agency. If it is not set, nothing is fetched from a provider. */
  ENTENTE_OIDC_ISSUER: Issuer.optional(),
  /** The id under which the provider knows this node, and the file with the secret that belongs to it. */
  ENTENTE_OIDC_CLIENT_ID: z.string().min(1).max(255).optional(),
  ENTENTE_OIDC_SECRET_FILE: z.string().min(1).optional(),
  /** The name of the provider on the sign-in page. Default: the host of the issuer. */
  ENTENTE_OIDC_NAME: z.string().trim().min(1).max(60).optional(),
  /** Whether anybody may read `/docs`. Otherwise it needs a session. */
  ENTENTE_OPEN_DOCS: Flag.default(false),
  /** A file with further passwords that nobody may choose, one a line. */
  ENTENTE_PASSWORD_LIST: z.string().min(1).optional(),
  /** How many sessions of an account may be open. A further one ends the one that was used longest ago. */
  ENTENTE_SESSIONS: z.coerce.number().int().min(1).max(1000).default(5),
  /** Bytes of request bodies that may be in memory at the same time. */
  ENTENTE_BODY_BYTES: z.coerce.number().int().min(leastBodyBytes).default(268_435_456),
  /** Seconds in which a body may arrive at any rate; after that it needs 16 KiB a second. */
  ENTENTE_BODY_SECONDS: Seconds.min(1).default(30),
  /** Open connections, in sum and of one address. */
  ENTENTE_SOCKETS: z.coerce.number().int().min(10).default(2000),
  ENTENTE_SOCKETS_OF_ADDRESS: z.coerce.number().int().min(1).default(500),
  /** Open streams of live events, over all people. */
  ENTENTE_EVENT_STREAMS: z.coerce.number().int().min(1).default(1000),
  /** The most signals that the node reads from one other member. */
  ENTENTE_PEER_SIGNALS: z.coerce.number().int().min(1000).default(1_000_000),
  ENTENTE_MAX_IMPORT_BYTES: z.coerce.number().int().min(1000).default(1_073_741_824),
})

/** Reads the times at which shifts begin, as minutes after midnight. Null if they are not 1 to 12 different times. */
function shiftsOf(times: string): readonly number[] | null {
  const minutes = times.split(',').map((time) => {
    const [, hour, minute] = /^\s*([01]\d|2[0-3]):([0-5]\d)\s*$/.exec(time) ?? []
    return hour === undefined ? Number.NaN : Number(hour) * 60 + Number(minute)
  })
  const sound = minutes.every(Number.isInteger) && minutes.length <= 12 && new Set(minutes).size === minutes.length
  return sound ? minutes.sort((a, b) => a - b) : null
}

export interface Config {
  databaseUrl: string | null
  /** The login of the owner of an external database; only `entente db migrate` uses it. */
  migrateUrl: string | null
  /** The system user as whom a separate process serves. */
  appUser: string | null
  dataRoot: string
  postgresUser: string | null
  host: string
  port: number
  member: { id: string; name: string }
  node: string
  tls: { cert: string; key: string } | null
  trustProxy: string | null
  metricsToken: string | null
  /** The file with texts of the desk that the member replaces. */
  texts: string | null
  logLevel: string
  /** With less free space than this in the data folder, the state of the node is `degraded`. */
  leastDiskBytes: number
  /** The folder of the backup before an upgrade that cannot be undone; null: none is made. */
  upgradeBackup: string | null
  backup: {
    recipients: readonly string[]
    /** How old the newest backup may be; null: it does not matter. */
    oldestHours: number | null
  }
  /** From where the root key comes. */
  rootKey: RootSource
  /** The key files that the node may replace. */
  replaceKeys: readonly string[]
  inbox: boolean
  allowPrivateCallbacks: boolean
  /**
   * Settings for fetching content; null means that nothing is fetched. `hosts: null` means that every host is allowed.
   * `networks`: the internal networks to fetch from, there also by `innerPorts`.
   */
  fetching: ReturnType<typeof fetchingOf>
  /** `withoutKey`: the networks whose clients need no key; null: every client needs one. */
  hma: ReturnType<typeof hmaOf>
  peers: {
    url: string | null
    tls: { ca: string | null; cert: string | null; key: string | null }
    /** Whether other nodes must present a certificate. This node must then terminate TLS itself. */
    mutual: boolean
    pace: { waitSeconds: number; firstRetryMs: number; longestRetryMs: number }
  }
  /** The file with witnesses of the log that are no members. */
  witnesses: string | null
  /** Whether TAXII clients may sign in with a certificate. This node must then terminate TLS itself. */
  taxiiCertificates: boolean
  searchThreads: number
  interactiveDeadlineMs: number
  reviewSeconds: { adverse: number; other: number }
  coverMinutes: number
  /** The zone of the desk; null if each person chooses. */
  zone: string | null
  confirmers: { showNames: boolean; onCall: readonly string[] }
  plantedCases: boolean
  /** When shifts begin, in minutes after midnight, in ascending order. */
  shifts: readonly number[]
  /**
   * The largest file of signals that can be imported, in bytes. The file is read as a stream and never completely in
   * memory.
   */
  maxImportBytes: number
  /** The origins of the desk, the first one with the host of the passkeys; null: that of this machine, or none behind TLS. */
  origins: readonly string[] | null
  /** Whether only passkeys that stay on one device sign acts. */
  deviceBound: boolean
  /** The OpenID provider of the agency; null: nobody signs in by one. */
  oidc: OidcSettings | null
  /** Whether `/docs` needs no session. */
  openDocs: boolean
  /** The file with further passwords that nobody may choose. */
  passwordList: string | null
  /** Limits of the budgets by which callers share the node. */
  limits: {
    /** Open sessions of an account. */
    sessions: number
    passwords: { atOnce: number; waiting: number }
    bodyBytes: number
    bodySeconds: number
    sockets: number
    socketsOfAddress: number
    eventStreams: number
    /** Signals in the summary of one peer. */
    peerSignals: number
  }
}

/** Reads the settings and reports all faults together. Refuses plain HTTP, except on a loopback address. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  }
  const e = parsed.data
  if ((e.ENTENTE_TLS_CERT === undefined) !== (e.ENTENTE_TLS_KEY === undefined)) {
    throw new ConfigError('ENTENTE_TLS_CERT and ENTENTE_TLS_KEY belong together')
  }
  const tls = e.ENTENTE_TLS_CERT && e.ENTENTE_TLS_KEY ? { cert: e.ENTENTE_TLS_CERT, key: e.ENTENTE_TLS_KEY } : null
  if (!isLoopback(e.ENTENTE_HOST) && tls === null && e.ENTENTE_TRUST_PROXY === undefined) {
    throw new ConfigError(
      `ENTENTE_HOST is ${e.ENTENTE_HOST}: beyond this machine the node speaks TLS only (ENTENTE_TLS_CERT and ENTENTE_TLS_KEY, or ENTENTE_TRUST_PROXY)`,
    )
  }
  if ((e.ENTENTE_PEER_CERT === undefined) !== (e.ENTENTE_PEER_KEY === undefined)) {
    throw new ConfigError('ENTENTE_PEER_CERT and ENTENTE_PEER_KEY belong together')
  }
  if (e.ENTENTE_PEER_MUTUAL && (tls === null || e.ENTENTE_PEER_CA === undefined)) {
    throw new ConfigError('ENTENTE_PEER_MUTUAL needs ENTENTE_TLS_CERT, ENTENTE_TLS_KEY and ENTENTE_PEER_CA')
  }
  if (e.ENTENTE_TAXII_CERTIFICATES && tls === null) {
    throw new ConfigError('ENTENTE_TAXII_CERTIFICATES needs ENTENTE_TLS_CERT and ENTENTE_TLS_KEY')
  }
  const dataRoot = e.ENTENTE_DATA ?? defaultDataRoot(environment)
  return {
    databaseUrl: e.DATABASE_URL ?? null,
    migrateUrl: e.ENTENTE_MIGRATE_URL ?? null,
    appUser: e.ENTENTE_APP_USER ?? null,
    dataRoot,
    postgresUser: e.ENTENTE_PG_USER ?? null,
    host: e.ENTENTE_HOST,
    port: e.ENTENTE_PORT,
    member: { id: e.ENTENTE_MEMBER, name: e.ENTENTE_MEMBER_NAME ?? e.ENTENTE_MEMBER },
    node: e.ENTENTE_NODE ?? (hostname().replaceAll(/[\s+]/g, '-') || 'node'),
    tls,
    trustProxy: e.ENTENTE_TRUST_PROXY ?? null,
    metricsToken: e.ENTENTE_METRICS_TOKEN ?? null,
    texts: e.ENTENTE_TEXTS ?? null,
    logLevel: e.ENTENTE_LOG,
    leastDiskBytes: e.ENTENTE_DISK_LEAST_MB * 1024 * 1024,
    rootKey: rootSourceOf(e),
    replaceKeys: e.ENTENTE_REPLACE_KEYS?.split(',').map((name) => name.trim()) ?? [],
    upgradeBackup:
      e.ENTENTE_UPGRADE_BACKUP === 'off' ? null : (e.ENTENTE_UPGRADE_BACKUP ?? join(dataRoot, 'before-upgrade')),
    backup: { recipients: recipientsOf(e), oldestHours: e.ENTENTE_BACKUP_HOURS || null },
    inbox: e.ENTENTE_INBOX,
    allowPrivateCallbacks: e.ENTENTE_ALLOW_PRIVATE_CALLBACKS,
    fetching: fetchingOf(e),
    hma: hmaOf(e),
    peers: {
      url: e.ENTENTE_PEER_URL ?? null,
      tls: { ca: e.ENTENTE_PEER_CA ?? null, cert: e.ENTENTE_PEER_CERT ?? null, key: e.ENTENTE_PEER_KEY ?? null },
      mutual: e.ENTENTE_PEER_MUTUAL,
      pace: { waitSeconds: e.ENTENTE_PEER_WAIT_SECONDS, firstRetryMs: 500, longestRetryMs: 60_000 },
    },
    witnesses: e.ENTENTE_WITNESSES ?? null,
    taxiiCertificates: e.ENTENTE_TAXII_CERTIFICATES,
    searchThreads: e.ENTENTE_SEARCH_THREADS ?? Math.min(16, availableParallelism() - 1),
    interactiveDeadlineMs: e.ENTENTE_INTERACTIVE_DEADLINE_MS,
    reviewSeconds: { adverse: e.ENTENTE_REVIEW_SECONDS_ADVERSE, other: e.ENTENTE_REVIEW_SECONDS },
    coverMinutes: e.ENTENTE_COVER_MINUTES,
    zone: e.ENTENTE_ZONE ?? null,
    plantedCases: e.ENTENTE_PLANTED_CASES,
    shifts: shiftsOf(e.ENTENTE_SHIFTS) ?? [],
    confirmers: {
      showNames: e.ENTENTE_SHOW_CONFIRMERS,
      onCall: e.ENTENTE_ON_CALL.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    },
    maxImportBytes: e.ENTENTE_MAX_IMPORT_BYTES,
    origins: originsOf(e),
    deviceBound: e.ENTENTE_PASSKEYS === 'device-bound',
    oidc: oidcOf(e, tls !== null || e.ENTENTE_TRUST_PROXY !== undefined),
    openDocs: e.ENTENTE_OPEN_DOCS,
    passwordList: e.ENTENTE_PASSWORD_LIST ?? null,
    limits: {
      sessions: e.ENTENTE_SESSIONS,
      passwords: {
        atOnce: e.ENTENTE_PASSWORD_CHECKS ?? Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))),
        waiting: e.ENTENTE_PASSWORD_WAITING,
      },
      bodyBytes: e.ENTENTE_BODY_BYTES,
      bodySeconds: e.ENTENTE_BODY_SECONDS,
      sockets: e.ENTENTE_SOCKETS,
      socketsOfAddress: e.ENTENTE_SOCKETS_OF_ADDRESS,
      eventStreams: e.ENTENTE_EVENT_STREAMS,
      peerSignals: e.ENTENTE_PEER_SIGNALS,
    },
  }
}

type Given = z.infer<typeof Environment>

function recipientsOf(e: Given): string[] {
  try {
    return readRecipients(e.ENTENTE_BACKUP_TO ?? '')
  } catch (error) {
    if (error instanceof BackupError) throw new ConfigError(`ENTENTE_BACKUP_TO: ${error.message}`)
    throw error
  }
}

function rootSourceOf(e: Given): RootSource {
  const { ENTENTE_ROOT_KEY: from, ENTENTE_ROOT_COMMAND: command } = e
  if ((from === 'command') !== (command !== undefined))
    throw new ConfigError('ENTENTE_ROOT_COMMAND belongs to ENTENTE_ROOT_KEY=command')
  if (command !== undefined) return { from: 'command', command }
  if (from !== 'passphrase') return { from: 'file' }
  const credential = e.CREDENTIALS_DIRECTORY === undefined ? null : join(e.CREDENTIALS_DIRECTORY, 'root-passphrase')
  const file = e.ENTENTE_ROOT_PASSPHRASE_FILE ?? (credential !== null && existsSync(credential) ? credential : null)
  return { from, file }
}
