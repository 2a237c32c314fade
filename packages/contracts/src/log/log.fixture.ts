import { createHash, createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { toBase64, utf8 } from './bytes.ts'
import { checkpointText } from './checkpoint.ts'
import { bundleOf } from './entries.ts'
import type { LogSource } from './log-copy.ts'
import { cosignatureValue, cosignedBytes, formatSignature, formatVerifierKey, keyKinds, verifierKey } from './note.ts'
import { type TileLevel, tilePath, tileWidth, widthAt } from './tiles.ts'
import { leafHash, rootOfHashes } from './tree.ts'

const publicHead = Buffer.from('302a300506032b6570032100', 'hex')
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The cryptography of Node, for tests. */
export const crypto = {
  sha256: (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest(),
  hmacSha256: (key: Uint8Array, bytes: Uint8Array): Uint8Array => createHmac('sha256', key).update(bytes).digest(),
  verifyEd25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
    verify(
      null,
      message,
      createPublicKey({ key: Buffer.concat([publicHead, publicKey]), format: 'der', type: 'spki' }),
      signature,
    ),
}

/** A key whose seed is the bytes from `first` on. */
export async function keyFrom(name: string, kind: number, first: number) {
  const seed = Buffer.from(Array.from({ length: 32 }, (_, at) => (first + at) % 256))
  const secret: KeyObject = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)
  const key = await verifierKey(crypto, name, kind, raw)
  const signed = (text: string, seconds: number): Uint8Array =>
    kind === keyKinds.log
      ? sign(null, utf8(text), secret)
      : cosignatureValue(seconds, sign(null, cosignedBytes(text, seconds), secret))
  return {
    vkey: formatVerifierKey(key),
    /** Returns the signature line of a text. A cosignature is made at a time in Unix seconds. */
    line: (text: string, seconds = 0) => formatSignature({ name, id: key.id, value: signed(text, seconds) }),
  }
}

export const origin = 'border.example/audit'
export const logKey = await keyFrom(origin, keyKinds.log, 0)
export const witnessKey = await keyFrom('oversight.example/w1', keyKinds.witness, 32)
export const policyText = `log ${logKey.vkey}\nwitness w1 ${witnessKey.vkey}\nquorum w1\n`
export const now = 1_767_607_202

const salt = Buffer.from(Array.from({ length: 32 }, (_, at) => 0x40 + at))
export const opening = (index: number) => ({
  where: `opening ${index}`,
  index,
  salt: toBase64(salt),
  details: details(index),
})
const details = (index: number): string => `{"n":${index}}`

/** Returns the bytes of an entry of a made-up log. */
export function entryOf(index: number, changes: Record<string, unknown> = {}): Uint8Array {
  const commit = toBase64(crypto.hmacSha256(salt, utf8(`entente/audit-details/v1\n${details(index)}`)))
  const entry = {
    actor: 'AAECAwQFBgcICQoLDA0ODw==',
    agreement: null,
    at: new Date(1_767_607_200_000 + index).toISOString(),
    commit,
    count: index % 7,
    decision: 'allow',
    id: `5f0c9a52-6d1e-4a7b-9c38-${index.toString(16).padStart(12, '0')}`,
    node: 'border.example',
    purpose: 'border-control',
    ref: null,
    role: 'analyst',
    type: 'record.read',
    v: 1,
    ...changes,
  }
  return utf8(JSON.stringify(entry, Object.keys(entry).sort()))
}
export const entriesTo = (size: number): Uint8Array[] => Array.from({ length: size }, (_, at) => entryOf(at))

/** Returns the signed and cosigned checkpoint of a tree. */
export function checkpointOf(size: number, root: Uint8Array, from = origin, key = logKey): Uint8Array {
  const text = checkpointText({ origin: from, size, root })
  return utf8(`${text}\n${key.line(text)}${witnessKey.line(text, now)}`)
}

/** The files of a log by path. */
export type LogFiles = Map<string, Uint8Array>

/** Returns the files of a log with these entries, as an export has them. */
export async function exportOf(entries: readonly Uint8Array[], from = origin, key = logKey): Promise<LogFiles> {
  const files: LogFiles = new Map()
  const leaves = await Promise.all(entries.map((entry) => leafHash(crypto, entry)))
  const put = (level: TileLevel, parts: readonly Uint8Array[], join: (parts: readonly Uint8Array[]) => Uint8Array) => {
    for (let n = 0; n * tileWidth < parts.length; n++) {
      const some = parts.slice(n * tileWidth, (n + 1) * tileWidth)
      files.set(tilePath(level, n, some.length), join(some))
    }
  }
  put('entries', entries, bundleOf)
  for (let level = 0, row = leaves; row.length > 0; level++) {
    put(level, row, (hashes) => Buffer.concat(hashes))
    const full = Array.from({ length: Math.floor(row.length / tileWidth) }, (_, n) =>
      rootOfHashes(crypto, row.slice(n * tileWidth, (n + 1) * tileWidth)),
    )
    row = await Promise.all(full)
  }
  files.set('checkpoint', checkpointOf(entries.length, await rootOfHashes(crypto, leaves), from, key))
  return files
}

export const sourceOf = (files: LogFiles): LogSource => ({
  checkpoint: async () => files.get('checkpoint') ?? null,
  tile: async (level, n, width) => files.get(tilePath(level, n, width)) ?? null,
})

/** Reads tiles of a tree that has all of its tiles. */
export const tilesOf =
  (files: LogFiles, size: number) =>
  async (level: number, n: number, width: number): Promise<Uint8Array> =>
    (files.get(tilePath(level, n, widthAt(level, n, size))) as Uint8Array).subarray(0, width * 32)
