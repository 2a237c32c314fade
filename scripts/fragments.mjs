// Counts fragments: source files under 40 lines that one other file imports. Such a piece belongs into the file that uses it.
// Prints the count and exits with status 1 above the limit. `--list` prints each fragment and its importer.
//
// Imports by tests and fixtures do not count. A re-export by an `index` file counts as an import.
// Exempt: tests and fixtures; workers (`*-thread`, `*-child`, `*-worker`); routes (`routes`, `*-routes`, files under `routes/`); tables, data and
// migrations (files under `tables/`, `texts/`, `generated/`, `migrations/`); `index` files of the published packages.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This limit may only be lowered. */
const limit = 18
const shortest = 40

const root = fileURLToPath(new URL('..', import.meta.url))

function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'dist-types'].includes(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return /\.(tsx?|mjs|js)$/.test(entry.name) ? [path] : []
  })
}

const isTest = (file) => /\.(test|fixture)\.tsx?$/.test(file) || /\/fixtures?\//.test(file)
const isExempt = (file) =>
  /-(thread|child|worker|routes)\.tsx?$/.test(file) ||
  /\/(routes|tables|texts|generated|migrations)\//.test(file) ||
  /\/routes\.tsx?$/.test(file) ||
  /^packages\/(contracts|readers|matching)\/.*\/index\.ts$/.test(file)

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(?:[^'";]*?\sfrom\s+)?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g
function importsOf(file) {
  const found = new Set()
  for (const [, still, dynamic] of readFileSync(join(root, file), 'utf8').matchAll(statement)) {
    const to = normalize(join(dirname(file), still ?? dynamic))
    if (existsSync(join(root, to))) found.add(to)
  }
  return found
}

const sources = filesIn('packages').filter((file) => /^packages\/[^/]+\/src\//.test(file) && !isTest(file))
const importers = new Map()
for (const file of sources) for (const to of importsOf(file)) importers.set(to, [...(importers.get(to) ?? []), file])

const fragments = sources.filter((file) => {
  if (isExempt(file) || importers.get(file)?.length !== 1) return false
  return readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length < shortest
})

if (process.argv.includes('--list')) {
  for (const file of fragments) console.log(`${file} <- ${importers.get(file)[0]}`)
}
console.log(`fragments: ${fragments.length} files under ${shortest} lines with one importer (limit ${limit})`)
if (fragments.length > limit) {
  console.error('Merge a fragment into the file that uses it. `node scripts/fragments.mjs --list` lists them.')
  process.exit(1)
}
if (fragments.length < limit) console.log(`The limit in scripts/fragments.mjs can shrink to ${fragments.length}.`)
