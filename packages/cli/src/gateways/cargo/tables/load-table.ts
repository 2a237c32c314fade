import type { CargoTableWritten, Problem } from '@entente/contracts'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'
import { nodeClient } from '../../../command/node-client.ts'
import { printResult } from '../../../command/output.ts'

export interface LoadTableOptions {
  source?: string
  sourceDate?: string
  validFrom?: string
  validUntil?: string
  note?: string
  json?: boolean
}

const terms = ['source', 'sourceDate', 'validFrom', 'validUntil', 'note'] as const
const shownFaults = 50

/**
 * Hands a file in as a new version of a table of the node at `ENTENTE_URL`: CSV, or JSON with a list of rows or the whole
 * body. Options replace the terms of a JSON file. Fails with `table-invalid`, after a line on standard error for each fault.
 */
export async function loadTable(kind: string, file: string, options: LoadTableOptions): Promise<void> {
  const client = nodeClient({ impersonal: true })
  const bytes = readInputFile(file)
  const path = `/v1/cargo/tables/${encodeURIComponent(kind)}`
  const given = Object.fromEntries(
    terms.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  )
  const isJson = /^\s*[[{]/.test(bytes.subarray(0, 100).toString('utf8'))
  const request = isJson
    ? client.call<CargoTableWritten>('POST', path, { ...bodyOf(bytes), ...given })
    : client.call<CargoTableWritten>('POST', `${path}?${new URLSearchParams(given)}`, bytes)
  const written = await request.catch((error: unknown) => {
    if (error instanceof CommandFailure) describeFaults(error.problem)
    throw error
  })
  printResult(options.json, written, () => [
    `${written.kind} version ${written.version} with ${written.rows} rows waits for a second person.`,
    `Its hash is ${written.hash}.`,
  ])
}

function bodyOf(bytes: Buffer): object {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'))
    return Array.isArray(parsed) ? { rows: parsed } : (parsed as object)
  } catch {
    throw new CommandFailure('file-unreadable', 'The file is neither JSON nor CSV.')
  }
}

function describeFaults(problem: Problem | null): void {
  const faults = problem?.errors ?? []
  for (const { message } of faults.slice(0, shownFaults)) process.stderr.write(`${message}\n`)
  if (faults.length > shownFaults) process.stderr.write(`and ${faults.length - shownFaults} more\n`)
}
