import { statSync } from 'node:fs'
import { writeAuthentication } from './authentication.ts'
import { findBinaries } from './binaries.ts'
import { checkReachable, defaultDataRoot, layOut, makeDataRoot } from './data-root.ts'
import { inUse } from './end-orphans.ts'
import { PostgresError } from './errors.ts'
import { checkVersion, dataFolder, initCluster, readVersion } from './init-cluster.ts'
import type { StartPlan } from './launch.ts'
import { readNodeFile, removeNodeFile } from './node-file.ts'
import { privateConnection } from './private-connection.ts'
import { ownMark } from './processes.ts'
import { provision } from './provision.ts'
import { chooseServerUser } from './server-user.ts'
import { chooseSocketFolder, dropSocketFolder } from './socket-folder.ts'
import { supervise } from './supervise.ts'
import type { OpenPostgresOptions, PostgresServer } from './types.ts'

/**
 * Data roots that this process has open. They are recorded because the lock cannot distinguish a second opening in the
 * same process from a restart.
 */
const open = new Set<string>()

/** Starts the node's own PostgreSQL; see `openPostgres`. */
export async function openPrivate(options: OpenPostgresOptions): Promise<PostgresServer> {
  const root = makeDataRoot(options.dataRoot ?? defaultDataRoot({}))
  if (open.has(root)) throw inUse(root, ownMark())
  open.add(root)
  try {
    return await start(root, options)
  } catch (error) {
    open.delete(root)
    throw error
  }
}

async function start(root: string, options: OpenPostgresOptions): Promise<PostgresServer> {
  const plan = await prepare(root, options)
  const server = await supervise(plan, options)
  const connection = privateConnection(plan.socketFolder)
  const stop = async (): Promise<void> => {
    await server.stop()
    dropSocketFolder(plan.socketFolder, root)
    if (open.delete(root)) removeNodeFile(root)
  }
  try {
    await provision(connection)
  } catch (error) {
    await stop()
    throw new PostgresError(
      'pg-start-failed',
      `The server runs but its database and roles could not be made: ${error instanceof Error ? error.message : String(error)}`,
      error,
    )
  }
  let stopped: Promise<void> | null = null
  return {
    kind: 'private',
    connection,
    state: server.state,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
    get pid() {
      return server.pid()
    },
    socketDirectory: plan.socketFolder,
    separated: false,
    dataRoot: root,
    serverUser: plan.user,
    version: plan.binaries.version,
    rolesSeparated: true,
  }
}

async function prepare(root: string, options: OpenPostgresOptions): Promise<StartPlan> {
  const owner = clusterOwner(root)
  const user = chooseServerUser({ wanted: options.serverUser, clusterOwner: owner })
  if (owner !== null && owner !== user.uid) {
    throw new PostgresError(
      'data-root-owner',
      `${dataFolder(root)} belongs to user number ${owner}, not to ${user.name}, as whom this node runs. Start the node as the user it was made by, or choose another data folder with --data or ENTENTE_DATA.`,
    )
  }
  const appUser = options.appUser ?? null
  if (appUser !== null && [user.name, 'root'].includes(appUser))
    throw new PostgresError(
      'app-user-invalid',
      `The process that serves must not run as ${appUser}, which can read the files of the database. Make another user for it.`,
    )
  await checkReachable(root, user)
  layOut(root, user)
  const binaries = await findBinaries({ root, madeBy: readVersion(root) }, user, options.log)
  checkVersion(root, binaries)
  writeAuthentication(root, appUser)
  const durable = options.fsync ?? true
  if (await initCluster(root, binaries, user, durable))
    options.log('postgres.initialised', { dataRoot: root, user: user.name })
  const socketFolder = chooseSocketFolder(root, user, readNodeFile(root)?.socketDirectory ?? null)
  return { root, user, binaries, socketFolder, durable, open: appUser !== null }
}

function clusterOwner(root: string): number | null {
  return statSync(dataFolder(root), { throwIfNoEntry: false })?.uid ?? null
}
