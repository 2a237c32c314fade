import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { keysFolder, writeKeyFile } from '../keys/key-file.ts'
import { RootKeyError } from './root-key-error.ts'
import { keyBytes, openKey, sealKey } from './seal-bytes.ts'

/** The folder of the epoch keys, below the keys folder. No backup contains it. */
const epochFolder = 'epoch'
/** The key of secrets without a clock. It lives as long as the node, so backups contain it, sealed. */
export const settingsKeyName = 'settings.sealed'

/** A key on disk that is sealed by the root key. While the root key is changed, it is sealed by the old and the new one. */
const SealedKeyFile = z.object({
  v: z.literal(1),
  name: z.string(),
  madeAt: z.iso.datetime(),
  seals: z.array(z.string().max(200)).min(1).max(2),
})
type SealedKeyFile = z.infer<typeof SealedKeyFile>

export interface OpenedKey {
  madeAt: Date
  key: Buffer
}

/** The name under which an epoch key is sealed. */
const epochName = (epoch: number): string => `${epochFolder}/${epoch}`
const aboutKey = (name: string, madeAt: string): string => `entente/key-file/v1\n${name}\n${madeAt}`

/** Lists the epochs that have a file, in ascending order. */
export function listEpochs(dataRoot: string): number[] {
  const folder = join(keysFolder(dataRoot), epochFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^[1-9]\d{0,8}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
}

/** Makes an epoch key. It is on disk, sealed by the root key, when this returns. */
export function makeEpoch(dataRoot: string, root: Uint8Array, epoch: number, now: Date): OpenedKey {
  return makeSealedKey(dataRoot, root, epochName(epoch), now)
}

/** Reads an epoch key; null if there is no such file. Throws `root-key` if the root key does not open it. */
export const readEpoch = (dataRoot: string, root: Uint8Array, epoch: number): OpenedKey | null =>
  readSealedKey(dataRoot, root, epochName(epoch))

/** Returns whether the file of an epoch was overwritten already, because a removal was interrupted. */
export function isErased(dataRoot: string, epoch: number): boolean {
  const file = join(keysFolder(dataRoot), epochName(epoch))
  return existsSync(file) && readFileSync(file).every((byte) => byte === 0)
}

/** Overwrites the file of an epoch key and removes it. An interrupted removal is repeated. */
export function eraseEpoch(dataRoot: string, epoch: number): void {
  const file = join(keysFolder(dataRoot), epochName(epoch))
  if (!existsSync(file)) return
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, Buffer.alloc(readFileSync(file).length), 0, undefined, 0)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  rmSync(file)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Reads the key of secrets without a clock, or makes it. Throws `root-key` if the root key does not open it. */
export const readSettingsKey = (dataRoot: string, root: Uint8Array, now: Date): Buffer =>
  (readSealedKey(dataRoot, root, settingsKeyName) ?? makeSealedKey(dataRoot, root, settingsKeyName, now)).key

/** Returns whether the root key opens the key of secrets; true if there is none. */
export function opensSettings(dataRoot: string, root: Uint8Array): boolean {
  try {
    readSealedKey(dataRoot, root, settingsKeyName)
    return true
  } catch (error) {
    if (error instanceof RootKeyError) return false
    throw error
  }
}

function makeSealedKey(dataRoot: string, root: Uint8Array, name: string, now: Date): OpenedKey {
  const key = randomBytes(keyBytes)
  const madeAt = now.toISOString()
  writeSealed(dataRoot, { v: 1, name, madeAt, seals: [sealKey(root, aboutKey(name, madeAt), key).toString('base64')] })
  return { key, madeAt: now }
}

const writeSealed = (dataRoot: string, file: SealedKeyFile): void =>
  writeKeyFile(dataRoot, file.name, Buffer.from(`${JSON.stringify(file)}\n`))

function readSealedKey(dataRoot: string, root: Uint8Array, name: string): OpenedKey | null {
  const path = join(keysFolder(dataRoot), name)
  if (!existsSync(path)) return null
  return openSealedText(readFileSync(path, 'utf8'), root, name, path)
}

/** Opens the text of a sealed key file. Throws `root-key` if it is damaged or the root key does not open it; `path` names it. */
export function openSealedText(text: string, root: Uint8Array, name: string, path: string): OpenedKey {
  const file = parsed(text, name)
  if (file === null)
    throw new RootKeyError(`${path} is damaged: it is no key file. Copy it from the newest copy of the keys.`)
  for (const seal of file.seals) {
    const key = openKey(root, aboutKey(name, file.madeAt), Buffer.from(seal, 'base64'))
    if (key !== null) return { key, madeAt: new Date(file.madeAt) }
  }
  throw new RootKeyError(
    `The root key does not open ${path}. Give the root key (or passphrase) of this node. Nothing was opened and no key was made.`,
  )
}

function parsed(text: string, name: string): SealedKeyFile | null {
  try {
    const file = SealedKeyFile.safeParse(JSON.parse(text))
    return file.success && file.data.name === name ? file.data : null
  } catch {
    return null
  }
}

/** Lists the names of the sealed key files of a node, below its keys folder. */
export const listSealedKeys = (dataRoot: string): string[] => [
  ...(existsSync(join(keysFolder(dataRoot), settingsKeyName)) ? [settingsKeyName] : []),
  ...listEpochs(dataRoot).flatMap((epoch) => (isErased(dataRoot, epoch) ? [] : [epochName(epoch)])),
]

/** Seals every key file under a further root key, beside the present one. It can be repeated after an interruption. */
export function sealUnderBoth(dataRoot: string, root: Uint8Array, next: Uint8Array): void {
  for (const name of listSealedKeys(dataRoot)) resealFile(dataRoot, name, root, [root, next])
}

/** Leaves only the seals of the present root key. */
export function dropOtherSeals(dataRoot: string, root: Uint8Array): void {
  for (const name of listSealedKeys(dataRoot)) resealFile(dataRoot, name, root, [root])
}

function resealFile(dataRoot: string, name: string, root: Uint8Array, roots: readonly Uint8Array[]): void {
  const path = join(keysFolder(dataRoot), name)
  const text = readFileSync(path, 'utf8')
  const { key, madeAt } = openSealedText(text, root, name, path)
  const about = aboutKey(name, madeAt.toISOString())
  const seals = roots.map((one) => sealKey(one, about, key).toString('base64'))
  if (seals.length === 1 && parsed(text, name)?.seals.length === 1) return
  writeSealed(dataRoot, { v: 1, name, madeAt: madeAt.toISOString(), seals })
}
