// node scripts/transpile.mjs [--all] [FOLDER ...]
// Compiles `src/` to JavaScript in `dist/` for the packages that run on Node, without checking types. This takes a few CPU seconds, and less if few
// files changed. Each source file becomes one file, because worker threads and child processes are started by file name. Data files are copied. `npm
// run typecheck` checks types and writes declarations. `--all` compiles every file, whatever the last run recorded. One run at a
// time works in a checkout; another waits for it.
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const given = process.argv.slice(2)
const all = given.includes('--all')
const named = given.filter((name) => name !== '--all')
const packages = ['contracts', 'readers', 'matching', 'node', 'testkit', 'cli'].map((name) => `packages/${name}`)

/** Identifies the compiler and its options. If they change, all files are compiled again. */
const tool = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .update(readFileSync(join(root, 'node_modules/esbuild/package.json')))
  .update(readFileSync(join(root, 'tsconfig.base.json')))
  .digest('hex')

/** Changes the file extension of relative imports from `.ts` to `.js`, and bundles nothing. */
const keepImports = {
  name: 'keep-imports',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) => {
      if (kind === 'entry-point') return undefined
      return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true }
    })
  },
}

/** Updates the `dist` of a package. A folder without `src` (the benches) has its sources at its root, and no data files. */
async function transpile(folder) {
  const to = join(root, folder, 'dist')
  const hasSource = existsSync(join(root, folder, 'src'))
  const from = hasSource ? join(root, folder, 'src') : join(root, folder)
  const files = listFiles(from).filter((file) => isSource(file) || hasSource)
  const outputs = new Map(files.map((file) => [file, isSource(file) ? file.replace(/\.ts$/, '.js') : file]))

  // Records which version of each file the last run compiled, and the size of its output. Without this record all files are compiled again.
  const memory = join(root, '.cache/transpile', `${folder.replaceAll('/', '-')}.json`)
  const before = all ? {} : readMemory(memory)
  const sources = Object.fromEntries(files.map((file) => [file, versionOf(join(from, file))]))
  const recordOf = (file) =>
    `${sources[file]} ${statSync(join(to, outputs.get(file)), { throwIfNoEntry: false })?.size}`
  const isFresh = (file) => before[file] === recordOf(file)
  const stale = files.filter((file) => !isFresh(file))
  const gone = existsSync(to) ? strangers(to, new Set(outputs.values())) : []
  if (stale.length === 0 && gone.length === 0) return

  for (const file of gone) rmSync(join(to, file), { force: true })
  for (const { path, contents } of await compile(from, to, stale.filter(isSource))) {
    mkdirSync(dirname(path), { recursive: true })
    put(path, (temporary) => writeFileSync(temporary, contents))
  }
  for (const file of stale.filter((file) => !isSource(file))) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    put(join(to, file), (temporary) => copyFileSync(join(from, file), temporary))
  }
  mkdirSync(dirname(memory), { recursive: true })
  const versions = Object.fromEntries(files.map((file) => [file, recordOf(file)]))
  put(memory, (temporary) => writeFileSync(temporary, JSON.stringify({ tool, versions })))
}

async function compile(from, to, files) {
  if (files.length === 0) return []
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => join(from, file)),
    outbase: from,
    outdir: to,
    write: false,
    bundle: true,
    treeShaking: false,
    format: 'esm',
    platform: 'node',
    // This is the oldest version of Node that package.json allows.
    target: 'node20.19',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [keepImports],
  })
  return outputFiles
}

/** Replaces a file at once: a process that reads it meanwhile gets the old file or the new file, never a part. */
function put(path, write) {
  const temporary = `${path}.${process.pid}.tmp`
  write(temporary)
  renameSync(temporary, path)
}

function readMemory(file) {
  try {
    const memory = JSON.parse(readFileSync(file, 'utf8'))
    return memory.tool === tool ? memory.versions : {}
  } catch {
    return {}
  }
}

const isSource = (file) => file.endsWith('.ts')
const versionOf = (path) => {
  const { mtimeMs, size } = statSync(path)
  return `${mtimeMs} ${size}`
}
/** Returns the relative paths of the files in a folder, without tests and fixtures. */
const listFiles = (folder) =>
  walk(folder, ['node_modules', 'dist', 'dist-types']).filter((file) => !/\.(test|fixture)\.\w+$/.test(file))
/** Returns the output files whose source file no longer exists. */
const strangers = (to, known) => walk(to, []).filter((file) => !known.has(file.replace(/\.map$/, '')))

function walk(folder, without, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    if (without.includes(entry.name)) return []
    const path = join(below, entry.name)
    return entry.isDirectory() ? walk(folder, without, path) : [path]
  })
}

/** A lock older than this is stale, because no run takes so long. */
const lockMs = 120_000

/**
 * Waits until no other run works in this checkout. The file `lock` names the process that has the lock; linking it is one step. If that process has
 * ended, the lock is taken over. Only one process at a time, the one with the file `lock.stale`, removes a stale lock, so that it removes no new one.
 */
async function takeLock(lock) {
  mkdirSync(dirname(lock), { recursive: true })
  while (!link(lock)) {
    if (isStale(lock) && link(`${lock}.stale`)) {
      if (isStale(lock)) rmSync(lock, { recursive: true, force: true })
      rmSync(`${lock}.stale`)
    } else {
      if (ageOf(`${lock}.stale`) > lockMs) rmSync(`${lock}.stale`, { force: true })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Makes a file that names this process. Returns false if the file exists. */
function link(path) {
  const own = `${path}.${process.pid}.tmp`
  writeFileSync(own, `${process.pid} ${hostname()}`)
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

/** Returns milliseconds; 0 if the file does not exist. */
function ageOf(path) {
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return since === undefined ? 0 : Date.now() - since
}

function isStale(lock) {
  if (ageOf(lock) > lockMs) return true
  try {
    const [pid, host] = readFileSync(lock, 'utf8').split(' ')
    // The ids of another machine or container say nothing here.
    if (host === hostname()) process.kill(Number(pid), 0)
  } catch (error) {
    return error.code === 'ESRCH'
  }
  return false
}

const lock = join(root, '.cache/transpile/lock')
let status = 0
try {
  await takeLock(lock)
  try {
    await Promise.all((named.length > 0 ? named : packages).map(transpile))
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
} catch (error) {
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code))
    console.error(
      `The build cannot be written (${error.code}, ${error.path}). Run "npm ci" as the owner of this checkout, with room on the disk.`,
    )
  // esbuild has already printed its errors.
  else if (!error.errors) throw error
  status = 1
}
process.exit(status)
