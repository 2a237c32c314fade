import type { TravelReading } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { loadRaw } from '../../../pipeline/raw-files.ts'
import type { MessageRow } from '../../../pipeline/read/intake.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { Act, Door, Tx } from '../../../safeguards/access/door.ts'

/** One act on one message: every clause is asked about its row before anything is read. */
export function onMessage<T>(
  door: Door,
  id: string,
  act: Omit<Act, 'on' | 'ref'>,
  work: (tx: Tx, row: MessageRow) => Promise<T>,
): Promise<T> {
  let found: MessageRow | undefined
  return door.act(
    {
      ...act,
      ref: `message:${id}`,
      on: async (db) => {
        found = await db
          .selectFrom('message')
          .selectAll()
          .where('id', '=', id)
          .where('gateway', '=', 'travel')
          .executeTakeFirst()
        return found
      },
    },
    (tx) => work(tx, found as MessageRow),
  )
}

export const reading = { action: 'record.read', type: 'record.read', decision: 'allow' } as const

/** A reading of a message, the newest where no version is asked for; without what is masked. */
export async function openReading(
  tx: Tx,
  row: MessageRow,
  version = row.read_version,
): Promise<{ reading: TravelReading; masked: boolean }> {
  if (version === 0) throw fail('not-found', { detail: 'This message has not been read yet.' })
  const kept = await tx.db
    .selectFrom('reading')
    .selectAll()
    .where('message_id', '=', row.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (kept === undefined) throw fail('not-found', { detail: `This message has no reading ${version}.` })
  const { value, masked } = tx.open<TravelReading>({ ...row, a: kept.a, b: kept.b })
  return { reading: value, masked }
}

/** The bytes as kept; refused once masked. */
export function openBytes(tx: Tx, deps: Pick<CoreDeps, 'dataRoot'>, row: MessageRow): Promise<Buffer> {
  return loadRaw(tx, deps, row)
}
