import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a worker thread from a module beside the caller: `from` is the caller's `import.meta.url`, `name` the module's file name without
 * extension. Released code is JavaScript; from TypeScript sources (tests, development) the thread first registers a loader.
 */
export function startThread(from: string, name: string, options: WorkerOptions = {}): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, from), options)
  const [loader, module] = [import.meta.resolve('tsx/esm/api'), new URL(`./${name}.ts`, from).href]
  const begin = `import(${JSON.stringify(loader)}).then((tsx) => (tsx.register(), import(${JSON.stringify(module)})))`
  return new Worker(begin, { ...options, eval: true, execArgv: ['--conditions=entente-source'] })
}
