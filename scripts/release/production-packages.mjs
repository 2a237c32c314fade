// Reads from package-lock.json which packages a release needs.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The machine for which a release is built: that of this process, because npm installs native packages for it only. */
export const target = {
  os: process.platform,
  cpu: process.arch,
  libc: process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc',
}

/**
 * Returns the packages that the command needs at run time, and those that are compiled into the pages of the desk, each with its path in the lock file,
 * its entry there, and the paths of the packages that it needs. Development dependencies and packages for other machines are left out.
 */
export function productionPackages() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = closure(lock, 'packages/cli')
  const inPages = closure(lock, 'packages/desk')
  for (const path of installed.keys()) inPages.delete(path)
  return { installed, inPages }
}

function closure(lock, start) {
  const found = new Map()
  const visit = (path) => {
    if (found.has(path)) return
    const entry = lock[path]
    const needs = []
    found.set(path, { entry, needs })
    for (const [name, isNeeded] of dependenciesOf(entry)) {
      // These contain declarations only, which no program reads.
      if (name.startsWith('@types/')) continue
      const to = resolve(lock, path, name)
      if (to !== null && runsOnTarget(lock[to])) needs.push(to)
      else if (isNeeded)
        throw new Error(`package-lock.json: ${path} needs ${name}, which is not there. Run: npm install`)
    }
    for (const to of needs) visit(to)
  }
  visit(start)
  return found
}

/** Returns pairs of a name, and whether the package cannot run without it. */
function dependenciesOf({
  dependencies = {},
  optionalDependencies = {},
  peerDependencies = {},
  peerDependenciesMeta = {},
}) {
  const optional = new Set(Object.keys(optionalDependencies))
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)
  return [...new Set([...Object.keys(dependencies), ...optional, ...peers])].map((name) => [name, !optional.has(name)])
}

/** Finds a package as Node does: in the `node_modules` of the folder, then in those of the folders above. */
function resolve(lock, from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = folder === '.' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (lock[path] !== undefined) return lock[path].link === true ? lock[path].resolved : path
    if (folder === '.') return null
  }
}

function runsOnTarget({ os, cpu, libc }) {
  const fits = (allowed, own) => allowed === undefined || allowed.includes(own)
  return fits(os, target.os) && fits(cpu, target.cpu) && fits(libc, target.libc)
}

/** Returns the name of a package from its path in the lock file. */
export function nameOf(path, entry) {
  return entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
