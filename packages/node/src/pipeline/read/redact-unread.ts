import type { Purpose } from '@entente/contracts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { MessageRow } from '../gateway/intake.ts'
import { loadRaw, writeRawFile } from '../raw/raw-files.ts'
import type { ReadDeps } from './read-message.ts'
import { redact } from './redact.ts'
import { removeOutdated } from './remove-outdated.ts'

/** Task `redact-unread`: at `redactUnreadAt`, redacts a message that could not be read. */
export function redactUnreadTask(deps: ReadDeps) {
  return async ({ messageId, purpose }: { messageId: string; purpose: Purpose | null }): Promise<void> => {
    let row: MessageRow | undefined
    let outdated: string | null = null
    const intent = {
      action: 'record.write',
      type: 'record.read',
      ref: `message:${messageId}`,
      details: { part: 'redaction' },
    } as const
    await systemAccess(deps, purpose).transaction(
      {
        ...intent,
        on: async (db) => {
          row = await db.selectFrom('message').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirst()
          return row
        },
      },
      async (tx) => {
        outdated = null
        const message = row as MessageRow
        const { intake } = deps.gateways.of(message.gateway)
        if (message.redacted_at !== null || intake === undefined) {
          tx.leavesNoEntry()
          return
        }
        const bytes = await loadRaw(tx, deps, message)
        const redacted = await redact(tx, message, bytes, intake.sensitiveRanges(bytes), (name, copy) =>
          writeRawFile(tx, deps, { ...message, name }, copy),
        )
        if (redacted === null) return
        await tx.db.updateTable('message').set(redacted.change).where('id', '=', message.id).execute()
        outdated = redacted.outdated
      },
    )
    if (outdated !== null) await removeOutdated(deps, [outdated]).catch(() => {})
  }
}
