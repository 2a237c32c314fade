import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterBackupName } from '../../store/backup/backup-notes.ts'
import { replaceFile } from '../../store/replace-file.ts'

/** The file below the data root, outside the database, that says what happened after the newest backup. */
export const afterBackupFile = (dataRoot: string): string => join(dataRoot, afterBackupName)

/** The state of the log that was published last. */
export interface LogHeadLine {
  v: 1
  kind: 'log.head'
  origin: string
  size: number
  /** Base64. */
  root: string
}
/** A credential, an authority or a signal that ended, or began again: the newest line about an id counts. */
export interface EndedLine {
  v: 1
  kind: 'ended'
  of: string
  id: string
  state: string
}
/** How far the log of one recipient has come, by the random epoch of the log. */
export interface DeliveryHeadLine {
  v: 1
  kind: 'delivery.head'
  epoch: string
  seq: number
}
/** The lines before it are a copy of this time beside a backup: the node went on. */
interface CopiedLine {
  v: 1
  kind: 'copied'
  at: string
}
/** The node was restored without the file of its former disk. */
export interface RestoredLine {
  v: 1
  kind: 'restored'
  id: string
  at: string
  /** The time of the backup. */
  backupAt: string
  /** What ended until then is in the lines before; null: there was no copy either. */
  knownUntil: string | null
}
export type AfterLine = LogHeadLine | EndedLine | DeliveryHeadLine | CopiedLine | RestoredLine

/** After this many bytes, and as many as it had, the file is written anew, with the newest heads and states only. */
const mostBytes = 256 * 1024

/**
 * Appends to the file, and syncs it before it resolves. Reading skips a line that a kill or a full disk cut short. Only one
 * process may write.
 */
export class AfterBackup {
  readonly #file: string
  /** Appended since the file was written anew; null: it must be, because it may end with a line that was cut short. */
  #bytes: number | null = null
  /** The size of the file when it was last written anew. */
  #kept = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(dataRoot: string) {
    this.#file = afterBackupFile(dataRoot)
  }

  /** Returns the newest head of the log, or null if the file has none. */
  async head(): Promise<LogHeadLine | null> {
    return (await this.#lines()).findLast((line): line is LogHeadLine => line.kind === 'log.head') ?? null
  }

  /** Whether more may have been published than the newest head says, because the file of the former disk is lost. */
  async isCopy(): Promise<boolean> {
    return isCopy(await this.#lines())
  }

  /** Returns how far the logs of recipients have come, by their epochs. */
  async deliveryHeads(): Promise<Map<string, number>> {
    return new Map([...newestDeliveries(await this.#lines())].map(([epoch, { seq }]) => [epoch, seq]))
  }

  /** Returns all lines about credentials and signals, the oldest first. */
  async ended(): Promise<EndedLine[]> {
    return (await this.#lines()).filter((line): line is EndedLine => line.kind === 'ended')
  }

  /** Returns the restores without the file of the former disk. */
  async restores(): Promise<RestoredLine[]> {
    return (await this.#lines()).filter((line): line is RestoredLine => line.kind === 'restored')
  }

  append(...lines: readonly AfterLine[]): Promise<void> {
    const mine = this.#last.then(() => this.#write(lines))
    this.#last = mine.catch(() => {})
    return mine
  }

  async #write(lines: readonly AfterLine[]): Promise<void> {
    if (this.#bytes === null || this.#bytes > Math.max(mostBytes, this.#kept)) await this.#shorten()
    const appended = this.#bytes ?? 0
    this.#bytes = null
    const text = textOf(lines)
    const handle = await open(this.#file, 'a', 0o600)
    try {
      await handle.appendFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    this.#bytes = appended + text.length
  }

  /** Rewrites the file without older heads, without older states of signals, and without a line that was cut short. */
  async #shorten(): Promise<void> {
    const lines = await this.#lines()
    const newest = lines.findLast(({ kind }) => kind === 'log.head')
    const deliveries = newestDeliveries(lines)
    const signals = new Map(lines.flatMap((line) => (isOfSignal(line) ? [[line.id, line]] : [])))
    const kept = lines.filter((line) => {
      if (line.kind === 'delivery.head') return deliveries.get(line.epoch) === line
      if (isOfSignal(line)) return signals.get(line.id) === line
      return line.kind !== 'log.head' || line === newest
    })
    const text = textOf(kept)
    await replaceFile(this.#file, text)
    this.#bytes = 0
    this.#kept = text.length
  }

  #lines(): Promise<AfterLine[]> {
    return readAfterLines(this.#file)
  }
}

const isOfSignal = (line: AfterLine): line is EndedLine => line.kind === 'ended' && line.of === 'signal'

/** Returns the line of each epoch with the highest number. */
function newestDeliveries(lines: readonly AfterLine[]): Map<string, DeliveryHeadLine> {
  const newest = new Map<string, DeliveryHeadLine>()
  for (const line of lines)
    if (line.kind === 'delivery.head' && line.seq >= (newest.get(line.epoch)?.seq ?? 0)) newest.set(line.epoch, line)
  return newest
}

/** Reads the lines of a file. It skips a line that a kill or a full disk cut short, and returns no lines if the file is missing. */
export async function readAfterLines(file: string): Promise<AfterLine[]> {
  if (!existsSync(file)) return []
  return (await readFile(file, 'utf8')).split('\n').flatMap((text) => {
    try {
      const line = JSON.parse(text) as AfterLine
      return typeof line === 'object' && line !== null && typeof line.kind === 'string' ? [line] : []
    } catch {
      return []
    }
  })
}

/** Returns whether the lines end as a copy: the node published nothing after the last copy. */
export function isCopy(lines: readonly AfterLine[]): boolean {
  const ends = lines.findLastIndex(({ kind }) => kind === 'copied' || kind === 'restored')
  return ends > lines.findLastIndex(({ kind }) => kind === 'log.head')
}

export const textOf = (lines: readonly AfterLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')
