import { execFile } from 'node:child_process'
import { codeOf } from './errors.ts'
import type { ServerUser } from './types.ts'

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The whole environment of the server and its tools. Nothing of the node's own: a stray PG*, LD_* or LANG changes what they do. */
export const childEnvironment = (): NodeJS.ProcessEnv => ({ PATH: systemPath, LC_ALL: 'C.UTF-8', TZ: 'UTC' })

/** Spawn options that make a child run as the server's user. */
export const identity = (user: ServerUser): { uid: number; gid: number } | Record<string, never> =>
  user.dropped ? { uid: user.uid, gid: user.gid } : {}

export type Ran = { code: number | string; out: string; error: string }

/** Runs a program to its end as the server's user, in a folder everyone may enter. Never rejects: `code` is the exit code, or the system's word (`EACCES`). */
export function runAs(user: ServerUser, file: string, args: string[], cwd = '/'): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { ...identity(user), env: childEnvironment(), cwd, encoding: 'utf8' },
      (failure, out, error) => {
        if (!failure) return resolve({ code: 0, out, error })
        const code = typeof failure.code === 'number' ? failure.code : (codeOf(failure) ?? failure.signal ?? 'unknown')
        resolve({ code, out, error })
      },
    )
  })
}
