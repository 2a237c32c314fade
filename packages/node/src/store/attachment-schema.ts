// The table of attachments: the mirror of migration 0022.
import type { BiometricReading } from '@entente/contracts'
import type { ColumnType } from 'kysely'

export interface SignalAttachmentTable {
  id: string
  signal_id: string
  format: string
  reading: ColumnType<BiometricReading, string, string>
  sha256: Buffer
  bytes: number
  /** Sealed: the file. */
  raw: Buffer
  added_at: ColumnType<Date, Date | string, Date | string>
  /** Null where it came from its owner. */
  added_by: string | null
}
export interface AttachmentSchema {
  signal_attachment: SignalAttachmentTable
}
