import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type pg from 'pg'
import { z } from 'zod'
import { BackupError, type Recipients } from '../../store/backup/index.ts'
import { openBackup } from '../../store/backup/open-backup.ts'
import { seal } from '../../store/backup/sealing.ts'
import { replaceFile } from '../../store/replace-file.ts'
import { keysFolder } from '../keys/key-file.ts'
import { listSealedKeys } from './key-files.ts'

/** The copy of the vault that belongs to a backup. */
const vaultFileOf = (backup: string): string => `${resolve(backup)}.vault`
/** A copy of the vault is kept for at most so many days. Then it opens nothing that was erased long ago. */
const keptDays = 7
/** A node has far fewer keys. The limit stops a file that would fill the memory. */
const largestFile = 256 * 1024 * 1024

const DayKey = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  regime: z.string(),
  class: z.enum(['a', 'b', 'raw', 'index']),
  day: z.iso.date(),
  epoch: z.int().min(1),
  sealed: z.base64(),
  state: z.enum(['living', 'retiring', 'shut']),
})
/** The keys of a node at one time: epoch keys sealed by the root key, and day keys sealed by the epoch keys. */
const VaultCopy = z.object({
  v: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The texts of the epoch key files, by their names below the keys folder. */
  keys: z.record(z.string().regex(/^epoch\/[1-9]\d{0,8}$/), z.string().max(2000)),
  dayKeys: z.array(DayKey),
})
export type VaultCopy = z.infer<typeof VaultCopy>

/** Reads the epoch keys of a data folder. */
export const readEpochFiles = (dataRoot: string): Record<string, string> =>
  Object.fromEntries(
    listSealedKeys(dataRoot)
      .filter((name) => name.startsWith('epoch/'))
      .map((name) => [name, readFileSync(join(keysFolder(dataRoot), name), 'utf8')]),
  )

/**
 * Writes the keys of a node to `FILE.vault` beside a backup, for the same recipients, and deletes copies in the folder that are older than
 * 7 days. Without the root key nobody can open what is in it. Returns null if the node has no keys, as that of an older release.
 * Throws `BackupError`: those of `seal`, `backup-unwritable`.
 */
export async function writeVaultFile(
  backup: string,
  options: { client: pg.ClientBase; dataRoot: string; recipients: Recipients; now: Date },
): Promise<{ file: string; deleted: string[] } | null> {
  const { client, dataRoot, recipients, now } = options
  const { rowCount } = await client.query("select where to_regclass('public.day_key') is not null")
  if (rowCount === 0) return null
  const { rows } = await client.query<VaultCopy['dayKeys'][number]>(
    `select encode(id, 'hex') as id, regime, class, day::text as day, epoch, replace(encode(sealed, 'base64'), E'\\n', '') as sealed, state
     from public.day_key order by id`,
  )
  const keys = readEpochFiles(dataRoot)
  if (Object.keys(keys).length === 0) return null
  const copy: VaultCopy = { v: 1, createdAt: now.toISOString(), keys, dayKeys: rows }
  const file = vaultFileOf(backup)
  const plain = Buffer.from(`${JSON.stringify(copy)}\n`)
  await replaceFile(file, recipients === 'clear' ? plain : await joined(seal(recipients, once(plain))))
  const deleted: string[] = []
  for (const old of vaultFilesBeside(file)) {
    if (old === file || now.getTime() - statSync(old).mtimeMs < keptDays * 86_400_000) continue
    await rm(old, { force: true })
    deleted.push(old)
  }
  return { file, deleted }
}

/** Lists the copies of vaults in the folder of a file, the newest first. */
function vaultFilesBeside(file: string): string[] {
  const folder = dirname(resolve(file))
  return readdirSync(folder)
    .filter((name) => name.endsWith('.vault'))
    .map((name) => join(folder, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs || (basename(one) < basename(other) ? 1 : -1))
}

/** Returns the newest copy of a vault beside a backup, or null. */
export const newestVaultFile = (backup: string): string | null =>
  existsSync(dirname(resolve(backup))) ? (vaultFilesBeside(backup)[0] ?? null) : null

/** Reads a copy of a vault. Throws `BackupError`: those of `openBackup`, and `vault-damaged`. */
export async function readVaultFile(file: string, identities: readonly string[]): Promise<VaultCopy> {
  const bytes = await joined(limited(file, await openBackup(file, identities)))
  try {
    return VaultCopy.parse(JSON.parse(bytes.toString()))
  } catch {
    throw vaultDamaged(file)
  }
}

const vaultDamaged = (file: string): BackupError =>
  new BackupError('vault-damaged', `${file} is damaged or no copy of a vault. Name another one. Nothing was restored.`)

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function* limited(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > largestFile) throw vaultDamaged(file)
    yield chunk
  }
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** Reads the root key file of another data folder; null if it has none. */
export const rootKeyIn = (dataRoot: string): Promise<Buffer | null> =>
  readFile(join(keysFolder(dataRoot), 'root.key')).catch(() => null)
