import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'

const Symlinks = z.array(
  z.object({ source: z.string().startsWith('native/'), target: z.string().startsWith('native/') }),
)
const unneeded = (name: string): boolean =>
  name.endsWith('.a') || name === 'pkgconfig' || /^lib(ecpg|pgtypes)/.test(name)

/**
 * Copies the programs of the package to `target`, with the symlinks that its install script would create. All users can
 * read them, and they belong to the node's user, so that the server cannot change its own program. They are copied to a
 * temporary folder, which is then renamed, so that `target` is never incomplete.
 */
export function stageBinaries(native: string, target: string): void {
  const fresh = `${target}.${randomBytes(6).toString('hex')}.new`
  try {
    cpSync(native, fresh, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (source) => !unneeded(basename(source)),
    })
    const listed = Symlinks.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))
    for (const link of listed) {
      if (!unneeded(basename(link.target)))
        makeLink(join(fresh, fromNative(link.source)), join(fresh, fromNative(link.target)))
    }
    openToAll(fresh)
    renameSync(fresh, target)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Two nodes may copy at the same time. The second uses the existing folder, which may already be in use.
    if (!existsSync(target)) throw error
  }
}

const fromNative = (path: string): string => relative('native', path)

function makeLink(source: string, link: string): void {
  rmSync(link, { force: true })
  symlinkSync(relative(dirname(link), source), link)
}

function openToAll(path: string): void {
  const seen = lstatSync(path)
  if (seen.isSymbolicLink()) return
  const runs = seen.isDirectory() || basename(dirname(path)) === 'bin'
  chmodSync(path, runs ? 0o755 : 0o644)
  if (seen.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
