import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeArguments } from '../node/node-arguments.ts'
import type { Figure } from '../report/figure.ts'
import type { TravelMessages } from './make-messages.ts'

const largest = 50_000_000

interface Measured {
  idle: number
  peak: number
  /** Heap of the records alone, after a garbage collection. */
  kept: number
  bytes: number
  records: number
  outcome: string
  seconds: number
}

/**
 * Measures the peak memory above the idle process while a file of 50 MB is read, including the file itself. It reads the file once as a whole with
 * all its records, and once message by message without keeping them.
 */
export function measureMemory({ small, big, xml, lists }: TravelMessages): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  try {
    writeFileSync(join(folder, 'small'), small.messages[0] as Uint8Array)
    return [
      ...figuresOf(folder, 'PNRGOV', repeated(big.messages), 'reservations'),
      ...figuresOf(folder, 'PAXLST', repeated(lists.messages), 'people'),
      ...figuresOf(folder, 'PNRGOV in XML', envelope(xml.messages), 'reservations'),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function figuresOf(folder: string, format: string, large: Uint8Array, what: string): Figure[] {
  writeFileSync(join(folder, 'large'), large)
  const whole = measured(folder, 'whole')
  const streamed = measured(folder, 'stream')
  for (const { outcome } of [whole, streamed]) {
    if (outcome !== 'read') throw new Error(`the large ${format} file ended as ${outcome}`)
  }
  if (whole.records !== streamed.records) throw new Error(`${format}: ${whole.records} and ${streamed.records} ${what}`)
  const ratio = ({ peak, idle, bytes }: Measured) => (peak - idle) / bytes
  const figure = (how: string, of: Measured, beside: Measured): Figure => ({
    name: `memory, ${format} of 50 MB, ${how}`,
    value: ratio(of),
    unit: 'x input',
    goal: { is: 'at most', value: 3 },
    beside: { name: of === whole ? 'streamed' : 'whole', value: ratio(beside) },
    note: `idle ${megabytes(of.idle)}, peak ${megabytes(of.peak)} MB, ${of.records} ${what} keep ${megabytes(of.kept)} MB of it, ${of.seconds.toFixed(1)} s CPU in a new process`,
  })
  return [figure('as one reading', whole, streamed), figure('message after message', streamed, whole)]
}

function measured(folder: string, how: 'whole' | 'stream'): Measured {
  const script = nodeArguments(
    new URL(`./read-one-file.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
  )
  const files = [join(folder, 'small'), join(folder, 'large')]
  const out = execFileSync(process.execPath, ['--expose-gc', ...script, ...files, how], { encoding: 'utf8' })
  return JSON.parse(out) as Measured
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)

/** Concatenates as many interchanges as fit into the size. */
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

/** Puts as many pushes as fit into one envelope. */
function envelope(messages: readonly Uint8Array[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('<Envelope>')]
  let bytes = 40
  for (let turn = 0; ; turn++) {
    const next = Buffer.from(new TextDecoder().decode(messages[turn % messages.length]).replace(/^<\?xml[^>]*\?>/, ''))
    if (bytes + next.length > largest) break
    parts.push(next)
    bytes += next.length
  }
  return Buffer.concat([...parts, Buffer.from('</Envelope>')])
}
