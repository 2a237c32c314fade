// node scripts/release/build-release.mjs [--out FOLDER] [--unpacked]
// Makes a release of the built packages in `release/`: a folder that needs only Node, and the same as a `.tar.gz` with its SHA-256. The same commit and
// lock file give the same bytes on every machine of one kind. `--unpacked` makes the folder only.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { listFiles, version } from './list-files.mjs'
import { root, target } from './production-packages.mjs'
import { announce, pack, releaseTime, writeFiles } from './write-files.mjs'

const { values: options } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'release') }, unpacked: { type: 'boolean', default: false } },
})
const time = releaseTime()
const folder = join(options.out, `entente-${version}`)
const files = listFiles(time)
writeFiles(folder, files, time)
console.log(`${folder}: ${files.size} files`)
if (!options.unpacked) {
  const archive = join(options.out, `entente-${version}-${target.os}-${target.cpu}.tar.gz`)
  pack(archive, time, options.out, `entente-${version}`)
  announce(archive)
}
