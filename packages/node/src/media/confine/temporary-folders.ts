import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Beginnings of the names of all temporary folders that may contain a file from outside: the folder of a decoder, a file in
 * transit, a fetched file, and a video that is shown. `sweepTemporary` removes old folders with these names.
 */
export const temporaryPrefixes = {
  decoder: 'entente-media-',
  spool: 'entente-spool-',
  fetch: 'entente-fetch-',
  view: 'entente-look-',
} as const

const prefixes = Object.values(temporaryPrefixes)
/** Age that no running decoder reaches. */
const oldMs = 3_600_000

/** Removes temporary folders of a process that stopped while it hashed or showed a file: they may contain a file from outside. */
export async function sweepTemporary(folder = tmpdir(), now = Date.now()): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!prefixes.some((prefix) => name.startsWith(prefix))) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    const own = found !== null && (process.getuid === undefined || found.uid === process.getuid())
    if (own && now - found.mtimeMs > oldMs) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}
