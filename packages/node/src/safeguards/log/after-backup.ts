import { existsSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The file below the data root, outside the database, that says what happened after the newest backup. */
export const afterBackupFile = (dataRoot: string): string => join(dataRoot, 'after-backup.jsonl')

/** The state of the log that was published last. */
export interface LogHeadLine {
  v: 1
  kind: 'log.head'
  origin: string
  size: number
  /** Base64. */
  root: string
}
/** A credential or an authority that ended, or began again: the newest line about an id counts. */
export interface EndedLine {
  v: 1
  kind: 'ended'
  of: string
  id: string
  state: string
}
type Line = LogHeadLine | EndedLine

/** After this many bytes the file is written anew, with the newest head of the log only. */
const mostBytes = 256 * 1024

/**
 * Appends to the file, and syncs it before it resolves. Reading skips a line that a kill or a full disk cut short. Only one
 * process may write.
 */
export class AfterBackup {
  readonly #file: string
  /** Appended since the file was written anew; null: it must be, because it may end with a line that was cut short. */
  #bytes: number | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(dataRoot: string) {
    this.#file = afterBackupFile(dataRoot)
  }

  /** Returns the newest head of the log, or null if the file has none. */
  async head(): Promise<LogHeadLine | null> {
    return (await this.#lines()).findLast((line): line is LogHeadLine => line.kind === 'log.head') ?? null
  }

  /** Returns all lines about credentials, the oldest first. */
  async ended(): Promise<EndedLine[]> {
    return (await this.#lines()).filter((line): line is EndedLine => line.kind === 'ended')
  }

  append(...lines: readonly Line[]): Promise<void> {
    const mine = this.#last.then(() => this.#write(lines))
    this.#last = mine.catch(() => {})
    return mine
  }

  async #write(lines: readonly Line[]): Promise<void> {
    if (this.#bytes === null || this.#bytes > mostBytes) await this.#shorten()
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

  /** Rewrites the file without older heads and without a line that was cut short. */
  async #shorten(): Promise<void> {
    const lines = await this.#lines()
    const newest = lines.findLast(({ kind }) => kind === 'log.head')
    const kept = lines.filter((line) => line.kind !== 'log.head' || line === newest)
    const handle = await open(`${this.#file}.new`, 'w', 0o600)
    try {
      await handle.writeFile(textOf(kept))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${this.#file}.new`, this.#file)
    const folder = await open(dirname(this.#file), 'r')
    await folder.sync().finally(() => folder.close())
    this.#bytes = 0
  }

  async #lines(): Promise<Line[]> {
    if (!existsSync(this.#file)) return []
    return (await readFile(this.#file, 'utf8')).split('\n').flatMap((text) => {
      try {
        const line = JSON.parse(text) as Line
        return typeof line === 'object' && line !== null && typeof line.kind === 'string' ? [line] : []
      } catch {
        return []
      }
    })
  }
}

const textOf = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')
