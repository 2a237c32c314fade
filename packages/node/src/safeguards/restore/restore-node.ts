import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { generationOf, logNameOf } from '@entente/contracts'
import type pg from 'pg'
import type { Logger } from 'pino'
import {
  afterFileOf,
  BackupError,
  type RestoreOptions,
  type RestoreSummary,
  restoreFrom,
} from '../../store/backup/index.ts'
import { replaceFile } from '../../store/replace-file.ts'
import type { Database } from '../access/access-store.ts'
import { systemActor } from '../access/system.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import {
  type AfterBackup,
  type AfterLine,
  afterBackupFile,
  type EndedLine,
  isCopy,
  readAfterLines,
  textOf,
} from '../log/after-backup.ts'
import { findVault, type RestoredVault, restoreVault, type VaultOptions } from '../vault/restore-vault.ts'
import { endAgain, newestOf } from './end-again.ts'
import { lineOf } from './keep-ended.ts'

interface RestoredNode extends RestoreSummary {
  /** The file with what happened after the backup that was used; null: there was none. */
  after: string | null
  /** What ended until this time is known; null if `after` is the file of the former disk, or there was none. */
  knownUntil: string | null
  /** Whether the node says on every page that it was restored without the file of the former disk. */
  marked: boolean
  /** From where the keys of sealed records came, and how many records stay shut without them. */
  keys: RestoredVault
}

/**
 * Restores a backup with what happened after it: the file after-backup.jsonl of the former disk (`after`, or already in the data folder), or
 * the copy `FILE.after` beside the backup, whichever is newest. Without the former disk's file, the restored node is marked at its first
 * start. The keys of sealed records come from `vault` (see `VaultOptions`); without them, the records stay shut. Throws `BackupError`: those
 * of `restoreFrom` and `findVault`, `root-key`, `after-backup-unreadable`, and `after-backup-foreign` if a file is another node's.
 */
export async function restoreNode(
  file: string,
  options: Omit<RestoreOptions, 'finish'> & { after?: string | undefined; now?: Date } & Partial<VaultOptions>,
): Promise<RestoredNode> {
  const { after: named, now = new Date(), vault, source = { from: 'file' }, ask = null, ...others } = options
  const found = await findVault(file, options.dataRoot, vault, options.identities ?? [])
  const target = afterBackupFile(options.dataRoot)
  const newest = await chooseAfter(named, [target, afterFileOf(file)])
  const lines = newest?.lines ?? []
  const marked = newest === null || isCopy(lines)
  const knownUntil = marked ? knownUntilOf(lines) : null
  let keys: Awaited<ReturnType<typeof restoreVault>> = { vault: null, shut: 0, undo: () => {} }
  const summary = await restoreFrom(file, {
    ...others,
    async finish(client, { createdAt }) {
      if (newest !== null) await refuseForeign(client, newest)
      keys = await restoreVault(client, { dataRoot: options.dataRoot, createdAt, found, source, ask })
      const mark = {
        v: 1,
        kind: 'restored',
        id: randomUUID(),
        at: now.toISOString(),
        backupAt: createdAt,
        knownUntil,
      } as const
      await replaceFile(target, textOf(marked ? [...lines, mark] : lines))
    },
    undo: () => keys.undo(),
  })
  const { shut, vault: from } = keys
  return { ...summary, after: newest?.file ?? null, knownUntil, marked, keys: { vault: from, shut } }
}

interface After {
  file: string
  lines: AfterLine[]
}

/** Returns the newest of the files that exist. A file that the operator named must be readable. */
async function chooseAfter(named: string | undefined, found: readonly string[]): Promise<After | null> {
  const files = [...(named === undefined ? [] : [named]), ...found.filter((file) => existsSync(file))]
  let newest: After | null = null
  for (const file of files) {
    const lines = await readAfterLines(file).catch(() => [])
    if (lines.length === 0) {
      throw new BackupError(
        'after-backup-unreadable',
        `${file} has no line that can be read. Name another file. Nothing was restored.`,
      )
    }
    const nameOf = (of: readonly AfterLine[]) => headOf(of)?.origin
    const [one, other] = [nameOf(lines), nameOf(newest?.lines ?? [])]
    if (newest !== null && one !== undefined && other !== undefined && logNameOf(one) !== logNameOf(other))
      throw foreign(file, newest.file)
    if (newest === null || isNewer(lines, newest.lines)) newest = { file, lines }
  }
  return newest
}

/** A file only grows: heads of the log become larger, and lines about credentials are kept. Of two equal ones, the copy is older. */
function isNewer(lines: readonly AfterLine[], than: readonly AfterLine[]): boolean {
  const rank = (of: readonly AfterLine[]): number[] => {
    const head = headOf(of)
    const ended = of.filter(({ kind }) => kind === 'ended').length
    return [head === undefined ? -1 : generationOf(head.origin), head?.size ?? -1, ended, isCopy(of) ? 0 : 1]
  }
  const [ours, theirs] = [rank(lines), rank(than)]
  const at = ours.findIndex((value, index) => value !== theirs[index])
  return at !== -1 && (ours[at] as number) > (theirs[at] as number)
}

function headOf(lines: readonly AfterLine[]) {
  return lines.findLast((line) => line.kind === 'log.head')
}

function knownUntilOf(lines: readonly AfterLine[]): string | null {
  const last = lines.findLast((line) => line.kind === 'copied' || line.kind === 'restored')
  if (last === undefined) return null
  return last.kind === 'copied' ? last.at : last.knownUntil
}

/** The ids of another node's file fit nothing, so the restore would look complete and bring every ended credential back. */
async function refuseForeign(client: pg.ClientBase, { file, lines }: After): Promise<void> {
  const head = headOf(lines)
  if (head === undefined) return
  const { rows } = await client.query<{ origin: string }>(
    'select origin from audit.log order by generation desc limit 1',
  )
  const origin = rows[0]?.origin
  if (origin !== undefined && logNameOf(origin) !== logNameOf(head.origin)) throw foreign(file, 'the backup')
}

const foreign = (file: string, other: string): BackupError =>
  new BackupError(
    'after-backup-foreign',
    `${file} and ${other} are of different nodes. Name the after-backup.jsonl of the node that made the backup. Nothing was restored.`,
  )

interface StartDeps {
  db: Database
  audit: AuditLog
  member: { id: string }
  after: AfterBackup
  log: Logger
}

/** The events after a backup, and whether the node starts for the first time after a restore without the file of its former disk. */
export interface AfterRestore {
  /** The lines about signals, the newest of each. */
  signals: readonly EndedLine[]
  /** How far the logs of recipients had come, by their epochs. */
  deliveries: ReadonlyMap<string, number>
  isUnknown: boolean
}

/**
 * Applies what the file after-backup.jsonl says about a restore: credentials end again, `exchangeAgain` does the same for signals and for the
 * logs of recipients, and a restore without the file of the former disk is noted. It runs before each start serves anybody. A node that was not restored needs nothing of the file, so it also starts on a disk
 * that cannot read it, and says so in its log (`restore.file-unreadable`).
 */
export async function applyAfterBackup(
  deps: StartDeps,
  exchangeAgain: (found: AfterRestore) => Promise<void>,
): Promise<void> {
  try {
    await endAgain(deps)
    await exchangeAgain(await readAfterRestore(deps))
    await noteRestores(deps)
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException
    if (syscall !== 'open' && syscall !== 'read') throw error
    deps.log.error({ event: 'restore.file-unreadable', code })
  }
}

/** Rows that are not in the file yet are newer than it. */
async function readAfterRestore({ db, after }: StartDeps): Promise<AfterRestore> {
  const waiting = (await db.selectFrom('ended_credential').selectAll().orderBy('n').execute()).map(lineOf)
  const deliveries = await after.deliveryHeads()
  for (const line of waiting) if (line.kind === 'delivery.head') deliveries.set(line.epoch, line.seq)
  const ended = [...(await after.ended()), ...waiting.filter((line) => line.kind === 'ended')]
  const marks = await db.selectFrom('restore_mark').select('id').execute()
  return {
    signals: newestOf(ended.filter(({ of }) => of === 'signal')),
    deliveries,
    isUnknown: (await after.restores()).some(({ id }) => !marks.some((mark) => mark.id === id)),
  }
}

/**
 * Stores that the node was restored without the file of its former disk, once for each such restore, so that pages say it until two
 * people end it.
 */
export async function noteRestores(deps: StartDeps): Promise<void> {
  for (const { id, at, backupAt, knownUntil } of await deps.after.restores()) {
    await deps.db.transaction().execute(async (tx) => {
      const stored = await tx
        .insertInto('restore_mark')
        .values({ id, restored_at: at, backup_at: backupAt, known_until: knownUntil })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (stored.numInsertedOrUpdatedRows === 0n) return
      deps.log.warn({ event: 'restore.marked', backupAt, knownUntil })
      const details = { what: 'restored without after-backup.jsonl', backupAt, knownUntil }
      const entry = { type: 'config.change', decision: 'done', ref: `restore:${id}`, details } as const
      await deps.audit.append(tx, entry, systemActor(deps.member.id), null)
    })
  }
}
