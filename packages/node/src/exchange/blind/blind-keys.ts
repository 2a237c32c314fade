import { createHmac, randomBytes } from 'node:crypto'
import type { SignalKind } from '@entente/contracts'
import { readKeyFile } from '../../safeguards/keys/index.ts'
import { type BlindKeys, deriveBlindKeys } from './voprf.ts'

/** Identifies a key or a set by its agreement, its kind of signal and its epoch. */
export interface BlindScope {
  agreement: string
  kind: SignalKind
  epoch: number
}

/** Derives the holder's secrets for each scope from one file of 32 random bytes in the keys folder. */
export interface BlindKeyring {
  keysOf(scope: BlindScope): BlindKeys
  /**
   * Generates the bytes that pad the set for one asker. They look random but are the same each time. Otherwise an asker
   * could compare two sets and see which tokens are real.
   */
  fillingOf(scope: BlindScope, asker: string): (bytes: number) => Uint8Array
}

export function openBlindKeyring(dataRoot: string): BlindKeyring {
  const { file, key } = readKeyFile(dataRoot, 'blind.key', () => randomBytes(32))
  if (key.length !== 32) throw new Error(`${file} is damaged: 32 bytes are expected. Restore it from your backup.`)
  const derive = (label: string, { agreement, kind, epoch }: BlindScope, rest: string) =>
    createHmac('sha256', key).update(`${label}\n${agreement}\n${kind}\n${epoch}\n${rest}`).digest()
  const known = new Map<string, BlindKeys>()
  return {
    keysOf(scope) {
      const name = `${scope.agreement} ${scope.kind} ${scope.epoch}`
      const keys = known.get(name) ?? deriveBlindKeys(derive('key', scope, ''))
      known.set(name, keys)
      return keys
    },
    fillingOf(scope, asker) {
      let made = 0
      return (bytes) => {
        made += 1
        return derive('filling', scope, `${asker}\n${made}`).subarray(0, bytes)
      }
    },
  }
}
