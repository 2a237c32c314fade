import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Measured, PreparedBench } from './bench-beside.ts'
import { runCommand } from './run-command.ts'

/**
 * Measures by a script that gets two arguments, the root of a tree and a file with `data` as JSON, and prints what it measured as JSON. Each
 * measurement is a new process, which loads packages of that tree only.
 */
export function measureInProcess(script: URL, seed: string, data: unknown): PreparedBench & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.on('exit', remove)
  const file = join(folder, 'data.json')
  writeFileSync(file, JSON.stringify(data))
  return {
    seed,
    measure: async (root) => {
      const printed = await runCommand(process.execPath, ['--expose-gc', fileURLToPath(script), root, file])
      return JSON.parse(printed) as Measured[]
    },
    remove,
  }
}
