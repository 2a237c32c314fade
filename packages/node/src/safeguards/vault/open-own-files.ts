import { type OwnFiles, ownFilesOf } from '../access/own-files.ts'
import { Epochs } from './epochs.ts'
import { readSettingsKey } from './key-files.ts'
import { KeyRing } from './key-ring.ts'
import { readRootKey } from './root-key.ts'
import { createSealingCodec } from './sealing-codec.ts'

const noRows = { load: async () => [], insert: async () => {}, version: async () => '' }

/**
 * Opens the seals of the files that a stopped node keeps for itself, with the root key in its folder. For programs that prepare such a file.
 * Throws `RootKeyError` if there is no root key, or another one.
 */
export async function openOwnFiles(dataRoot: string): Promise<OwnFiles> {
  const root = await readRootKey(dataRoot, { from: 'file' }, { make: false })
  const key = readSettingsKey(dataRoot, root, new Date())
  const ring = new KeyRing(noRows, new Epochs(dataRoot, root))
  const codec = createSealingCodec({ ring, clock: () => new Date(), settingsKey: () => key, plainAllowed: () => false })
  return ownFilesOf(codec)
}
