import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is written down for a decoder, and folders that decoders work in. */
const ours = /^entente-(spool|look|fetch|media)-/
/** No decoder works for so long. */
const oldMs = 3_600_000

/** Removes what a process left in the temporary folder that died while it hashed or showed a file: it may hold somebody's upload. */
export async function sweepTemporary(folder = tmpdir(), now = Date.now()): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!ours.test(name)) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    const own = found !== null && (process.getuid === undefined || found.uid === process.getuid())
    if (own && now - found.mtimeMs > oldMs) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}
