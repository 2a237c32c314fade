import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ententeProgram, nodeArguments } from '../node/node-arguments.ts'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import type { TravelMessages } from './make-messages.ts'

/** `entente read FILE --json` from start to end, beside a Node that does nothing. Median of seven. */
export function measureCommand({ small }: TravelMessages): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  const file = join(folder, 'message')
  writeFileSync(file, small.messages[0] as Uint8Array)
  try {
    const value = medianTime([...nodeArguments(ententeProgram()), 'read', file, '--json'])
    return [
      {
        name: 'entente read, first file',
        value,
        unit: 'ms',
        beside: { name: 'node -e 0', value: medianTime(['-e', '0']) },
        goal: { is: 'at most', value: 400 },
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function medianTime(words: readonly string[]): number {
  const times = Array.from({ length: 7 }, () => {
    const started = performance.now()
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the command ended with ${status}: ${stderr.slice(0, 300)}`)
    return performance.now() - started
  })
  return percentile(times, 0.5)
}
