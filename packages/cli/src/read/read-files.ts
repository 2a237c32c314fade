import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { FileReader } from '../command/command-gateway.ts'
import { readInputFile } from '../command/input-file.ts'
import { print } from '../command/output.ts'
import { gateways } from '../gateways/index.ts'

/** Registers `entente read`, which needs no node. */
export function registerRead(program: Command): void {
  const formats = gateways.flatMap(({ files }) => files?.formats ?? [])
  program
    .command('read')
    .description('read messages from files, or - for standard input; the format is recognised')
    .argument('<file...>', formats.join('; '))
    .option('--json', 'one JSON object per file')
    .action(async (files: string[], options: { json?: boolean }) => {
      process.exitCode = await readFiles(files, options.json === true)
    })
}

/**
 * Reads files and prints their readings. The exit status is 1 if something is quarantined; after findings it is 0. Fails with `file-not-found` or
 * `file-unreadable` before printing.
 */
async function readFiles(files: readonly string[], json: boolean): Promise<0 | 1> {
  const inputs = files.map((file) => ({ file, bytes: readInputFile(file) }))
  const readers = await Promise.all(gateways.flatMap((gateway) => gateway.files?.load() ?? []))
  let status: 0 | 1 = 0
  for (const { file, bytes } of inputs) {
    const reader = readerOf(readers, bytes)
    const reading = reader.read(bytes, {
      file: file === '-' ? '-' : basename(file),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      receivedAt: new Date().toISOString(),
    })
    if (reading.outcome !== 'read') status = 1
    print(json ? `${JSON.stringify(reading)}\n` : `${reader.describe(reading).join('\n')}\n`)
  }
  return status
}

function readerOf(readers: readonly FileReader[], bytes: Uint8Array): FileReader {
  const others = readers.find((reader) => reader.recognises === undefined) as FileReader
  return readers.find((reader) => reader.recognises?.(bytes)) ?? others
}
