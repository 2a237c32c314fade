import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { z } from 'zod'

/** The compressed forms of a file. Each is beside the file, with this ending. */
export const encodings = { br: '.br', gzip: '.gz' } as const
export type Encoding = keyof typeof encodings

/** The name of a release of the desk: the start of a digest of its files. */
export const releaseName: RegExp = /^[0-9a-f]{16}$/

/** `desk.json`, which the build of the desk writes. `files` has each file by its path, with its SHA-256. */
const DeskList = z.object({
  release: z.string().regex(releaseName),
  files: z.record(z.string(), z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), compressed: z.boolean() })),
})

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export interface BuiltFile {
  name: string
  type: string
  sha256: string
  /** Whether `br` and `gzip` exist too. */
  compressed: boolean
  /** Reads the file, or one of its compressed forms. Returns null if it is not there any more. */
  read(encoding: Encoding | null): Promise<Buffer | null>
}
export interface BuiltDesk {
  release: string
  /** The files by path: `assets/index-B7Xa.js`, `index.html`. Other files of the folder are never served. */
  files: ReadonlyMap<string, BuiltFile>
}

export const typeOf = (name: string): string => types[extname(name)] ?? 'application/octet-stream'

/**
 * Reads the list of a built desk. Returns null if the desk is not built. Files without a digest in their name are read
 * now: a package manager may replace them while the node runs, and the new page would name files that this node lacks.
 */
export function readBuiltDesk(folder: string): BuiltDesk | null {
  const list = join(folder, 'desk.json')
  if (!existsSync(list)) return null
  const { release, files } = DeskList.parse(JSON.parse(readFileSync(list, 'utf8')))
  const built = Object.entries(files).map(([name, { sha256, compressed }]): [string, BuiltFile] => {
    const path = join(folder, name)
    const facts = { name, type: typeOf(name), sha256, compressed }
    if (name.startsWith('assets/')) return [name, { ...facts, read: (encoding) => readIfThere(path, encoding) }]
    const forms = new Map<Encoding | null, Buffer>([[null, readFileSync(path)]])
    if (compressed) for (const each of ['br', 'gzip'] as const) forms.set(each, readFileSync(path + encodings[each]))
    return [name, { ...facts, read: async (encoding) => forms.get(encoding) ?? null }]
  })
  return { release, files: new Map(built) }
}

async function readIfThere(path: string, encoding: Encoding | null): Promise<Buffer | null> {
  try {
    return await readFile(encoding === null ? path : path + encodings[encoding])
  } catch {
    return null
  }
}
