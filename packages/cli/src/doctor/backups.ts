import type { KeysState, readConfig } from '@entente/node'
import type { Check } from '../command/command-gateway.ts'

interface Facts {
  /** The keys of personal data. */
  keys: KeysState
  config: ReturnType<typeof readConfig>
  dataRoot: string
  /** Whether one person uses every account, with invented data only. Such a node needs no backup. */
  isSingle: boolean
  /** The time of a restore that the pages still name; null: none. */
  restored: string | null
  now: Date
}

/** Checks that backups are made, that somebody can open them, and that no restore waits for two people. */
export async function backups({ config, dataRoot, isSingle, restored, keys, now }: Facts): Promise<Check[]> {
  const checks = [
    await recipients(config.backup.recipients, isSingle),
    await newest(config, dataRoot, isSingle, now),
    ...secrets(keys, isSingle),
  ]
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

/** Says what the root key protects, whether it can be recovered, and what is not sealed or cannot be opened. */
function secrets({ root, onThisDisk, splitAt, dayKeys, waitsHours, plain }: KeysState, isSingle: boolean): Check[] {
  const checks: Check[] = [
    { check: 'root key', ok: true, detail: `${root}${onThisDisk ? ': protects backups, not this disk' : ''}` },
    {
      check: 'recovery of the root key',
      ok: isSingle || splitAt !== null,
      detail: splitAt === null ? 'no copy yet: run "entente keys root split"' : `three shares of ${splitAt}`,
    },
  ]
  if (!plain.done)
    checks.push({
      check: 'sealed records',
      ok: true,
      detail: `a job seals what an older release stored: ${plain.sealed} values in ${plain.columns.done} finished columns so far`,
    })
  if (waitsHours > 0)
    checks.push({
      check: 'ends of days',
      ok: false,
      detail: `the clock stepped by days, or the node was off: nothing is erased for ${waitsHours} more hours; check the clock`,
    })
  if (dayKeys.shut > 0)
    checks.push({
      check: 'shut records',
      ok: false,
      detail: `${dayKeys.shut} day keys cannot be opened: the node was restored without its keys (FILE.vault)`,
    })
  return checks
}
