import { execFile } from 'node:child_process'
import { codeOf } from './errors.ts'
import type { ServerUser } from './types.ts'

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * The complete environment of the server and its tools. Variables of the node are left out, because PG*, LD_* or LANG
 * would change how they work.
 */
export const childEnvironment = (): NodeJS.ProcessEnv => ({ PATH: systemPath, LC_ALL: 'C.UTF-8', TZ: 'UTC' })

/** Options of `spawn` that run a child process as the server's user. */
export const identity = (user: ServerUser): { uid: number; gid: number } | Record<string, never> =>
  user.dropped ? { uid: user.uid, gid: user.gid } : {}

export type Ran = { code: number | string; out: string; error: string }

/**
 * Runs a program to its end as the server's user, in a folder that every user may enter. It never rejects: `code` is
 * the exit code, or the error code of the system (`EACCES`).
 */
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
