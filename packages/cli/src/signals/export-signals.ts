import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportReport, Signal } from '@entente/contracts'
import { hashLines, type MispEvent, manifestEntry } from '@entente/node/misp'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult } from '../command/output.ts'
import type { SignalOptions } from './signal-options.ts'

export interface ExportOptions extends SignalOptions {
  format: 'stix' | 'misp' | 'entente' | 'csv'
  out: string
  to?: string
}

type End = Omit<ExportReport, 'format' | 'files'>

/** Writes the signals that a node may export for a purpose, line by line, to keep the use of memory small. */
export async function exportSignals(options: ExportOptions): Promise<void> {
  const { format, out, to } = options
  const asked = format === 'csv' ? 'entente' : format
  const query = new URLSearchParams({ format: asked, ...(to === undefined ? {} : { to }) })
  const writer = open(format, out)
  let end: End | null = null
  for await (const line of nodeClient(options).lines(`/v1/signals/export?${query}`)) {
    if (line.startsWith('{"end":')) end = (JSON.parse(line) as { end: End }).end
    else writer.write(line)
  }
  const files = writer.close()
  if (end === null) throw new CommandFailure('export-cut', 'The node ended the export early: the file is incomplete.')
  const report: ExportReport = { format, ...end, files }
  const { written, withheld, people } = end
  printResult(options.json, report, () => [
    `${written} written, ${withheld} withheld: ${files.join(', ')}`,
    ...(people === 'single-operator' ? ['one person uses this node alone: the signals are invented, and say so'] : []),
  ])
}

interface Writer {
  write(line: string): void
  /** Finishes the files and returns their names. */
  close(): string[]
}

function open(format: ExportOptions['format'], out: string): Writer {
  if (format === 'misp') return feedWriter(out)
  const file = openSync(out, 'w', 0o600)
  const done = (tail: string) => {
    writeSync(file, tail)
    closeSync(file)
    return [out]
  }
  if (format === 'stix') {
    let first = true
    writeSync(file, `{"type":"bundle","id":"bundle--${randomUUID()}","objects":[\n`)
    return {
      write(line) {
        writeSync(file, `${first ? '' : ',\n'}${line}`)
        first = false
      },
      close: () => done('\n]}\n'),
    }
  }
  if (format === 'entente') return { write: (line) => writeSync(file, `${line}\n`), close: () => done('') }
  writeSync(file, `${columns.join(',')}\r\n`)
  return { write: (line) => writeSync(file, `${rowOf(JSON.parse(line) as Signal)}\r\n`), close: () => done('') }
}

/** Writes a MISP feed: one file per event, the manifest, and hashes of the values that cannot be guessed. */
function feedWriter(folder: string): Writer {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const manifest: Record<string, unknown> = {}
  const hashes: string[] = []
  const files: string[] = []
  const write = (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    files.push(file)
  }
  return {
    write(line) {
      const { Event: event } = JSON.parse(line) as { Event: MispEvent }
      write(`${event.uuid}.json`, line)
      manifest[event.uuid] = manifestEntry(event)
      hashes.push(...hashLines(signalOf(event)))
    },
    close() {
      write('manifest.json', JSON.stringify(manifest))
      write('hashes.csv', hashes.map((line) => `${line}\n`).join(''))
      return files
    },
  }
}

const signalOf = (event: MispEvent): Signal => {
  const attribute = event.Attribute?.find(({ comment }) => comment === 'entente-signal')
  return JSON.parse(attribute?.value ?? 'null') as Signal
}

const columns = [
  'id',
  'version',
  'owner',
  'kind',
  'status',
  'tlp',
  'pap',
  'confidence',
  'action',
  'purposes',
  'agreements',
  'validFrom',
  'validUntil',
  'retainUntil',
  'value',
  'people',
]
/** Returns a table row. Lists are separated by blanks, and the value is JSON. A cell that a spreadsheet would read as a formula is quoted as text. */
function rowOf(signal: Signal): string {
  const cells: unknown[] = [
    signal.id,
    signal.version,
    signal.owner,
    signal.kind,
    signal.status,
    signal.tlp,
    signal.pap,
    signal.confidence,
    signal.action,
    signal.purposes.join(' '),
    signal.agreements.join(' '),
    signal.validFrom,
    signal.validUntil,
    signal.retainUntil,
    JSON.stringify(signal.value),
    signal.lawfulBasis.people ?? '',
  ]
  return cells
    .map((cell) => {
      const text = String(cell)
      const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
    })
    .join(',')
}
