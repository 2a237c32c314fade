import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { synced } from '../../../pipeline/raw/raw-files.ts'

/** An answer by policy that was sent before its request or its row was durable. */
const Entry = z.strictObject({ senderId: z.uuid(), request: z.base64() })
export type JournalEntry = { id: string; senderId: string; request: Buffer }

/** Answers that are sent but not stored yet, as files that survive a crash. */
export interface AnswerJournal {
  /** Writes an entry. It is on disk when this resolves. Rejects if it cannot be written; the answer must not be sent then. */
  add(entry: JournalEntry): Promise<void>
  /** Removes an entry whose answer is stored. */
  remove(id: string): Promise<void>
  /** Reads all entries. An incomplete one, whose answer was not sent, is removed. */
  list(): Promise<JournalEntry[]>
}

/** The most entries: with more, the database was unavailable for so long that senders must learn it. */
const mostEntries = 10_000
const suffix = '.json'

export function openAnswerJournal(dataRoot: string): AnswerJournal {
  const folder = join(dataRoot, 'journal')
  const pathOf = (id: string) => join(folder, `${id}${suffix}`)
  let count: number | null = null
  const names = async () => (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(suffix))
  return {
    async add({ id, senderId, request }) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      count ??= (await names()).length
      if (count >= mostEntries) throw new Error('the journal of answers is full')
      count += 1
      const text = JSON.stringify({ senderId, request: request.toString('base64') })
      await synced(pathOf(id), 'wx', (file) => file.writeFile(text))
      await synced(folder, 'r')
    },
    async remove(id) {
      await rm(pathOf(id), { force: true })
      count = null
    },
    async list() {
      const entries: JournalEntry[] = []
      for (const name of await names()) {
        const id = name.slice(0, -suffix.length)
        const parsed = Entry.safeParse(jsonOf(await readFile(pathOf(id), 'utf8').catch(() => '')))
        if (parsed.success) {
          const { senderId, request } = parsed.data
          entries.push({ id, senderId, request: Buffer.from(request, 'base64') })
        } else await this.remove(id)
      }
      return entries
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
