import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { combine, split } from 'shamir-secret-sharing'
import { keysFolder, writeKeyFile } from '../keys/key-file.ts'
import { RootKeyError } from './root-key-error.ts'
import { keyBytes } from './seal-bytes.ts'

/** Any two of the three shares give the root key; one alone says nothing about it. */
const shareCount = 3
const neededShares = 2

/**
 * Splits the root key into three texts for paper (Shamir, 2 of 3): number, the split's own id, the share in hex, and a checksum of all
 * three. Shares of two splits do not fit together.
 */
export async function splitRootKey(root: Uint8Array): Promise<string[]> {
  const id = randomBytes(4).toString('hex')
  const shares = await split(new Uint8Array(root), shareCount, neededShares)
  return shares.map((share, place) => {
    const body = `${place + 1}-${id}-${Buffer.from(share).toString('hex')}`
    return `${body}-${checksumOf(body)}`
  })
}

/**
 * Joins two shares to the root key. Spaces and capitals do not matter. Throws `RootKeyError` that names a share with a wrong character, one
 * share given twice, or shares of two splits.
 */
export async function joinShares(texts: readonly string[]): Promise<Buffer> {
  const given = texts.map((text) => text.toLowerCase().replaceAll(/\s/g, '')).filter((text) => text !== '')
  if (given.length !== neededShares)
    throw new RootKeyError(`${given.length} shares were given: two of the three are needed. No key was made.`)
  const shares = given.map((text, place) => {
    const [, body = '', number = '', id = '', hex = '', checksum] =
      /^((\d)-([0-9a-f]{8})-([0-9a-f]{66}))-([0-9a-f]{8})$/.exec(text) ?? []
    if (body === '' || checksum !== checksumOf(body))
      throw new RootKeyError(`Share ${place + 1} of those typed has a wrong or missing character. No key was made.`)
    return { number, id, bytes: Buffer.from(hex, 'hex') }
  })
  const [one, other] = shares as [(typeof shares)[0], (typeof shares)[0]]
  if (one.id !== other.id)
    throw new RootKeyError(
      `The shares are of two splits: share ${one.number} of ${one.id} and share ${other.number} of ${other.id}. No key was made.`,
    )
  if (one.number === other.number) throw new RootKeyError(`Share ${one.number} was typed twice. No key was made.`)
  const root = Buffer.from(await combine(shares.map(({ bytes }) => new Uint8Array(bytes))))
  if (root.length !== keyBytes) throw new RootKeyError('The shares do not give a root key. No key was made.')
  return root
}

const checksumOf = (body: string): string =>
  createHash('sha256').update(`entente/share/v1\n${body}`).digest('hex').slice(0, 8)

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
