// node scripts/release/build-deb.mjs [--out FOLDER]
// Makes a Debian package of the built packages with `dpkg-deb`: the release in /usr/lib/entente, the command, the unit of systemd, the account and the
// file of settings. It needs Debian or another system with dpkg.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { listFiles, version } from './list-files.mjs'
import { root, target } from './production-packages.mjs'
import { announce, releaseTime, writeFiles } from './write-files.mjs'

const { values: options } = parseArgs({ options: { out: { type: 'string', default: join(root, 'release') } } })
const architecture = { x64: 'amd64', arm64: 'arm64' }[target.cpu]
if (architecture === undefined || target.os !== 'linux')
  throw new Error(`No Debian package for ${target.os} ${target.cpu}`)

const time = releaseTime()
const packaged = (file) => join(root, 'packaging', file)
const files = new Map()
let bytes = 0
for (const [path, file] of listFiles(time)) {
  if (path.startsWith('share/')) continue
  files.set(`usr/lib/entente/${path}`, file)
  bytes += file.link === undefined ? (file.content ?? readFileSync(file.from)).length : 0
}
files.set('usr/bin/entente', { from: packaged('debian/entente'), runs: true })
files.set('usr/lib/systemd/system/entente.service', { from: packaged('entente.service') })
files.set('usr/lib/systemd/system/entente-db.service', { from: packaged('entente-db.service') })
files.set('usr/lib/sysusers.d/entente.conf', { from: packaged('entente.sysusers') })
files.set('etc/entente/entente.env', { from: packaged('entente.env'), mode: 0o640 })
files.set('usr/share/doc/entente/copyright', { content: readFileSync(join(root, 'NOTICE')) })
const control = readFileSync(packaged('debian/control'), 'utf8')
  .replace('VERSION', version)
  .replace('ARCHITECTURE', architecture)
  .replace('KILOBYTES', String(Math.ceil(bytes / 1024)))
files.set('DEBIAN/control', { content: control })
files.set('DEBIAN/conffiles', { content: '/etc/entente/entente.env\n' })
for (const script of ['postinst', 'prerm', 'postrm'])
  files.set(`DEBIAN/${script}`, { from: packaged(`debian/${script}`), runs: true })

const folder = join(options.out, `deb-${version}`)
const archive = join(options.out, `entente_${version}_${architecture}.deb`)
mkdirSync(options.out, { recursive: true })
try {
  writeFiles(folder, files, time)
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', folder, archive], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(time) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
announce(archive)
