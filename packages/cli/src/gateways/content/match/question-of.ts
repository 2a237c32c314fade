import { readFileSync } from 'node:fs'
import type { MediaHashes, SentFinding, SignalInput } from '@entente/contracts'
import { writeVpdq } from '@entente/matching/media'
import { findInvalidSignal, readSignal } from '@entente/node/content-match'
import type { MediaHasher } from '@entente/node/media'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'
import type { AskedSignal, Question } from './ask-banks.ts'

/** Returns the signals of a file that can be looked up. */
export async function questionOfFile(hasher: MediaHasher, file: string, dihedral: boolean): Promise<Question> {
  const bytes = file === '-' ? readInputFile(file) : null
  const hashes = await hasher.hash(bytes === null ? { file, path: file } : { file, bytes }, { dihedral })
  const { pdq, vpdq, text, findings } = hashes
  const inputs: SignalInput[] = []
  for (const type of ['md5', 'sha1', 'sha256', 'tlsh'] as const) {
    const value = hashes[type]
    if (value !== null) inputs.push({ type, value })
  }
  if (pdq !== null) inputs.push({ type: 'pdq', value: pdq.hash, quality: pdq.quality })
  if (vpdq !== null && vpdq.frames.length > 0) inputs.push({ type: 'vpdq', value: writeVpdq(vpdq.frames) })
  if (text !== null) inputs.push({ type: 'text', value: textOf(bytes ?? readFileSync(file), text.encoding) })
  for (const value of text?.urls ?? []) inputs.push({ type: 'url', value })
  const asked = inputs.flatMap((input) => ask(input) ?? [])
  return { file, inputs: [...asked, ...turned(pdq)], findings }
}

/** Reads signals as `TYPE=VALUE`. An invalid signal is a finding. Fails with `signal-type-unknown` or `option-invalid`. */
export function questionOfSignals(given: readonly string[]): Question {
  const inputs: AskedSignal[] = []
  const findings: SentFinding[] = []
  for (const text of given) {
    const [type, ...rest] = text.split('=')
    if (rest.length === 0)
      throw new CommandFailure('option-invalid', `--signal is TYPE=VALUE, not ${text.slice(0, 60)}.`)
    const input = { type: type ?? '', value: rest.join('=') }
    const read = readSignal(input)
    if ('signal' in read) inputs.push({ input, signal: read.signal, transform: 'original' })
    else if (read.code === 'signal-type-unknown') throw new CommandFailure(read.code, read.message)
    else findings.push(findInvalidSignal(read.type, text, null))
  }
  return { file: null, inputs, findings }
}

function ask(input: SignalInput): AskedSignal | null {
  const read = readSignal(input)
  return 'signal' in read ? { input, signal: read.signal, transform: 'original' } : null
}

function turned(pdq: MediaHashes['pdq']): AskedSignal[] {
  if (pdq?.dihedral == null) return []
  return Object.entries(pdq.dihedral).flatMap(([transform, value]) => {
    const asked = ask({ type: 'pdq', value, quality: pdq.quality })
    return asked === null ? [] : [{ ...asked, transform: transform as AskedSignal['transform'] }]
  })
}

const textOf = (bytes: Uint8Array, encoding: string): string => {
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
