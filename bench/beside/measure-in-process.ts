import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Measured, PreparedBench } from './bench-beside.ts'
import { runCommand } from './run-command.ts'

/**
 * Measures with a script in a new process, which loads only packages of the given tree. The script gets two arguments: the root of the tree, and a
 * file that contains `data` as JSON. It prints its measurements as JSON.
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
