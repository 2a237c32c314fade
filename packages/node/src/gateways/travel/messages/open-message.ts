import type { TravelReading } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import { onMessageOf } from '../../../pipeline/messages/open-messages.ts'
import { loadRaw } from '../../../pipeline/raw/raw-files.ts'
import type { AccessIntent, AccessStore, OpenedText, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { loadReading } from './load-reading.ts'

/** Runs one transaction on one message: access to its row is checked before anything is read. */
export const onMessage = <T>(
  access: AccessStore,
  id: string,
  intent: Omit<AccessIntent, 'on' | 'ref'>,
  work: (tx: Tx, row: MessageRow) => Promise<T>,
): Promise<T> => onMessageOf('travel', access, id, intent, work)

export const reading = { action: 'record.read', type: 'record.read', decision: 'allow' } as const

/** Opens a reading of a message, by default the newest; masked fields are left out. */
export async function openReading(
  tx: Tx,
  row: MessageRow,
  version = row.read_version,
): Promise<{ reading: TravelReading; masked: boolean }> {
  const { value, masked } = tx.open<TravelReading>({ ...row, ...(await keptReading(tx, row, version)) })
  return { reading: value, masked }
}

/** Opens a reading as JSON text for a view. Parsing a large one here would block all other requests. */
export async function openReadingText(tx: Tx, row: MessageRow, version = row.read_version): Promise<OpenedText> {
  return tx.openText({ ...row, ...(await keptReading(tx, row, version)) })
}

async function keptReading(tx: Tx, row: MessageRow, version: number) {
  if (version === 0) throw fail('not-found', { detail: 'This message has not been read yet.' })
  const kept = await loadReading(tx, row.id, version)
  if (kept === undefined) throw fail('not-found', { detail: `This message has no reading ${version}.` })
  return kept
}

/** Loads the bytes as stored; refused once the message is masked. */
export function openBytes(tx: Tx, deps: Pick<CoreDeps, 'dataRoot'>, row: MessageRow): Promise<Buffer> {
  return loadRaw(tx, deps, row)
}
