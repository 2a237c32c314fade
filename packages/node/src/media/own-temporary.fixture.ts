import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives this process a temporary folder of its own until `restore`: other nodes and tests use the machine's folder at
 * the same time.
 */
export function ownTemporary(): { left: (prefix?: string) => string[]; restore: () => void } {
  const usual = process.env.TMPDIR
  const path = mkdtempSync(join(tmpdir(), 'entente-test-'))
  process.env.TMPDIR = path
  return {
    /** Names of the files in it. */
    left: (prefix = '') => readdirSync(path).filter((name) => name.startsWith(prefix)),
    restore() {
      if (usual === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = usual
      rmSync(path, { recursive: true, force: true })
    },
  }
}
