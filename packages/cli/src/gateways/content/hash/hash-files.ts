import { availableParallelism } from 'node:os'
import type { MediaHashes } from '@entente/contracts'
import { type HashOptions, MediaHasher, type MediaSignalType, mediaSignalTypes } from '@entente/node/media'
import { CommandFailure } from '../../../command/failure.ts'
import { printResult, progressBar } from '../../../command/output.ts'

export interface HashFilesOptions {
  types?: string
  dihedral?: boolean
  secondsPerHash?: string
  mode?: 'reference' | 'full-resolution'
  tmk?: boolean
  json?: boolean
}

/**
 * Hashes files and prints the results in the given order. The exit status is 1 if a file has an error; after warnings it is 0. Fails with
 * `signal-type-unknown` or `option-invalid` before reading.
 */
export async function hashFiles(files: readonly string[], given: HashFilesOptions): Promise<0 | 1> {
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

function readOptions({ types, dihedral, secondsPerHash = '1', mode, tmk }: HashFilesOptions): HashOptions {
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

/** Describes a file's hashes as text. For a video it only counts the frames; the JSON output lists them. */
function describeHashes(hashes: MediaHashes): string[] {
  const { file, bytes, mediaType, image, pdq, video, vpdq, tmk, text, findings } = hashes
  const size = bytes === null ? '' : `, ${bytes} bytes`
  const lines: (string | null)[] = [
    `${file}: ${mediaType ?? 'unknown'}${size}`,
    row('md5', hashes.md5),
    row('sha1', hashes.sha1),
    row('sha256', hashes.sha256),
    image && row('image', `${image.width} x ${image.height}, ${image.frames} frame${image.frames === 1 ? '' : 's'}`),
    pdq && row('pdq', `${pdq.hash}  quality ${pdq.quality}${pdq.usable ? '' : ', not matched'}`),
    ...Object.entries(pdq?.dihedral ?? {}).map(([name, hash]) => row(name, hash)),
    video &&
      row('video', `${video.width} x ${video.height}, ${video.frames} frames at ${video.framesPerSecond} a second`),
    vpdq && row('vpdq', `${vpdq.frames.length} frames hashed`),
    tmk && row('tmk', `of ${tmk.frames} frames`),
    text &&
      row('text', `${text.sha256}  ${text.codePoints} code points${text.simhash ? `, simhash ${text.simhash}` : ''}`),
    ...(text?.urls ?? []).map((url) => row('url', url)),
    row('tlsh', hashes.tlsh),
    ...findings.map(({ severity, code, message }) => `  ${severity.padEnd(10)} ${code}: ${message}`),
  ]
  return lines.filter((line) => line !== null)
}

const row = (name: string, value: string | null): string | null =>
  value === null ? null : `  ${name.padEnd(10)} ${value}`
