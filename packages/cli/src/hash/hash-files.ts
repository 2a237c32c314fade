import { availableParallelism } from 'node:os'
import type { MediaHashes } from '@entente/contracts'
import { type HashOptions, MediaHasher, type MediaSignalType, mediaSignalTypes } from '@entente/node/media'
import { CommandFailure } from '../failure.ts'
import { printResult, progressBar } from '../output.ts'
import { describeHashes } from './describe-hashes.ts'
import type { HashCommandOptions } from './hash-command.ts'

/**
 * Hashes each file and prints all in the order given. Exit status: 0 all read (warnings allowed), 1 a file has an error. Fails with
 * `signal-type-unknown` or `option-invalid` before anything is read.
 */
export async function hashFiles(files: readonly string[], given: HashCommandOptions): Promise<0 | 1> {
  const options = readOptions(given)
  if (files.filter((file) => file === '-').length > 1)
    throw new CommandFailure('option-invalid', 'Standard input can be read once.')
  const hasher = new MediaHasher()
  const bar = progressBar('hashing')
  const results: MediaHashes[] = []
  const shares = files.map(() => 0)
  let [next, done] = [0, 0]
  const work = async () => {
    for (let i = next++; i < files.length; i = next++) {
      const file = files[i] as string
      const progress = (share: number) => {
        done += share - (shares[i] ?? 0)
        shares[i] = share
        bar.update(Math.round(10 * done) / 10, files.length)
      }
      const source = file === '-' ? { file, stream: process.stdin } : { file, path: file }
      results[i] = await hasher.hash(source, { ...options, progress })
      progress(1)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(files.length, availableParallelism()) }, work))
  } finally {
    bar.end()
    await hasher.close()
  }
  printResult(given.json, { results }, () => results.flatMap(describeHashes))
  return results.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? 1 : 0
}

function readOptions({ types, dihedral, secondsPerHash = '1', mode, tmk }: HashCommandOptions): HashOptions {
  if (!/^\d+(\.\d+)?$/.test(secondsPerHash))
    throw new CommandFailure('option-invalid', `--seconds-per-hash is a number from 0, not ${secondsPerHash}.`)
  return {
    ...(types === undefined ? {} : { types: readTypes(types) }),
    ...(mode === undefined ? {} : { mode }),
    dihedral: dihedral === true,
    tmk: tmk === true,
    secondsPerHash: Number(secondsPerHash),
  }
}

function readTypes(text: string): MediaSignalType[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !(mediaSignalTypes as readonly string[]).includes(name))
  if (unknown !== undefined)
    throw new CommandFailure('signal-type-unknown', `${unknown} is none of ${mediaSignalTypes.join(', ')}.`)
  return names as MediaSignalType[]
}
