import { existsSync, statfsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { Check } from '../command/command-gateway.ts'
import { environmentWith } from '../command/environment.ts'
import { printResult, table } from '../command/output.ts'
import { gateways } from '../gateways/index.ts'
import { backups } from './backups.ts'

/** Registers `entente doctor`, which checks an installation and names a remedy for each problem. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check the installation')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(async (options: { data?: string; json?: boolean }) => {
      process.exitCode = await doctor(options)
    })
}

/** Runs every check and prints its result with a remedy. The exit status is 1 if a check fails. */
async function doctor(options: { data?: string; json?: boolean }): Promise<0 | 1> {
  const environment = environmentWith(options)
  const checks: Check[] = [nodeVersion(), desk()]
  for (const gateway of gateways) checks.push(...((await gateway.checks?.()) ?? []))
  checks.push(...(await settings(environment)))
  if (checks.every((check) => check.check !== 'settings' || check.ok)) checks.push(...(await database(environment)))
  const ok = checks.every((check) => check.ok)
  printResult(options.json, { ok, checks }, () => table(checks.map((c) => [c.ok ? 'ok' : 'WRONG', c.check, c.detail])))
  return ok ? 0 : 1
}

function nodeVersion(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return { check: 'node', ok, detail: ok ? process.version : `${process.version}: 20.19 or newer is needed` }
}

function desk(): Check {
  const node = createRequire(import.meta.url).resolve('@entente/node/package.json')
  const index = fileURLToPath(new URL('../desk/dist/index.html', `file://${node}`))
  const ok = existsSync(index)
  return { check: 'desk', ok, detail: ok ? 'built' : 'not built: run npm run build' }
}

/** Checks the settings, and the certificate that they name. */
async function settings(environment: Record<string, string | undefined>): Promise<Check[]> {
  const { readConfig, readTlsFiles } = await import('@entente/node')
  try {
    const config = readConfig(environment)
    const tls = config.tls === null ? [] : [certificate(readTlsFiles(config.tls).validTo, new Date())]
    const isPlain = config.tls === null && config.trustProxy === null
    const origin = config.origins?.[0] ?? (isPlain ? `http://localhost:${config.port}` : null)
    return [
      { check: 'settings', ok: true, detail: `${config.member.id} on ${config.host}:${config.port}` },
      { check: 'passkeys', ok: true, detail: origin === null ? 'off: set ENTENTE_ORIGIN' : `for ${origin}` },
      { check: 'sign-in', ok: true, detail: hostsOf(config.origins, isPlain) },
      ...tls,
      ...(await provider(config.oidc, origin)),
    ]
  } catch (error) {
    return [{ check: 'settings', ok: false, detail: (error as Error).message }]
  }
}

type Oidc = Parameters<typeof import('@entente/node').createProvider>[0]

/** Asks the agency's OpenID provider for its description, and checks the file with the secret. */
async function provider(oidc: Oidc | null, origin: string | null): Promise<Check[]> {
  if (oidc === null) return []
  const { createProvider } = await import('@entente/node')
  try {
    await createProvider(oidc, { clock: () => new Date(), log: { warn() {} } }).check()
    return [
      {
        check: 'oidc',
        ok: true,
        detail: `${oidc.name} answers; it sends people back to ${origin}/v1/session/oidc/callback`,
      },
    ]
  } catch (error) {
    return [{ check: 'oidc', ok: false, detail: (error as Error).message }]
  }
}

/** Says at which hosts people can sign in. */
function hostsOf(origins: readonly string[] | null, isPlain: boolean): string {
  if (origins !== null) return `at ${origins.join(', ')}${isPlain ? ' and on this machine' : ''}`
  return isPlain ? 'on this machine only: behind a proxy, set ENTENTE_ORIGIN' : 'at every host'
}

function certificate(validTo: Date, now: Date): Check {
  const ok = validTo > now
  const day = validTo.toISOString().slice(0, 10)
  return { check: 'certificate', ok, detail: ok ? `valid until ${day}` : `expired on ${day}: renew it` }
}

async function database(environment: Record<string, string | undefined>): Promise<Check[]> {
  const { describeKeys, readConfig, withNodeDatabase } = await import('@entente/node')
  try {
    const config = readConfig(environment)
    return await withNodeDatabase(environment, async ({ connection, dataRoot, running, programs, separated }) => {
      const checks: Check[] = [
        { check: 'database', ok: true, detail: running ? 'a node is running' : 'starts and stops' },
      ]
      const { default: pg } = await import('pg')
      const client = new pg.Client(connection('entente_app'))
      await client.connect()
      try {
        checks.push(
          await postgresql(client, programs),
          separation(separated),
          await clockOfLog(client),
          await oversightRecipient(client),
          ...(await databaseContents(client)),
        )
        const keys = await describeKeys(client, dataRoot, config.rootKey)
        checks.push(...(await backups({ config, dataRoot, keys, ...(await stateOf(client)), now: new Date() })))
      } finally {
        await client.end()
      }
      checks.push(diskSpace(dataRoot, config.leastDiskBytes))
      return checks
    })
  } catch (error) {
    return [{ check: 'database', ok: false, detail: (error as Error).message }]
  }
}

/** Reads whether one person uses every account, and since when a restored node does not know what ended. */
async function stateOf(client: Queryable): Promise<{ isSingle: boolean; restored: string | null }> {
  const { rows } = await client.query<{ single: boolean; since: Date | null }>(
    `select exists (select from founding where single_operator) as single,
      (select min(coalesce(known_until, backup_at)) from restore_mark where second_by is null) as since`,
  )
  return { isSingle: rows[0]?.single === true, restored: rows[0]?.since?.toISOString() ?? null }
}

/** Says whether the node can seal what only oversight reads. A node of one person may do without. */
async function oversightRecipient(client: Queryable): Promise<Check> {
  const { rows } = await client.query<{ recipient: string | null; single: boolean }>(
    `select (select recipient from recipient_in_force(now())) as recipient,
      exists (select from founding where single_operator) as single`,
  )
  const recipient = rows[0]?.recipient ?? null
  return {
    check: 'recipient of oversight',
    ok: recipient !== null || rows[0]?.single === true,
    detail:
      recipient ??
      'none: reports are refused. Oversight makes a key with age-keygen on its own machine; two of its people enter the public key in the desk, under Oversight, Sealed files',
  }
}

/** Says whether the clock was set back so far that the log refuses entries, and until when. */
async function clockOfLog(client: Queryable): Promise<Check> {
  const { blockedSecondsSql } = await import('@entente/node')
  const { rows } = await client.query<{ seconds: number }>(blockedSecondsSql)
  const seconds = Math.ceil(rows[0]?.seconds ?? 0)
  const until = new Date(Date.now() + seconds * 1000).toISOString()
  return {
    check: 'clock of the log',
    ok: seconds === 0,
    detail:
      seconds === 0
        ? 'not before the last entry'
        : `set back: nothing can be logged, read or stored until ${until}; see "A clock that was wrong" in docs/operator-running.md`,
  }
}

/** Says which PostgreSQL runs, and who updates it. */
async function postgresql(client: Queryable, programs: string | null): Promise<Check> {
  const { describePrograms } = await import('@entente/node')
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  const version = rows[0]?.version.split(' ')[0] ?? 'of an unknown version'
  const outside = `PostgreSQL ${version}, updated by whoever runs it (DATABASE_URL)`
  return {
    check: 'postgresql',
    ok: true,
    detail: programs === null ? outside : describePrograms(programs, version),
  }
}

/** Says whether the process that serves can become the owner of the database. Both forms are sound; oversight should know which one runs. */
function separation(separated: boolean): Check {
  return {
    check: 'database separated',
    ok: true,
    detail: separated
      ? 'yes: the owner and the key of the log belong to another process'
      : 'no: entente serve can become the owner of the database and sign the log; see "entente db serve" in docs/operator.md',
  }
}

interface Queryable {
  query<R>(sql: string): Promise<{ rows: R[] }>
}

async function databaseContents(client: Queryable): Promise<Check[]> {
  const facts = await client.query<{ checksums: string; fsync: string; super: boolean }>(
    `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync, (select rolsuper from pg_roles where rolname = current_user) as super`,
  )
  const accounts = await client.query<{ role: string; n: string }>(
    `select role, count(*) as n from account_role where state = 'active' group by role`,
  )
  const jobs = await client.query<{ n: string }>(
    'select count(*) as n from graphile_worker.jobs where attempts >= max_attempts',
  )
  const quarantined = await client.query<{ n: string }>(
    `select count(*) as n from message where status = 'quarantined'`,
  )
  const single = await client.query('select from founding where single_operator')
  const lifted = await client.query<{ rule: string }>('select rule from audit.lifted_rule order by rule')
  const { checksums, fsync, super: superuser } = facts.rows[0] ?? { checksums: 'off', fsync: 'off', super: true }
  const count = (role: string) => Number(accounts.rows.find((row) => row.role === role)?.n ?? 0)
  const missing = ['administrator', 'signal-officer', 'analyst', 'supervisor'].filter((role) => count(role) === 0)
  const failed = Number(jobs.rows[0]?.n ?? 0)
  const waiting = Number(quarantined.rows[0]?.n ?? 0)
  return [
    {
      check: 'durable',
      ok: fsync === 'on',
      detail: fsync === 'on' ? `fsync on, checksums ${checksums}` : 'fsync is off: a power cut loses messages',
    },
    {
      check: 'least privilege',
      ok: !superuser,
      detail: superuser ? 'the node connects as a superuser of the database' : 'the node connects as entente_app',
    },
    {
      check: 'rules of the database',
      ok: lifted.rows.length === 0,
      detail:
        lifted.rows.length === 0
          ? 'in force'
          : `lifted: ${lifted.rows.map(({ rule }) => rule).join(', ')}. Delete the rows of audit.lifted_rule as the owner`,
    },
    {
      check: 'accounts',
      ok: missing.length === 0,
      detail:
        missing.length === 0
          ? 'every role is assigned'
          : `no account is ${missing.join(', ')}: run entente accounts init`,
    },
    {
      check: 'people',
      ok: true,
      detail:
        single.rows.length > 0
          ? 'one person uses every account (single-operator): invented data only'
          : 'each person signs in with a second factor',
    },
    {
      check: 'oversight',
      ok: count('oversight') >= 2,
      detail: `${count('oversight')} oversight accounts${count('oversight') >= 2 ? '' : ': two are needed'}`,
    },
    {
      check: 'jobs',
      ok: failed === 0,
      detail: failed === 0 ? 'none has failed' : `${failed} failed for good: see the log for job.failed`,
    },
    {
      check: 'quarantine',
      ok: true,
      detail: waiting === 0 ? 'empty' : `${waiting} messages could not be read: see Messages in the desk`,
    },
  ]
}

/** Compares the free space with the limit below which `/health` says `degraded`. */
function diskSpace(dataRoot: string, least: number): Check {
  const { bavail, bsize } = statfsSync(dataRoot)
  const free = bavail * bsize
  const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MB`
  const ok = free >= least
  return {
    check: 'disk',
    ok,
    detail: `${megabytes(free)} free in ${dataRoot}${ok ? '' : `: keep at least ${megabytes(least)} free (ENTENTE_DISK_LEAST_MB)`}`,
  }
}
