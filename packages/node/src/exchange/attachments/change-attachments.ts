import { randomUUID } from 'node:crypto'
import { type Attachment, type BiometricReading, mostAttachments } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { accountOf, renewSignal } from '../signals/change-signals.ts'
import { fileChange } from '../signals/stored/file-changes.ts'
import { signalClocks } from '../signals/stored/signal-classes.ts'
import { attachmentsOf, sha256Of, toAttachment, toAttachmentRow } from './attachment-row.ts'
import { readBiometricFile } from './formats/read-biometric-file.ts'

/**
 * Attaches a biometric file to a signal of this member. The signal gets a new version, which notifies the members that
 * have it. Errors: `empty-body`, `attachment-format`, `attachment-invalid` with every fault, `attachment-exists`,
 * `attachment-too-many`, and the errors of `renewSignal`.
 */
export async function addAttachment(tx: Tx, signalId: string, bytes: Buffer, owner: string): Promise<Attachment> {
  // Renew the signal first: this locks it, so that two concurrent additions run one after the other.
  const signal = await renewSignal(tx, signalId, owner, fileChange.added)
  const reading = checkFile(bytes)
  const existing = await attachmentsOf(tx, signalId)
  const sha256 = sha256Of(bytes)
  if (existing.some((one) => one.sha256.equals(sha256))) throw fail('attachment-exists')
  if (existing.length >= mostAttachments) throw fail('attachment-too-many', { detail: `At most ${mostAttachments}.` })
  const row = toAttachmentRow(
    tx,
    { id: randomUUID(), signalId, addedAt: tx.now, addedBy: accountOf(tx), clocks: signalClocks(signal) },
    bytes,
    reading,
  )
  await tx.db.insertInto('signal_attachment').values(row).execute()
  tx.note({ what: 'attachment', attachment: row.id, format: reading.format })
  return toAttachment({ ...row, reading, added_at: tx.now })
}

/**
 * Removes a file from a signal of this member. The new version notifies the members that have the signal. Errors:
 * `not-found`, and the errors of `renewSignal`.
 */
export async function removeAttachment(tx: Tx, signalId: string, id: string, owner: string): Promise<void> {
  await renewSignal(tx, signalId, owner, fileChange.removed)
  const gone = await tx.db
    .deleteFrom('signal_attachment')
    .where('id', '=', id)
    .where('signal_id', '=', signalId)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) throw fail('not-found')
  tx.note({ what: 'attachment removed', attachment: id })
}

function checkFile(bytes: Buffer): BiometricReading {
  if (bytes.length === 0) throw fail('empty-body', { detail: 'Send the bytes of the file.' })
  const reading = readBiometricFile(bytes)
  if (reading === null)
    throw fail('attachment-format', {
      detail: 'ANSI/NIST-ITL, ISO/IEC 19794-5 and 19794-4 records, JPEG and JPEG 2000 are taken.',
    })
  const faults = reading.findings.filter(({ severity }) => severity === 'error')
  if (faults.length === 0) return reading
  throw fail('attachment-invalid', {
    detail: faults[0]?.message ?? '',
    errors: faults.map(({ code, message, position }) => ({ code, message, at: `/byte/${String(position?.byte)}` })),
  })
}

/**
 * Erases attachments of signals whose retention has ended, as the task `attachment-clocks`. A withdrawal or the end of
 * access erases attachments at once, without this task. Returns how many were erased.
 */
export function eraseExpired(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<number> {
  const details = { what: 'attachments of signals whose time is over' }
  const intent = { action: 'record.write', type: 'retention.delete', impersonal: true, details } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    const gone = await tx.db
      .deleteFrom('signal_attachment')
      .where(sql<boolean>`signal_id in (select s.id from signal s where s.delete_at <= ${tx.now})`)
      .executeTakeFirst()
    const count = Number(gone.numDeletedRows)
    if (count === 0) tx.leavesNoEntry()
    tx.note({ attachments: count })
    return count
  })
}
