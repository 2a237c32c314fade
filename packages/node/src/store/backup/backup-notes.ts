import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { codeOf } from '../postgres/errors.ts'
import { replaceFile } from '../replace-file.ts'

/** The file in the data folder, outside the database, that says what happened after the newest backup. */
export const afterBackupName = 'after-backup.jsonl'

/** The copy of after-backup.jsonl that belongs to a backup. */
export const afterFileOf = (backup: string): string => `${resolve(backup)}.after`

/**
 * Copies after-backup.jsonl to `FILE.after`, and marks it as a copy of this time, because the node goes on after it. The file has random
 * ids, states and digests, and names nobody, so it is not encrypted. Returns its path, or null if the node has no such file yet.
 */
export async function copyAfterBackup(dataRoot: string, backup: string, at: Date): Promise<string | null> {
  let text: string
  try {
    text = await readFile(join(dataRoot, afterBackupName), 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  const copy = afterFileOf(backup)
  // The node may be writing its last line just now.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  await replaceFile(copy, `${whole}${JSON.stringify({ v: 1, kind: 'copied', at: at.toISOString() })}\n`)
  return copy
}

const LastBackup = z.object({ at: z.iso.datetime(), file: z.string(), encrypted: z.boolean() })
type LastBackup = z.infer<typeof LastBackup>

/** The file in the data folder that names the newest backup of an operator. */
const lastBackupFile = (dataRoot: string): string => join(dataRoot, 'last-backup.json')

/** Notes the newest backup, so that the doctor can tell its age wherever the backup lies. */
export function noteLastBackup(dataRoot: string, last: LastBackup): Promise<void> {
  return replaceFile(lastBackupFile(dataRoot), `${JSON.stringify(last)}\n`)
}

/** Returns the newest backup that was noted, or null. */
export async function readLastBackup(dataRoot: string): Promise<LastBackup | null> {
  try {
    return LastBackup.parse(JSON.parse(await readFile(lastBackupFile(dataRoot), 'utf8')))
  } catch {
    return null
  }
}
