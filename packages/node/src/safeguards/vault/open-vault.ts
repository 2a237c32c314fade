import type pg from 'pg'
import type { Logger } from 'pino'
import type { Codec } from '../access/codec.ts'
import { dayKeyStore, readDayKeys } from './day-key-store.ts'
import { Epochs } from './epochs.ts'
import { dropOtherSeals, listSealedKeys, readSettingsKey } from './key-files.ts'
import { KeyRing, type StoredDayKey } from './key-ring.ts'
import { type AskSecret, type RootSource, readRootKey } from './root-key.ts'
import { RootKeyError } from './root-key-error.ts'
import { createSealingCodec } from './sealing-codec.ts'
import { endlessSlot } from './token-keys.ts'

/** The keys of a node that are open in this thread, and the codec that uses them. */
export interface Vault {
  codec: Codec
  ring: KeyRing
  epochs: Epochs
  /** Ends the connection that stores new keys. */
  close(): Promise<void>
}

interface VaultDeps {
  /** Any pool of the role of the node. */
  read: pg.Pool
  /** Opens a pool of one connection for new keys. It connects when the first key is stored. */
  openWrite: () => pg.Pool
  dataRoot: string
  clock: () => Date
}

/**
 * Opens the vault of a node at its start. A node that has sealed nothing yet gets its root key and its first epoch key here. Throws
 * `RootKeyError` if the root key is missing, does not open the epoch keys, or if an epoch key is missing that day keys need; nothing is
 * then made.
 */
export async function unlockVault(
  deps: VaultDeps & { source: RootSource; ask?: AskSecret; log: Logger },
): Promise<Vault> {
  const { dataRoot, clock, log } = deps
  const write = deps.openWrite()
  try {
    const stored = await readDayKeys(deps.read)
    const make = stored.every(({ state }) => state === 'shut') && listSealedKeys(dataRoot).length === 0
    const root = await readRootKey(dataRoot, deps.source, { make, ask: deps.ask ?? null })
    const epochs = new Epochs(dataRoot, root)
    checkEpochs(epochs, stored)
    // A change of the root key may have been interrupted.
    dropOtherSeals(dataRoot, root)
    if (epochs.living().length === 0) {
      epochs.make(1 + stored.reduce((highest, { epoch }) => Math.max(highest, epoch), 0), clock())
      log.info({ event: 'keys.made', epoch: epochs.newest().epoch })
    }
    // Now, because two threads that need it first would each make one.
    readSettingsKey(dataRoot, root, clock())
    const vault = await open(deps, epochs, write, stored)
    // Made once for all threads: equal tokens of this key are compared in indexes.
    vault.ring.keyFor(endlessSlot)
    await vault.ring.storeNew()
    return vault
  } catch (error) {
    await write.end()
    throw error
  }
}

/** Opens the vault in another thread of a node, with the root key that its main thread opened. */
export async function openVaultInThread(deps: VaultDeps & { root: Uint8Array }): Promise<Vault> {
  const stored = await readDayKeys(deps.read)
  return open(deps, new Epochs(deps.dataRoot, Buffer.from(deps.root)), deps.openWrite(), stored)
}

async function open(deps: VaultDeps, epochs: Epochs, write: pg.Pool, stored: StoredDayKey[]): Promise<Vault> {
  const { dataRoot, clock } = deps
  const ring = new KeyRing(dayKeyStore(write), epochs)
  await ring.load(stored)
  let settingsKey: Buffer | null = null
  const codec = createSealingCodec({
    ...{ ring, clock },
    settingsKey: () => {
      settingsKey ??= readSettingsKey(dataRoot, epochs.root, clock())
      return settingsKey
    },
    plainAllowed: await plainRows(deps.read, '*'),
    plainTokens: await plainRows(deps.read, 'tokens'),
  })
  return { codec, ring, epochs, close: () => write.end() }
}

/** Every epoch key must open, and every day key must have its epoch key. */
function checkEpochs(epochs: Epochs, stored: readonly StoredDayKey[]): void {
  const living = new Set(epochs.living())
  for (const epoch of living) epochs.madeAt(epoch)
  const lost = stored.filter(({ state, epoch }) => state !== 'shut' && !living.has(epoch))
  const [first] = lost
  if (first !== undefined)
    throw new RootKeyError(
      `${epochs.dataRoot}/keys/epoch/${first.epoch} is missing, and ${lost.length} day keys need it. Copy the folder from where you keep it, or restore the newest backup with its FILE.vault. No key was made.`,
    )
}

const lookMs = 60_000

/**
 * Returns a function that says whether values (`*`) or tokens of an older release may still be stored as it left them. It becomes false for good once all are
 * sealed; another thread sees that within a minute of its next question.
 */
async function plainRows(pool: pg.Pool, records: '*' | 'tokens'): Promise<() => boolean> {
  const read = async () => {
    const { rowCount } = await pool.query('select from seal_progress where records = $1 and done_at is null', [records])
    return rowCount !== 0
  }
  let allowed = await read()
  let lookedAt = performance.now()
  return () => {
    if (allowed && performance.now() - lookedAt > lookMs) {
      lookedAt = performance.now()
      read().then(
        (now) => {
          allowed = now
        },
        // A lost connection leaves the former answer.
        () => {},
      )
    }
    return allowed
  }
}
