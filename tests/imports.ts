import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The folders of the packages, relative to the root: `packages/cli` and so on. */
export const packageFolders: readonly string[] = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)

/** One import: the importing file, and the file or package that it imports. Type-only imports count for the layers, not for cycles. */
export interface Import {
  from: string
  to: string
  typeOnly: boolean
}

/** Returns the path of every source file, relative to the root, without built files. */
export function sourceFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'dist-types', '.git', '.cache'].includes(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.(ts|tsx|mjs|js)$/.test(entry.name) ? [relative(root, path)] : []
  })
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(statement)].flatMap((match) => {
    const named = match[2] ?? match[3] ?? ''
    const typeOnly = match[1] !== undefined
    if (!named.startsWith('.')) return [{ from: file, to: named, typeOnly }]
    const to = normalize(join(dirname(file), named))
    return existsSync(join(root, to)) ? [{ from: file, to, typeOnly }] : []
  })
}
