import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { codeOf, PostgresError } from './errors.ts'
import { dataFolder } from './init-cluster.ts'
import { postmasterFileIsStale, readPostmasterFile } from './postmaster-file.ts'
import { ownMark } from './processes.ts'
import { childEnvironment, identity } from './run-as.ts'
import { keepSocketFolder } from './socket-folder.ts'
import { serverCommand, startArguments } from './start-script.ts'
import type { ServerUser } from './types.ts'

/** All values that a start of the server needs. They are determined once, when the node opens its store. */
export interface StartPlan {
  root: string
  user: ServerUser
  binaries: Binaries
  socketFolder: string
  durable: boolean
  /** Whether another system user connects through the socket. */
  open: boolean
}

/** A running server. `ended` resolves, when the server ends, with a description of how it ended. */
export interface RunningServer {
  pid: number
  child: ChildProcess
  ended: Promise<string>
}

const readyWithin = 120_000
const logKept = 10 * 1024 * 1024

/**
 * Starts the server once and waits until it accepts connections. Returns `held` if another process has the lock. Throws
 * `pg-start-failed` with the last lines of the server's log.
 */
export async function launch(plan: StartPlan): Promise<RunningServer | 'held'> {
  const data = dataFolder(plan.root)
  keepSocketFolder(plan.socketFolder, plan.user, plan.open)
  const log = openLog(plan.root)
  const command = serverCommand(plan)
  const args = startArguments({
    ...plan,
    command,
    holder: JSON.stringify(ownMark()),
    clearStale: postmasterFileIsStale(data),
  })
  const child = spawnServer(plan, args, log.descriptor)
  const ended = endOf(child)
  const pid = child.pid
  if (pid === undefined) throw new PostgresError('pg-start-failed', `The server could not be started: ${await ended}.`)
  let end: string | null = null
  void ended.then((words) => {
    end = words
  })
  const deadline = Date.now() + readyWithin
  while (end === null) {
    const file = readPostmasterFile(data)
    if (file?.pid === pid && file.ready) return { pid, child, ended }
    if (Date.now() > deadline) {
      child.kill('SIGINT')
      await ended
      throw new PostgresError(
        'pg-start-failed',
        `The server did not become ready within ${readyWithin / 1000} s; see ${log.path}.`,
      )
    }
    await sleep(10)
  }
  if (child.exitCode === 75) return 'held'
  throw new PostgresError('pg-start-failed', `The server ${end}: ${lastLines(log) || `see ${log.path}`}`)
}

function spawnServer(plan: StartPlan, args: string[], log: number): ChildProcess {
  try {
    return spawn('/bin/sh', args, {
      ...identity(plan.user),
      // Use a separate session, so that Ctrl-C in the terminal reaches only the node, which then stops the server in
      // order.
      detached: true,
      cwd: dataFolder(plan.root),
      env: childEnvironment(),
      stdio: ['pipe', log, log],
    })
  } finally {
    closeSync(log)
  }
}

function endOf(child: ChildProcess): Promise<string> {
  child.stdin?.on('error', () => {})
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`failed (${codeOf(error) ?? error.message})`))
    child.once('exit', (code, signal) => {
      // End the watcher process, which would otherwise wait until this node ends.
      child.stdin?.end('end\n')
      resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`)
    })
  })
}

type ServerLog = { path: string; descriptor: number; from: number }

/**
 * Opens the server's log and passes it as a file descriptor, because the file is in the node's folder, which the
 * server's user cannot change.
 */
function openLog(root: string): ServerLog {
  const path = join(root, 'postgres.log')
  try {
    if (statSync(path).size > logKept) renameSync(path, `${path}.1`)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  const descriptor = openSync(path, 'a', 0o600)
  return { path, descriptor, from: fstatSync(descriptor).size }
}

/**
 * Returns the last lines that the server logged since this start: error lines if there are any, or else simply the last
 * lines.
 */
function lastLines(log: ServerLog): string {
  const lines = readFileSync(log.path).subarray(log.from).toString('utf8').split('\n').filter(Boolean)
  const grave = lines.filter((line) => /(FATAL|PANIC|DETAIL|HINT|ERROR): /.test(line))
  return (grave.length > 0 ? grave : lines)
    .slice(-3)
    .map((line) => line.replace(/^.*?(FATAL|PANIC|DETAIL|HINT|ERROR): +/, ''))
    .join(' ')
}
