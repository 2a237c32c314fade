import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Writes a built desk with these files, as the build of the desk does, and returns its folder and release. */
export function writeDesk(files: Record<string, string>): { folder: string; release: string } {
  const folder = mkdtempSync(join(tmpdir(), 'entente-desk-'))
  mkdirSync(join(folder, 'assets'))
  const release = digestOf(JSON.stringify(files)).slice(0, 16)
  const list: Record<string, { sha256: string; compressed: boolean }> = {}
  for (const [name, text] of Object.entries(files)) {
    const compressed = !name.endsWith('.woff2')
    writeFileSync(join(folder, name), text)
    if (compressed) writeFileSync(join(folder, `${name}.gz`), gzipSync(text))
    if (compressed) writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text))
    list[name] = { sha256: digestOf(text), compressed }
  }
  writeFileSync(join(folder, 'desk.json'), JSON.stringify({ release, files: list }))
  return { folder, release }
}
