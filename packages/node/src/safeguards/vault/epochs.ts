import { eraseEpoch, isErased, listEpochs, makeEpoch, type OpenedKey, readEpoch } from './key-files.ts'
import type { EpochKeys } from './key-ring.ts'
import { RootKeyError } from './root-key-error.ts'

/** The epoch keys of a node, read from their files when they are needed. */
export class Epochs implements EpochKeys {
  readonly dataRoot: string
  readonly root: Buffer
  readonly #open = new Map<number, OpenedKey>()

  constructor(dataRoot: string, root: Buffer) {
    this.dataRoot = dataRoot
    this.root = root
  }

  newest(): { epoch: number; key: Buffer; madeAt: Date } {
    const epoch = this.living().at(-1)
    const opened = epoch === undefined ? undefined : this.#read(epoch)
    if (epoch === undefined || opened === undefined)
      throw new RootKeyError(
        `${this.dataRoot}/keys/epoch has no key. Restore it: see "Secrets at rest" in docs/operator-backup.md.`,
      )
    return { epoch, ...opened }
  }

  find(epoch: number): Buffer | undefined {
    return this.#read(epoch)?.key
  }

  /** Lists the epochs whose key is not erased, in ascending order. */
  living(): number[] {
    return listEpochs(this.dataRoot).filter((epoch) => !isErased(this.dataRoot, epoch))
  }

  /** Lists the epochs that have a file, also those whose removal was interrupted, in ascending order. */
  withErased(): number[] {
    return listEpochs(this.dataRoot)
  }

  make(epoch: number, now: Date): void {
    this.#open.set(epoch, makeEpoch(this.dataRoot, this.root, epoch, now))
  }

  madeAt(epoch: number): Date | undefined {
    return this.#read(epoch)?.madeAt
  }

  erase(epoch: number): void {
    eraseEpoch(this.dataRoot, epoch)
    this.#open.delete(epoch)
  }

  #read(epoch: number): OpenedKey | undefined {
    const known = this.#open.get(epoch)
    if (known !== undefined) return known
    const opened = readEpoch(this.dataRoot, this.root, epoch) ?? undefined
    if (opened !== undefined) this.#open.set(epoch, opened)
    return opened
  }
}
