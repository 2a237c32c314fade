// Writes the files of a release, and packs folders so that the bytes depend on their content only.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { root } from './production-packages.mjs'

/** Returns the time of the release in seconds since 1970: SOURCE_DATE_EPOCH, or else the time of the commit. */
export function releaseTime() {
  const given = process.env.SOURCE_DATE_EPOCH
  if (given !== undefined) return Number(given)
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }))
  } catch {
    throw new Error('This is no clone of git: set SOURCE_DATE_EPOCH to the time of the release, in seconds.')
  }
}

/** Makes a new folder with the files that `listFiles` describes. Every user can read them, and they have the same time. */
export function writeFiles(folder, files, time) {
  rmSync(folder, { recursive: true, force: true })
  const folders = new Set([folder])
  for (const [path, { from, content, link, mode, runs }] of files) {
    const to = join(folder, path)
    for (let above = dirname(to); !folders.has(above); above = dirname(above)) folders.add(above)
    mkdirSync(dirname(to), { recursive: true })
    if (link !== undefined) symlinkSync(link, to)
    else {
      if (from !== undefined) copyFileSync(from, to)
      else writeFileSync(to, content)
      chmodSync(to, mode ?? (runs === true ? 0o755 : 0o644))
    }
    lutimesSync(to, time, time)
  }
  for (const each of folders) {
    chmodSync(each, 0o755)
    lutimesSync(each, time, time)
  }
}

/** Packs a folder, or what is in it, as `.tar.gz`: sorted names, one time, owner 0. Returns the SHA-256 of the archive. */
export function pack(archive, time, folder, what) {
  const settings = ['--sort=name', `--mtime=@${time}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu']
  execFileSync('sh', [
    '-c',
    'out=$1; shift; tar "$@" | gzip -n >"$out"',
    'pack',
    archive,
    ...settings,
    '-C',
    folder,
    '-c',
    what,
  ])
  return digestOf(archive)
}

export function digestOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** Writes the SHA-256 beside a file, as `sha256sum --check` reads it, and reports both. */
export function announce(file) {
  const digest = digestOf(file)
  writeFileSync(`${file}.sha256`, `${digest}  ${basename(file)}\n`)
  console.log(`${file}: sha256 ${digest}`)
}
