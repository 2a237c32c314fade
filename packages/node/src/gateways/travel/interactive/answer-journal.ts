import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { synced } from '../../../pipeline/raw/raw-files.ts'
import type { OwnFiles } from '../../../safeguards/access/own-files.ts'

/** An answer by policy that was sent before its request or its row was durable. */
const Entry = z.strictObject({ senderId: z.uuid(), request: z.base64() })
export type JournalEntry = { id: string; senderId: string; request: Buffer }

/** Answers that are sent but not stored yet, as files that survive a crash. */
export interface AnswerJournal {
  /** Writes an entry. It is on disk when this resolves. Rejects if it cannot be written; the answer must not be sent then. */
  add(entry: JournalEntry): Promise<void>
  /** Ends the use of an entry by the request that added it. From now on `list` has it. */
  release(id: string): void
  /** Removes an entry whose answer is stored. */
  remove(id: string): Promise<void>
  /** Keeps an entry that can never be stored, under another name, for the operator. */
  setAside(id: string): Promise<void>
  /** Lists the entries whose requests have ended. Before that, the request's own late answer may still be stored. */
  list(): Promise<string[]>
  /**
   * Reads an entry. Removes one that is incomplete, whose answer was not sent, and returns null. Sets one aside that cannot be
   * opened.
   */
  read(id: string): Promise<JournalEntry | null>
}

/** The most entries: with more, the database was unavailable for so long that senders must learn it. */
const mostEntries = 10_000
/** The largest request that the journal takes: a list of thousands of people. */
const mostBytes = 1_000_000
const suffix = '.json'

/** The name under which an entry is sealed. */
const nameOf = (id: string): string => `journal/${id}`
/** An entry of the release before is plain JSON. A sealed one never begins with this byte. */
const plainStart = 0x7b

/** Opens the journal of a node. Its entries are sealed: they contain requests about people. */
export function openAnswerJournal(dataRoot: string, files: Pick<OwnFiles, 'seal' | 'open'>): AnswerJournal {
  const folder = join(dataRoot, 'journal')
  const pathOf = (id: string) => join(folder, `${id}${suffix}`)
  let count: number | null = null
  const inHand = new Set<string>()
  const names = async () => {
    const all = await readdir(folder).catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    return all.filter((name) => name.endsWith(suffix))
  }
  return {
    async add({ id, senderId, request }) {
      if (request.length > mostBytes) throw new Error('the request is too large for the journal of answers')
      const made = await mkdir(folder, { recursive: true, mode: 0o700 })
      // A new folder is itself an entry of its parent.
      if (made !== undefined) await synced(dataRoot, 'r')
      count ??= (await names()).length
      if (count >= mostEntries) throw new Error('the journal of answers is full')
      count += 1
      inHand.add(id)
      try {
        const text = JSON.stringify({ senderId, request: request.toString('base64') })
        const sealed = files.seal(nameOf(id), Buffer.from(text))
        await synced(pathOf(id), 'wx', (file) => file.writeFile(sealed))
        await synced(folder, 'r')
      } catch (error) {
        inHand.delete(id)
        if ((error as { code?: string }).code !== 'EEXIST') await this.remove(id).catch(() => {})
        throw error
      }
    },
    release: (id) => void inHand.delete(id),
    async remove(id) {
      await rm(pathOf(id), { force: true })
      count = null
    },
    async setAside(id) {
      await rename(pathOf(id), join(folder, `${id}.failed`))
      count = null
    },
    list: async () => (await names()).map((name) => name.slice(0, -suffix.length)).filter((id) => !inHand.has(id)),
    async read(id) {
      const bytes = await readFile(pathOf(id))
      const opened = bytes[0] === plainStart ? bytes : openedOf(id, bytes)
      if (opened === null) {
        // Its key may be another one: the operator decides.
        await this.setAside(id)
        return null
      }
      const parsed = Entry.safeParse(jsonOf(opened.toString()))
      if (parsed.success) {
        const { senderId, request } = parsed.data
        return { id, senderId, request: Buffer.from(request, 'base64') }
      }
      await this.remove(id)
      return null
    },
  }

  function openedOf(id: string, bytes: Buffer): Buffer | null {
    try {
      return files.open(nameOf(id), bytes)
    } catch {
      return null
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
