// node scripts/transpile.mjs [FOLDER ...]
// Makes the JavaScript of the packages that run on Node, without checking types: `src/` becomes `dist/`, in a few CPU seconds, or less where
// little has changed. Each source file becomes one file, because worker threads and child processes are started by file name. Data files are
// copied. `npm run typecheck` checks types, `npm run build` makes declarations too.
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

/** Another compiler, or other options of it, make everything anew. */
const tool = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .update(readFileSync(join(root, 'node_modules/esbuild/package.json')))
  .update(readFileSync(join(root, 'tsconfig.base.json')))
  .digest('hex')

/** Changes the ending of relative imports from the source's to the output's, and bundles nothing. */
const keepImports = {
  name: 'keep-imports',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) => {
      if (kind === 'entry-point') return undefined
      return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true }
    })
  },
}

/** Brings the `dist` of a package up to date. A folder without `src` (the benches) has its sources at its root, and no data files. */
async function transpile(folder) {
  const to = join(root, folder, 'dist')
  const hasSource = existsSync(join(root, folder, 'src'))
  const from = hasSource ? join(root, folder, 'src') : join(root, folder)
  const files = listFiles(from).filter((file) => isSource(file) || hasSource)
  const outputs = new Map(files.map((file) => [file, isSource(file) ? file.replace(/\.ts$/, '.js') : file]))

  // What the last run made of which version of a file. Without it everything is made anew.
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
    // The oldest release that package.json allows.
    target: 'node20.19',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [keepImports],
  })
  return outputFiles
}

/** A process that reads the file meanwhile gets the old one or the new one, never a part. */
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
/** Paths of the shipped files below a folder, relative to it. */
const listFiles = (folder) =>
  walk(folder, ['node_modules', 'dist', 'dist-types']).filter((file) => !/\.(test|fixture)\.\w+$/.test(file))
/** Outputs of sources that are gone. */
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
  // esbuild has printed its errors.
  if (!error.errors) throw error
  process.exit(1)
}
