import { totalmem } from 'node:os'
import { join } from 'node:path'
import { hbaFile, identFile } from './authentication.ts'
import type { Binaries } from './binaries.ts'
import { dataFolder } from './init-cluster.ts'
import { port, socketFile } from './socket-folder.ts'

/** The exit code of the script if another server, or a remaining process of one, has the lock. */
const lockHeld = 75

/*
 * $1 lock file, $2 the starting process (JSON), $3 socket, $4 1 = remove a stale postmaster.pid, then the server's command line.
 * The postmaster and all its backends inherit the lock on descriptor 9, so it is free only when none of them is alive.
 * The watcher is forked twice, so that it is not a child of the postmaster. It reads the node's pipe: a line means a clean end, end of
 * file means that the node died. It leaves the data folder, because only servers may have it as working directory, and treats a zombie
 * as dead (a container's first process may never collect it). It uses descriptor 3, because a background job loses its standard input.
 * `exec` turns the node's child into the postmaster, so process id and exit code are its own.
 * If flock is missing (macOS), PostgreSQL's own lock file decides, and nothing is removed.
 */
const startScript = `
lock=$1 holder=$2 socket=$3 clear=$4
shift 4
if command -v flock >/dev/null; then
  exec 9>>"$lock"
  flock -n -E ${lockHeld} 9 || exit $?
  printf '%s\\n' "$holder" >"$lock"
  if [ "$clear" = 1 ]; then rm -f postmaster.pid "$socket" "$socket.lock"; fi
fi
exec 3<&0
server=$$
(
  (
    trap '' INT TERM HUP QUIT
    exec 9>&- >/dev/null 2>&1
    cd /
    if read -r line <&3; then exit 0; fi
    lives() {
      kill -0 "$server" || return 1
      if read -r number name state rest <"/proc/$server/stat"; then [ "$state" != Z ]; fi
    }
    kill -INT "$server" || exit 0
    waited=0
    while lives && [ "$waited" -lt 600 ]; do
      sleep 0.1
      waited=$((waited + 1))
    done
    if lives; then kill -QUIT "$server"; fi
  ) &
)
exec "$@" </dev/null 3<&-
`

/**
 * Returns the command line of the server. All settings are arguments, so that files in the data folder cannot change
 * them.
 */
export function serverCommand(plan: {
  root: string
  socketFolder: string
  binaries: Binaries
  durable: boolean
  open: boolean
}): string[] {
  const { root, socketFolder, binaries, durable } = plan
  const on = durable ? 'on' : 'off'
  const settings: Record<string, string> = {
    listen_addresses: '',
    hba_file: hbaFile(root),
    ident_file: identFile(root),
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    // The user map decides who may connect; without a separate process that serves, nobody else reaches the socket.
    unix_socket_permissions: plan.open ? '0777' : '0700',
    port: String(port),
    // In a container /dev/shm may have only 1 MiB, so use files in the data folder instead.
    dynamic_shared_memory_type: 'mmap',
    // Tests run many servers at once, each with little data.
    ...(durable ? memorySettings(usableMemory()) : { shared_buffers: '64MB' }),
    // Tests start many nodes on one server, so they need more connections.
    max_connections: durable ? '60' : '240',
    huge_pages: 'off',
    fsync: on,
    // This applies in tests too: a commit survives a crash of the server, although not of the machine.
    synchronous_commit: 'on',
    full_page_writes: on,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C.UTF-8',
    // Messages about failed statements quote values, which may be personal data. The node reports its own failures, so
    // the server logs only its own messages (LOG, FATAL, PANIC) and no statement text.
    log_checkpoints: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return [join(binaries.folder, 'postgres'), '-D', dataFolder(root), ...args]
}

const megabyte = 1024 * 1024

/** Returns the memory in bytes that this process and its children may use: that of the machine, or of its control group. */
export function usableMemory(): number {
  const total = totalmem()
  // It is 0 or larger than the machine if there is no limit.
  const limit = process.constrainedMemory?.() ?? 0
  return limit > 0 && limit < total ? limit : total
}

/**
 * Returns the settings of PostgreSQL that follow the memory in bytes. The node itself needs most of the memory, for the match
 * index and for decoders, so the buffers get an eighth of it and at most 1 GB; the rest of the database is in the cache of the
 * system. 60 connections may each use `work_mem` several times.
 */
export function memorySettings(bytes: number): Record<string, string> {
  const part = (share: number, least: number, most: number) =>
    `${Math.floor(Math.min(Math.max((bytes * share) / megabyte, least), most))}MB`
  return {
    shared_buffers: part(1 / 8, 64, 1024),
    effective_cache_size: part(1 / 2, 256, 1_000_000),
    work_mem: part(1 / 512, 4, 32),
    maintenance_work_mem: part(1 / 32, 64, 512),
  }
}

/** Returns the arguments of `/bin/sh` for one start of the server. */
export function startArguments(plan: {
  root: string
  socketFolder: string
  command: string[]
  holder: string
  clearStale: boolean
}): string[] {
  const lock = join(plan.root, 'server.lock')
  return [
    '-c',
    startScript,
    'entente-postgres',
    lock,
    plan.holder,
    socketFile(plan.socketFolder),
    plan.clearStale ? '1' : '0',
    ...plan.command,
  ]
}
