import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { synced } from '../raw-files.ts'
import type { SenderRow } from './receive-message.ts'

/** Maps folders to senders. Stands in the inbox itself, out of reach of a sender, who may write into its own folder. */
const register = '.senders.json'

type Named = Pick<SenderRow, 'id' | 'name'>
export interface SenderFolder<S extends Named> {
  sender: S
  path: string
}

/**
 * The folders of the inbox with the sender of each, made where they are missing. A folder stays its sender's for good: after a sender was renamed it has a
 * folder by the new name too, and what still arrives in the old one is received as before. A name whose folder is another sender's, or that cannot be
 * one, has its sender's id for a folder.
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

/** Whole or not at all: half a register would hand one sender's folder to another. */
async function writeRegister(inbox: string, owners: ReadonlyMap<string, string>): Promise<void> {
  const unfinished = join(inbox, `${register}.new`)
  await synced(unfinished, 'w', (file) => file.writeFile(JSON.stringify(Object.fromEntries(owners), null, 1)))
  await rename(unfinished, join(inbox, register))
  await synced(inbox, 'r')
}
