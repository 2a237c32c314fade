import { type Signal, SignalDraft } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { printResult } from '../output.ts'
import type { SignalOptions } from './signals-command.ts'

/** Makes a signal of a file. Whatever the node refuses of it changes nothing: exit status 2. */
export async function addSignal(file: string, options: SignalOptions): Promise<void> {
  const signal = await asked(() => nodeClient(options).call<Signal>('POST', '/v1/signals', read(file)))
  printResult(options.json, signal, () => [`added ${signal.id}`, ...waitingLine(signal)])
}

const waitingLine = ({ id, kind, agreements }: Signal): string[] =>
  kind === 'person' && agreements.length > 0
    ? [`it goes to others once another officer says: entente signals approve ${id}`]
    : []

/** A new version of a signal; the file says which it was made of. */
export async function editSignal(id: string, file: string, options: SignalOptions): Promise<void> {
  const whole = read(file) as Record<string, unknown>
  const client = nodeClient(options)
  const path = `/v1/signals/${encodeURIComponent(id)}`
  const version = typeof whole.version === 'number' ? whole.version : (await client.call<Signal>('GET', path)).version
  const draft = Object.fromEntries(
    Object.keys(SignalDraft.shape).flatMap((key) => (key in whole ? [[key, whole[key]]] : [])),
  )
  const signal = await asked(() => client.call<Signal>('PATCH', path, draft, { 'if-match': String(version) }))
  printResult(options.json, signal, () => [`${signal.id} is at version ${signal.version}`, ...waitingLine(signal)])
}

export async function showSignal(id: string, options: SignalOptions): Promise<void> {
  const signal = await nodeClient(options).call<Signal>('GET', `/v1/signals/${encodeURIComponent(id)}`)
  printResult(options.json, signal, () => [JSON.stringify(signal, null, 2)])
}

/** Nothing was changed where the node refused: the status says so. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
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
