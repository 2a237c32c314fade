import { type Signal, SignalDraft } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult } from '../command/output.ts'
import type { SignalOptions } from './signal-options.ts'

/** Creates a signal from a file. A refusal by the node changes nothing and has exit status 2. */
export async function addSignal(file: string, options: SignalOptions): Promise<void> {
  const signal = await unchanged(() => nodeClient(options).call<Signal>('POST', '/v1/signals', read(file)))
  printResult(options.json, signal, () => [`added ${signal.id}`, ...waitingLine(signal)])
}

const waitingLine = ({ id, kind, agreements }: Signal): string[] =>
  kind === 'person' && agreements.length > 0
    ? [`another officer releases it to other members with: entente signals approve ${id}`]
    : []

/** Creates a new version of a signal. The file states which version it changes. */
export async function editSignal(id: string, file: string, options: SignalOptions): Promise<void> {
  const whole = read(file) as Record<string, unknown>
  const client = nodeClient(options)
  const path = `/v1/signals/${encodeURIComponent(id)}`
  const version = typeof whole.version === 'number' ? whole.version : (await client.call<Signal>('GET', path)).version
  const draft = Object.fromEntries(
    Object.keys(SignalDraft.shape).flatMap((key) => (key in whole ? [[key, whole[key]]] : [])),
  )
  const signal = await unchanged(() => client.call<Signal>('PATCH', path, draft, { 'if-match': String(version) }))
  printResult(options.json, signal, () => [`${signal.id} is at version ${signal.version}`, ...waitingLine(signal)])
}

export async function showSignal(id: string, options: SignalOptions): Promise<void> {
  const signal = await nodeClient(options).call<Signal>('GET', `/v1/signals/${encodeURIComponent(id)}`)
  printResult(options.json, signal, () => [JSON.stringify(signal, null, 2)])
}

/** Gives a refusal by the node exit status 2, because nothing was changed. */
async function unchanged<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    throw new CommandFailure(error.code, error.message, 2, error.problem)
  }
}

function read(file: string): unknown {
  try {
    return JSON.parse(readInputFile(file).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('signal-invalid', `${file} is not JSON.`)
  }
}
