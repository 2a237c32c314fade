import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { keysFolder } from './key-file.ts'
import { nodeKeyFile } from './node-key.ts'

/** A key file is lost, or is not the one with which the database was written. The message says what to do. */
export class KeyLostError extends Error {
  readonly code = 'key-lost'
}

/**
 * Compares the key files with those with which the database was written. Otherwise the node would replace a lost key
 * without notice: with a new index key no identifier that was stored before is found. `replaced` names the files that
 * the operator agreed to replace; they are forgotten. Keys that another process has (`isOwn`) are not looked at. Throws
 * `KeyLostError` for the first other file that is lost or differs.
 */
export async function checkKnownKeys(
  db: Kysely<Schema>,
  dataRoot: string,
  replaced: readonly string[],
  isOwn: (name: string) => boolean = () => true,
): Promise<{ forgotten: string[] }> {
  const forgotten: string[] = []
  for (const { name, fingerprint } of await db.selectFrom('known_key').selectAll().orderBy('name').execute()) {
    if (!isOwn(name)) continue
    const file = join(keysFolder(dataRoot), name)
    const lost = !existsSync(file)
    if (!lost && (fingerprint === null || fingerprint === fingerprintOf(file))) continue
    if (!replaced.includes(name)) {
      const what = lost ? 'is lost' : 'is not the key with which this database was written'
      throw new KeyLostError(
        `${file} ${what}. Copy the folder ${keysFolder(dataRoot)} from your newest backup. If no backup has this key, start once with ENTENTE_REPLACE_KEYS=${name}: the node then goes on with another key, and what depends on the old one is lost.`,
      )
    }
    await db.deleteFrom('known_key').where('name', '=', name).execute()
    forgotten.push(name)
  }
  return { forgotten }
}

/** Stores which key files the node has now. The node's signing key has no fingerprint, because it may be renewed. */
export async function rememberKeys(db: Kysely<Schema>, dataRoot: string): Promise<void> {
  const folder = keysFolder(dataRoot)
  const rows = readdirSync(folder)
    // The root key is in no table, and not even its fingerprint: whether it is the right one shows when it opens the others.
    .filter((name) => /^[a-z]+\.key$/.test(name) && name !== 'root.key')
    .map((name) => ({ name, fingerprint: name === nodeKeyFile ? null : fingerprintOf(join(folder, name)) }))
  if (rows.length === 0) return
  await db
    .insertInto('known_key')
    .values(rows)
    .onConflict((c) => c.column('name').doNothing())
    .execute()
}

const fingerprintOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
