// node scripts/release/build-release.mjs [--out FOLDER] [--unpacked]
// Makes a release of the built packages in `release/`: a folder that needs only Node, and the same as a `.tar.gz` with its SHA-256. The same commit and
// lock file give the same bytes on every machine of one kind. `--unpacked` makes the folder only. SOURCE_DATE_EPOCH, or else the time of the commit, is
// the time of all files.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { listFiles, version } from './list-files.mjs'
import { root, target } from './production-packages.mjs'

const { values: options } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'release') }, unpacked: { type: 'boolean', default: false } },
})

/** Returns seconds since 1970. */
function releaseTime() {
  const given = process.env.SOURCE_DATE_EPOCH
  if (given !== undefined) return Number(given)
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }))
  } catch {
    throw new Error('This is no clone of git: set SOURCE_DATE_EPOCH to the time of the release, in seconds.')
  }
}

function write(folder, files) {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, { from, content, link, runs }] of files) {
    const to = join(folder, path)
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
    if (link !== undefined) {
      symlinkSync(link, to)
      continue
    }
    if (from !== undefined) copyFileSync(from, to)
    else writeFileSync(to, content)
    chmodSync(to, runs === true ? 0o755 : 0o644)
  }
}

/** Packs the folder with sorted names, one time, and no names of users, so that the bytes depend on the content only. */
function pack(folder, archive, time) {
  const settings = ['--sort=name', `--mtime=@${time}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu']
  const packed = [...settings, '--mode=u=rwX,go=rX', '-C', dirname(folder), '-c', basename(folder)]
  execFileSync('sh', ['-c', 'out=$1; shift; tar "$@" | gzip -n >"$out"', 'pack', archive, ...packed])
  const digest = createHash('sha256').update(readFileSync(archive)).digest('hex')
  writeFileSync(`${archive}.sha256`, `${digest}  ${basename(archive)}\n`)
  return digest
}

process.umask(0o022)
const time = releaseTime()
const folder = join(options.out, `entente-${version}`)
const files = listFiles(time * 1000)
write(folder, files)
console.log(`${folder}: ${files.size} files`)
if (!options.unpacked) {
  const archive = join(options.out, `entente-${version}-${target.os}-${target.cpu}.tar.gz`)
  console.log(`${archive}: sha256 ${pack(folder, archive, time)}`)
}
