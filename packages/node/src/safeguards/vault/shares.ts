import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readShares, type ShareFault, type ShareOf, writeShare } from '@entente/contracts'
import { combine, split } from 'shamir-secret-sharing'
import { keysFolder, writeKeyFile } from '../keys/key-file.ts'
import { RootKeyError } from './root-key-error.ts'
import { keyBytes } from './seal-bytes.ts'

/** Any two of the three shares give the key; one alone says nothing about it. */
const shareCount = 3
const neededShares = 2

/** Splits a key of 32 bytes into three texts for paper (Shamir, 2 of 3). Shares of two splits do not fit together. */
export async function splitKey(of: ShareOf, key: Uint8Array): Promise<string[]> {
  const id = randomBytes(4).toString('hex')
  const shares = await split(new Uint8Array(key), shareCount, neededShares)
  return Promise.all(
    shares.map((bytes, place) => writeShare(of, { number: String(place + 1), id, bytes: new Uint8Array(bytes) })),
  )
}

/**
 * Joins two shares to a key of 32 bytes, or returns in words which share has a wrong character, was typed twice, or is of another split.
 * Spaces and capitals do not matter.
 */
export async function joinKey(of: ShareOf, texts: readonly string[]): Promise<Buffer | string> {
  const read = await readShares(of, texts)
  if ('fault' in read) return wordsOf(read)
  const key = Buffer.from(await combine(read.shares.map(({ bytes }) => bytes)))
  return key.length === keyBytes ? key : 'The shares do not give a key. No key was made.'
}

function wordsOf(wrong: ShareFault): string {
  if (wrong.fault === 'count') return `${wrong.given} shares were given: two of the three are needed. No key was made.`
  if (wrong.fault === 'character')
    return `Share ${wrong.place} of those typed has a wrong or missing character. No key was made.`
  if (wrong.fault === 'twice') return `Share ${wrong.number} was typed twice. No key was made.`
  const named = wrong.shares.map(({ number, id }) => `share ${number} of ${id}`)
  return `The shares are of two splits: ${named.join(' and ')}. No key was made.`
}

/** Splits the root key into three texts for paper. */
export const splitRootKey = (root: Uint8Array): Promise<string[]> => splitKey('share', root)

/** Joins two shares to the root key. Throws `RootKeyError` with what is wrong. */
export async function joinShares(texts: readonly string[]): Promise<Buffer> {
  const root = await joinKey('share', texts)
  if (typeof root === 'string') throw new RootKeyError(root)
  return root
}

const splitNote = 'root.split'

/** Notes that the root key was split, so that the doctor stops asking for it; null: the shares are worthless now. */
export function noteSplit(dataRoot: string, at: Date | null): void {
  if (at === null) rmSync(join(keysFolder(dataRoot), splitNote), { force: true })
  else writeKeyFile(dataRoot, splitNote, Buffer.from(`${at.toISOString()}\n`))
}

/** Returns when the root key was split; null: never. */
export function readSplit(dataRoot: string): string | null {
  const file = join(keysFolder(dataRoot), splitNote)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}
