import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Up to here a message's bytes stand in its row; larger ones in a file, durable before their row. */
export const largestInRow = 8 * 1024 * 1024

export const rawFolder = (dataRoot: string): string => join(dataRoot, 'raw')

/** Writes a file of the raw folder and has it on disk, with its directory entry, when this resolves. Returns its name. */
export async function writeRawFile(dataRoot: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(rawFolder(dataRoot), name)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
  return name
}
