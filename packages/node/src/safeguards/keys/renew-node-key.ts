import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { keysFolder, writeKeyFile } from './key-file.ts'
import { type NodeKey, newPrivateKey, nodeKeyOf } from './node-key.ts'

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
      moveIntoPlace(dataRoot)
      Object.assign(current, { keyId: key.keyId, publicKey: key.publicKey, sign: key.sign })
      Object.defineProperty(current, 'privateKey', { value: key.privateKey, configurable: true })
    },
  }
}

/**
 * At the start: a next key that others were told of is the node's, whatever ended the node before it was put in place; one that nobody was told of is dropped.
 * `told`: the key ids that were announced.
 */
export function finishRotation(dataRoot: string, told: (keyId: string) => boolean): void {
  const file = join(keysFolder(dataRoot), nextFile)
  if (!existsSync(file)) return
  if (told(nodeKeyOf(readFileSync(file)).keyId)) moveIntoPlace(dataRoot)
  else rmSync(file)
}

function moveIntoPlace(dataRoot: string): void {
  const folder = keysFolder(dataRoot)
  renameSync(join(folder, nextFile), join(folder, 'node.key'))
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
}
