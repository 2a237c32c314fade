// node scripts/transpile.mjs [FOLDER ...]
// Compiles `src/` to JavaScript in `dist/` for the packages that run on Node, without checking types. This takes a few CPU seconds, and less if few
// files changed. Each source file becomes one file, because worker threads and child processes are started by file name. Data files are copied. `npm
// run typecheck` checks types; `npm run build` also writes declarations.
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
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

  // Records which version of each file the last run compiled. Without this record all files are compiled again.
  const memory = join(root, '.cache/transpile', `${folder.replaceAll('/', '-')}.json`)
  const before = readMemory(memory)
  const versions = Object.fromEntries(files.map((file) => [file, versionOf(join(from, file))]))
  const isFresh = (file) => before[file] === versions[file] && existsSync(join(to, outputs.get(file)))
  const stale = files.filter((file) => !isFresh(file))
  const gone = existsSync(to) ? strangers(to, new Set(outputs.values())) : []
  if (stale.length === 0 && gone.length === 0) return

  for (const file of gone) rmSync(join(to, file))
  for (const { path, contents } of await compile(from, to, stale.filter(isSource))) {
    mkdirSync(dirname(path), { recursive: true })
    put(path, (temporary) => writeFileSync(temporary, contents))
  }
  for (const file of stale.filter((file) => !isSource(file))) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    put(join(to, file), (temporary) => copyFileSync(join(from, file), temporary))
  }
  mkdirSync(dirname(memory), { recursive: true })
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

const named = process.argv.slice(2)
try {
  await Promise.all((named.length > 0 ? named : packages).map(transpile))
} catch (error) {
  // esbuild has already printed these errors.
  if (!error.errors) throw error
  process.exit(1)
}
