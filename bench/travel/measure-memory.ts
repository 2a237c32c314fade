import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeArguments } from '../node/node-arguments.ts'
import type { Figure } from '../report/figure.ts'
import type { MessageSet, TravelMessages } from './make-messages.ts'

const largest = 50_000_000

interface Measured {
  idle: number
  peak: number
  /** Heap of the records alone, once garbage is gone. */
  kept: number
  bytes: number
  records: number
  outcome: string
  seconds: number
}

/** Peak memory above the idle process while a file of 50 MB is read, the file itself and all its records included. */
export function measureMemory({ small, big, lists }: TravelMessages): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  try {
    writeFileSync(join(folder, 'small'), small.messages[0] as Uint8Array)
    return [figureOf(folder, 'PNRGOV', big, 'reservations'), figureOf(folder, 'PAXLST', lists, 'people')]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function figureOf(folder: string, format: string, set: MessageSet, what: string): Figure {
  writeFileSync(join(folder, 'large'), repeated(set.messages))
  const script = nodeArguments(
    new URL(`./read-one-file.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
  )
  const out = execFileSync(process.execPath, ['--expose-gc', ...script, join(folder, 'small'), join(folder, 'large')], {
    encoding: 'utf8',
  })
  const { idle, peak, kept, bytes, records, outcome, seconds } = JSON.parse(out) as Measured
  if (outcome !== 'read') throw new Error(`the large ${format} file ended as ${outcome}`)
  return {
    name: `memory, ${format} of 50 MB`,
    value: (peak - idle) / bytes,
    unit: 'x input',
    goal: { is: 'at most', value: 3 },
    note: `idle ${megabytes(idle)}, peak ${megabytes(peak)} MB, ${records} ${what} keep ${megabytes(kept)} MB of it, ${seconds.toFixed(1)} s CPU in a new process`,
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)

/** Interchanges one after another, as many as fit. */
function repeated(messages: readonly Uint8Array[]): Uint8Array {
  const file = new Uint8Array(largest)
  let at = 0
  for (let turn = 0; ; turn++) {
    const next = messages[turn % messages.length] as Uint8Array
    if (at + next.length > largest) return file.subarray(0, at)
    file.set(next, at)
    at += next.length
  }
}
