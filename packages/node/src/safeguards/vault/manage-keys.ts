import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { type OwnFiles, ownFilesOf } from '../access/own-files.ts'
import { keysFolder, writeKeyFile } from '../keys/key-file.ts'
import { Epochs } from './epochs.ts'
import { dropOtherSeals, readSettingsKey, sealUnderBoth } from './key-files.ts'
import { KeyRing } from './key-ring.ts'
import { type Renewal, renewEpoch } from './renew-epoch.ts'
import { type AskSecret, type NewRoot, putRootInPlace, type RootSource, readRootKey, rootKeyName } from './root-key.ts'
import { RootKeyError } from './root-key-error.ts'
import { createSealingCodec } from './sealing-codec.ts'
import { joinShares, noteSplit, splitRootKey } from './shares.ts'

interface ManageDeps {
  dataRoot: string
  source: RootSource
  ask: AskSecret
}

/** Reads the root key and checks that it opens every epoch key. Throws `RootKeyError`. */
export async function readRoot({ dataRoot, source, ask }: ManageDeps): Promise<Epochs> {
  const epochs = new Epochs(dataRoot, await readRootKey(dataRoot, source, { make: false, ask }))
  for (const epoch of epochs.living()) epochs.madeAt(epoch)
  return epochs
}

/** Makes a new epoch key now and seals every day key under it. A running node reads the new key from its file. */
export async function makeEpochNow(deps: ManageDeps, pool: pg.Pool): Promise<Renewal> {
  const epochs = await readRoot(deps)
  return renewEpoch({ pool, epochs, clock: () => new Date(), log: { info: () => {} } }, { force: true })
}

/**
 * Replaces the root key by another one of the same kind. The key files are sealed under both until the new one is in place, so after an
 * interruption either the old or the new one opens them. The node must not run. Shares of the old key are worthless afterwards.
 */
export async function rotateRootKey(deps: ManageDeps, next: NewRoot): Promise<void> {
  const { dataRoot } = deps
  const epochs = await readRoot(deps)
  sealUnderBoth(dataRoot, epochs.root, next.key)
  putRootInPlace(dataRoot, next)
  dropOtherSeals(dataRoot, next.key)
  noteSplit(dataRoot, null)
}

/** Splits the root key into three shares, of which two give it again, and notes that a copy for recovery was made. */
export async function splitRoot(deps: ManageDeps, now: Date): Promise<string[]> {
  const { root } = await readRoot(deps)
  const shares = await splitRootKey(root)
  noteSplit(deps.dataRoot, now)
  return shares
}

/**
 * Writes the root key that two shares give into the keys folder. If the folder has epoch keys, the root key must open them; an existing
 * file is not replaced. Throws `RootKeyError`; then nothing was written.
 */
export async function recoverRootKey(dataRoot: string, shares: readonly string[]): Promise<string> {
  const file = join(keysFolder(dataRoot), rootKeyName)
  if (existsSync(file)) throw new RootKeyError(`${file} exists already. Move it away first, if it is the wrong one.`)
  const root = await joinShares(shares)
  const epochs = new Epochs(dataRoot, root)
  for (const epoch of epochs.living()) epochs.madeAt(epoch)
  writeKeyFile(dataRoot, rootKeyName, root)
  return file
}

const noRows = { load: async () => [], insert: async () => {}, version: async () => '' }

/**
 * Opens the seals of the files that a stopped node keeps for itself, with the root key in its folder. For programs that prepare such a file.
 * Throws `RootKeyError` if there is no root key, or another one.
 */
export async function openOwnFiles(dataRoot: string): Promise<OwnFiles> {
  const root = await readRootKey(dataRoot, { from: 'file' }, { make: false })
  const key = readSettingsKey(dataRoot, root, new Date())
  const ring = new KeyRing(noRows, new Epochs(dataRoot, root))
  const codec = createSealingCodec({
    ring,
    clock: () => new Date(),
    settingsKey: () => key,
    plainAllowed: () => false,
    plainTokens: () => false,
  })
  return ownFilesOf(codec)
}
