#!/usr/bin/env node
// Runs the built command. It never compiles anything: in a clone that is not built, or whose build is older than its sources, it says what to run.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) stop(`Entente needs Node 20.19 or newer; this is ${process.version}.`)

const packages = fileURLToPath(new URL('../../', import.meta.url))
const built = new URL('../dist/index.js', import.meta.url)
if (!existsSync(built)) stop('Entente is not built here. Run: npm run build')
const changed = newerThanBuild()
if (changed !== null) {
  process.stderr.write(
    `The build is older than ${changed}, and is used as it is. To use the sources, stop every node of this clone and run: npm run build\n`,
  )
}
await import(built.href)

/** Returns a source file that is newer than its built file, or null. A release contains no sources. */
function newerThanBuild() {
  for (const name of ['contracts', 'readers', 'matching', 'node', 'testkit', 'cli']) {
    for (const file of sourcesIn(join(packages, name, 'src'))) {
      const source = join(packages, name, 'src', file)
      const output = join(packages, name, 'dist', file.replace(/\.ts$/, '.js'))
      if (changedAt(source) > changedAt(output)) return `packages/${name}/src/${file}`
    }
  }
  // One run makes all pages of the desk.
  const pages = changedAt(join(packages, 'desk/dist/index.html'))
  const page = sourcesIn(join(packages, 'desk/src')).find((file) => changedAt(join(packages, 'desk/src', file)) > pages)
  return page === undefined ? null : `packages/desk/src/${page}`
}

/** Returns the relative paths of the files in a folder, without tests and fixtures; none if the folder does not exist. */
function sourcesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|fixture)\.\w+$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/** Returns milliseconds; 0 if the file does not exist. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function stop(words) {
  process.stderr.write(`${words}\n`)
  process.exit(2)
}
