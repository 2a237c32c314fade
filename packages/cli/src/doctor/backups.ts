import type { readConfig } from '@entente/node'
import type { Check } from '../command/command-gateway.ts'

interface Facts {
  config: ReturnType<typeof readConfig>
  dataRoot: string
  /** Whether one person uses every account, with invented data only. Such a node needs no backup. */
  isSingle: boolean
  /** The time of a restore that the pages still name; null: none. */
  restored: string | null
  now: Date
}

/** Checks that backups are made, that somebody can open them, and that no restore waits for two people. */
export async function backups({ config, dataRoot, isSingle, restored, now }: Facts): Promise<Check[]> {
  const checks = [await recipients(config.backup.recipients, isSingle), await newest(config, dataRoot, isSingle, now)]
  if (restored !== null)
    checks.push({
      check: 'restore',
      ok: false,
      detail: `restored without after-backup.jsonl, and nothing is known after ${restored}: two people end the note on the desk`,
    })
  return checks
}

async function recipients(of: readonly string[], isSingle: boolean): Promise<Check> {
  const check = 'backup recipients'
  if (of.length === 0) {
    const detail = 'nobody: make a key with "entente backup keygen" on another machine, and set ENTENTE_BACKUP_TO'
    return { check, ok: isSingle, detail }
  }
  const { checkRecipients } = await import('@entente/node')
  try {
    await checkRecipients(of)
    return { check, ok: true, detail: `${of.length} (ENTENTE_BACKUP_TO)` }
  } catch (error) {
    return { check, ok: false, detail: (error as Error).message }
  }
}

async function newest(config: Facts['config'], dataRoot: string, isSingle: boolean, now: Date): Promise<Check> {
  const check = 'newest backup'
  const { readLastBackup } = await import('@entente/node')
  const last = await readLastBackup(dataRoot)
  const limit = config.backup.oldestHours
  const mayBeOld = isSingle || limit === null
  if (last === null) return { check, ok: mayBeOld, detail: 'none was made with entente backup' }
  const hours = Math.floor((now.getTime() - Date.parse(last.at)) / 3_600_000)
  const isOld = limit !== null && hours >= limit
  const clear = last.encrypted ? '' : ', not encrypted'
  const late = isOld ? `; it should be younger than ${limit} hours (ENTENTE_BACKUP_HOURS)` : ''
  return { check, ok: !isOld || mayBeOld, detail: `${last.file}, ${hours} hours old${clear}${late}` }
}
