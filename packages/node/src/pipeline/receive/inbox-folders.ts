import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { SenderRow } from '../gateway/pipeline-steps.ts'
import { synced } from '../raw/raw-files.ts'

/** Maps folders to senders. Stored in the inbox itself, which senders cannot write to. */
const register = '.senders.json'

type Named = Pick<SenderRow, 'id' | 'name'>
export interface SenderFolder<S extends Named> {
  sender: S
  path: string
}

/**
 * Returns the folders of the inbox with their senders, and creates missing ones. A folder belongs to one sender for good: a renamed sender
 * gets a second folder by its new name, and files in the old one are still received. If the name is another sender's folder or not a valid
 * name, the folder is named by the sender's id.
 */
export async function senderFolders<S extends Named>(inbox: string, senders: readonly S[]): Promise<SenderFolder<S>[]> {
  const byId = new Map(senders.map((sender) => [sender.id, sender]))
  const owners = await readRegister(inbox)
  const known = owners.size
  const folders: string[] = []
  for (const { id, name } of senders) {
    const owner = owners.get(name) ?? id
    const folder = canBeFolder(name) && owner === id ? name : id
    owners.set(folder, id)
    folders.push(folder)
  }
  if (owners.size > known) await writeRegister(inbox, owners)
  for (const folder of folders) await mkdir(join(inbox, folder), { recursive: true, mode: 0o700 })
  return [...owners].flatMap(([name, id]) => {
    const sender = byId.get(id)
    return sender === undefined ? [] : [{ sender, path: join(inbox, name) }]
  })
}

const canBeFolder = (name: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(name)

async function readRegister(inbox: string): Promise<Map<string, string>> {
  const text = await readFile(join(inbox, register), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  try {
    return new Map(Object.entries(JSON.parse(text) as Record<string, string>))
  } catch (cause) {
    throw Object.assign(new Error(`${register} is damaged`, { cause }), { code: 'inbox-register-damaged' })
  }
}

/** Writes atomically: half a register would give one sender's folder to another. */
async function writeRegister(inbox: string, owners: ReadonlyMap<string, string>): Promise<void> {
  const unfinished = join(inbox, `${register}.new`)
  await synced(unfinished, 'w', (file) => file.writeFile(JSON.stringify(Object.fromEntries(owners), null, 1)))
  await rename(unfinished, join(inbox, register))
  await synced(inbox, 'r')
}
