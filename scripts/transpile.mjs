// node scripts/transpile.mjs [FOLDER ...]
// Makes the JavaScript of the packages that run on Node, without checking types: `src/` becomes `dist/`, in a few CPU seconds.
// Each source file becomes one file, because worker threads and child processes are started by file name. Data files are copied.
// `npm run typecheck` checks types, `npm run build` makes declarations too.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const packages = ['contracts', 'readers', 'matching', 'node', 'testkit', 'cli'].map((name) => `packages/${name}`)

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

/** Replaces the `dist` of a package. A folder without `src` (the benches) has its sources at its root. */
async function transpile(folder) {
  const to = join(root, folder, 'dist')
  const hasSource = existsSync(join(root, folder, 'src'))
  const from = hasSource ? join(root, folder, 'src') : join(root, folder)
  const files = listFiles(from).filter((file) => !/\.(test|fixture)\.\w+$/.test(file))
  const isSource = (file) => file.endsWith('.ts')
  rmSync(to, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: files.filter(isSource).map((file) => join(from, file)),
    outbase: from,
    outdir: to,
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
  if (!hasSource) return
  for (const file of files.filter((file) => !isSource(file))) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(from, file), join(to, file))
  }
}

/** Paths of the files below a folder, relative to it. */
function listFiles(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'dist-types'].includes(entry.name)) return []
    const path = join(below, entry.name)
    return entry.isDirectory() ? listFiles(folder, path) : [path]
  })
}

const named = process.argv.slice(2)
try {
  await Promise.all((named.length > 0 ? named : packages).map(transpile))
} catch {
  // esbuild has printed the errors.
  process.exit(1)
}
