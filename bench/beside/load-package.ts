import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Loads a built package of the tree under `root` by its npm name. */
export async function loadPackage<T>(root: string, name: string): Promise<T> {
  const file = createRequire(join(root, 'bench', 'package.json')).resolve(name)
  return (await import(pathToFileURL(file).href)) as T
}
