import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { keysFolder, writeKeyFile } from './key-file.ts'
import { type NodeKey, newPrivateKey, nodeKeyFile, nodeKeyOf } from './node-key.ts'

const nextFile = 'node-next.key'

/** A new key that lies on disk beside the one in use. */
export interface NewNodeKey {
  key: NodeKey
  /** Puts it in the place of the one in use, on disk and in the object that signs. */
  putInPlace(current: NodeKey): void
}

/** Makes the next key of the node, durable before anybody is told of it. */
export function prepareNodeKey(dataRoot: string): NewNodeKey {
  const bytes = newPrivateKey()
  writeKeyFile(dataRoot, nextFile, bytes)
  const key = nodeKeyOf(bytes)
  return {
    key,
    putInPlace(current) {
      // Its own bytes, whatever lies beside by now: two that renew at once must not leave a key that nobody was told of.
      writeKeyFile(dataRoot, nodeKeyFile, bytes)
      rmSync(join(keysFolder(dataRoot), nextFile), { force: true })
      Object.assign(current, { keyId: key.keyId, publicKey: key.publicKey, sign: key.sign })
      Object.defineProperty(current, 'privateKey', { value: key.privateKey, configurable: true })
    },
  }
}

/**
 * At the start: a next key that others were told of is the node's, whatever ended the node before it was put in place; one that nobody was told of is dropped.
 */
export async function finishRotation(db: Kysely<Schema>, dataRoot: string, member: string): Promise<void> {
  const next = join(keysFolder(dataRoot), nextFile)
  if (!existsSync(next)) return
  const bytes = readFileSync(next)
  const told = await db
    .selectFrom('key_rotation')
    .select('key_id')
    .where('member', '=', member)
    .where('key_id', '=', nodeKeyOf(bytes).keyId)
    .executeTakeFirst()
  if (told !== undefined) writeKeyFile(dataRoot, nodeKeyFile, bytes)
  rmSync(next)
}
