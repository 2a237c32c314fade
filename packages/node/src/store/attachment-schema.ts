// Types of the table of attachments. Migration 0022 defines it.
import type { BiometricReading } from '@entente/contracts'
import type { ColumnType } from 'kysely'

export interface SignalAttachmentTable {
  id: string
  signal_id: string
  format: string
  reading: ColumnType<BiometricReading, string, string>
  sha256: Buffer
  bytes: number
  /** The sealed bytes of the file. */
  raw: Buffer
  added_at: ColumnType<Date, Date | string, Date | string>
  /** The person who added the file; null if it came from the signal's owner. */
  added_by: string | null
}
export interface AttachmentSchema {
  signal_attachment: SignalAttachmentTable
}
