import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { keysFolder, writeKeyFile } from './key-file.ts'
import { type NodeKey, newPrivateKey, nodeKeyFile, nodeKeyOf } from './node-key.ts'

const nextFile = 'node-next.key'

/** A new key on disk next to the current one. */
export interface NewNodeKey {
  key: NodeKey
  /** Replaces the current key by the new one, on disk and in the signing object. */
  putInPlace(current: NodeKey): void
}

/** Generates the next key of the node. It is on disk before any other node is notified of it. */
export function prepareNodeKey(dataRoot: string): NewNodeKey {
  const bytes = newPrivateKey()
  writeKeyFile(dataRoot, nextFile, bytes)
  const key = nodeKeyOf(bytes)
  return {
    key,
    putInPlace(current) {
      // Write these bytes and not the content of the prepared file: after two concurrent renewals that file may contain
      // another key, which was not announced.
      writeKeyFile(dataRoot, nodeKeyFile, bytes)
      rmSync(join(keysFolder(dataRoot), nextFile), { force: true })
      Object.assign(current, { keyId: key.keyId, publicKey: key.publicKey, sign: key.sign })
      Object.defineProperty(current, 'privateKey', { value: key.privateKey, configurable: true })
    },
  }
}

/**
 * Finishes an interrupted rotation when the node starts. A next key that was announced to other nodes becomes the
 * node's key; one that was not announced is deleted.
 */
export async function finishRotation(db: Kysely<Schema>, dataRoot: string, member: string): Promise<void> {
  const next = join(keysFolder(dataRoot), nextFile)
  if (!existsSync(next)) return
  const bytes = readFileSync(next)
  const announced = await db
    .selectFrom('key_rotation')
    .select('key_id')
    .where('member', '=', member)
    .where('key_id', '=', nodeKeyOf(bytes).keyId)
    .executeTakeFirst()
  if (announced !== undefined) writeKeyFile(dataRoot, nodeKeyFile, bytes)
  rmSync(next)
}
