import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Whether to use built code. A test run keeps the build up to date and sets this condition; built code starts in half
 * the time.
 */
const builtIsFresh = process.execArgv.includes('--conditions=entente-built')

/**
 * Finds a module in the folder of the caller. `from` is the caller's `import.meta.url`; `name` is the module's file
 * name without extension.
 */
export function moduleBeside(from: string, name: string): { url: URL; isSource: boolean } {
  if (!from.endsWith('.ts')) return { url: new URL(`./${name}.js`, from), isSource: false }
  if (!builtIsFresh) return { url: new URL(`./${name}.ts`, from), isSource: true }
  return { url: new URL(`./${name}.js`, from.replace('/packages/node/src/', '/packages/node/dist/')), isSource: false }
}

/**
 * Starts a worker thread from a module in the folder of the caller (`from` and `name` are as for `moduleBeside`).
 * Released code is JavaScript; during development the thread first registers a loader for TypeScript.
 */
export function startThread(from: string, name: string, options: WorkerOptions = {}): Worker {
  const { url, isSource } = moduleBeside(from, name)
  if (!isSource) return new Worker(url, options)
  const [loader, module] = [import.meta.resolve('tsx/esm/api'), url.href]
  const begin = `import(${JSON.stringify(loader)}).then((tsx) => (tsx.register(), import(${JSON.stringify(module)})))`
  return new Worker(begin, { ...options, eval: true, execArgv: ['--conditions=entente-source'] })
}
