import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { BackupError } from '../../store/backup/index.ts'
import { keysFolder, writeKeyFile } from '../keys/key-file.ts'
import { listEpochs, openSealedText, opensSettings, settingsKeyName } from './key-files.ts'
import { type AskSecret, type RootSource, readRootKey, rootKeyName } from './root-key.ts'
import { RootKeyError } from './root-key-error.ts'
import { newestVaultFile, readEpochFiles, readVaultFile, rootKeyIn, type VaultCopy } from './vault-file.ts'

export interface VaultOptions {
  /** A copy of the vault, or the data folder of the living node. Default: the keys in the new data folder, or the newest copy beside the backup. */
  vault?: string | undefined
  source: RootSource
  ask?: AskSecret
}

interface FoundVault {
  /** The file or folder from which the keys come. */
  from: string
  copy: Pick<VaultCopy, 'keys'> & Partial<VaultCopy>
  /** The data folder of a living node. */
  folder: string | null
}

/** Finds the keys for a restore; null if there are none. Throws `BackupError` if a file that was named or found cannot be read. */
export async function findVault(
  backup: string,
  dataRoot: string,
  named: string | undefined,
  identities: readonly string[],
): Promise<FoundVault | null> {
  if (named !== undefined && statSync(named).isDirectory()) {
    const keys = readEpochFiles(named)
    if (Object.keys(keys).length > 0) return { from: named, copy: { keys }, folder: named }
    throw new BackupError('vault-damaged', `${named} has no epoch keys in keys/epoch. Nothing was restored.`)
  }
  if (named === undefined && listEpochs(dataRoot).length > 0)
    return { from: dataRoot, copy: { keys: readEpochFiles(dataRoot) }, folder: dataRoot }
  const file = named ?? newestVaultFile(backup)
  return file === null ? null : { from: file, copy: await readVaultFile(file, identities), folder: null }
}

export interface RestoredVault {
  /** From where the keys came; null: there were none, or the backup needs none. */
  vault: string | null
  /** The number of records that stay shut, because their keys are not there. */
  shut: number
}

/**
 * Puts the keys for the restored rows in place, in the transaction of the restore and as its owner. Day keys that were deleted after the
 * backup, as the copy of the vault shows, are deleted again. What no key opens is marked as shut, so that the node starts without it.
 * Throws `BackupError` `root-key` if there are keys and the root key does not open them. `undo` removes the files that were written.
 */
export async function restoreVault(
  client: pg.ClientBase,
  options: VaultOptions & { dataRoot: string; createdAt: string; found: FoundVault | null },
): Promise<RestoredVault & { undo: () => void }> {
  const { dataRoot, found } = options
  const made: string[] = []
  const write = (name: string, bytes: Uint8Array) => {
    if (existsSync(join(keysFolder(dataRoot), name))) return
    writeKeyFile(dataRoot, name, bytes)
    made.push(name)
  }
  const undo = () => {
    for (const name of made) rmSync(join(keysFolder(dataRoot), name), { force: true })
  }
  try {
    const { rowCount } = await client.query('select from public.day_key limit 1')
    if (rowCount === 0) return { vault: null, shut: 0, undo }
    const epochs = found === null ? new Set<number>() : await openEpochs(found, options, write)
    if (found?.copy.dayKeys !== undefined) await takeDayKeys(client, found.copy as VaultCopy, options.createdAt)
    await client.query(
      `update public.day_key set state = case when epoch = any($1::int[]) then case state when 'shut' then 'living' else state end else 'shut' end`,
      [[...epochs]],
    )
    const shut = await countShut(client)
    // Without the root key of this node, another one is made at the first start, which could not open this key.
    if (epochs.size === 0) rmSync(join(keysFolder(dataRoot), settingsKeyName), { force: true })
    return { vault: found?.from ?? null, shut, undo }
  } catch (error) {
    undo()
    throw error instanceof RootKeyError ? new BackupError('root-key', `${error.message} Nothing was restored.`) : error
  }
}

/** Opens the epoch keys with the root key, and writes both into the data folder. Returns the numbers of the epochs. */
async function openEpochs(
  { copy, folder, from }: FoundVault,
  { dataRoot, source, ask }: VaultOptions & { dataRoot: string },
  write: (name: string, bytes: Uint8Array) => void,
): Promise<Set<number>> {
  const other = folder !== null && folder !== dataRoot ? await rootKeyIn(folder) : null
  const root =
    source.from === 'file' && other !== null
      ? other
      : await readRootKey(dataRoot, source, { make: false, ask: ask ?? null })
  const epochs = new Set<number>()
  for (const [name, text] of Object.entries(copy.keys)) {
    openSealedText(text, root, name, `${name} of ${from}`)
    epochs.add(Number(name.split('/')[1]))
  }
  if (source.from === 'file') write(rootKeyName, root)
  for (const [name, text] of Object.entries(copy.keys)) write(name, Buffer.from(text))
  if (!opensSettings(dataRoot, root)) rmSync(join(keysFolder(dataRoot), settingsKeyName), { force: true })
  return epochs
}

/** Takes the day keys as the copy of the vault has them. A key that a newer copy lacks was deleted after the backup. */
async function takeDayKeys(client: pg.ClientBase, copy: VaultCopy, createdAt: string): Promise<void> {
  const of = <T>(get: (key: VaultCopy['dayKeys'][number]) => T) => copy.dayKeys.map(get)
  const ids = of(({ id }) => id)
  if (copy.createdAt >= createdAt)
    await client.query("delete from public.day_key where encode(id, 'hex') <> all($1::text[])", [ids])
  await client.query(
    `update public.day_key k set epoch = v.epoch, sealed = decode(v.sealed, 'base64'), state = 'living', retired_at = null
     from unnest($1::text[], $2::int[], $3::text[]) as v (id, epoch, sealed) where encode(k.id, 'hex') = v.id and v.epoch >= k.epoch`,
    [ids, of(({ epoch }) => epoch), of(({ sealed }) => sealed)],
  )
}

/** Counts the rows with a value under a key that is shut. */
async function countShut(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select c.table_name as table, array_agg(c.column_name::text) as columns from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'bytea'
       and c.column_name in ('a', 'b', 'raw', 'body', 'found', 'preview') group by 1 order by 1`,
  )
  let shut = 0
  for (const { table, columns } of rows) {
    const isShut = columns.map(
      (column) =>
        `(substring(t.${column} from 1 for 1) = '\\x02' and exists (select from public.day_key k where k.state = 'shut' and k.id = substring(t.${column} from 2 for 8)))`,
    )
    const counted = await client.query<{ shut: string }>(
      `select count(*) as shut from public.${table} t where ${isShut.join(' or ')}`,
    )
    shut += Number(counted.rows[0]?.shut ?? 0)
  }
  return shut
}
