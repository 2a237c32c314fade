import { createHash, randomUUID } from 'node:crypto'
import type { Actor, Purpose, RegimeId } from '@entente/contracts'
import { Failure, fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemActor } from '../../safeguards/access/system.ts'
import { clocksOf } from '../../safeguards/retention/regimes.ts'
import type { Incoming, MessageReceipt, SenderRow } from '../gateway/pipeline-steps.ts'
import { readMessageJob } from '../jobs/jobs.ts'
import { largestInRow, removeRawFile, writeRawFile } from '../raw/raw-files.ts'

export interface ReceiveDeps extends Pick<CoreDeps, 'store' | 'clock' | 'log' | 'member' | 'dataRoot'> {
  /** Called for every receipt, for the operator's counters. */
  received?: (channel: string, duplicate: boolean) => void
  /** Writes a file; tests pass one with a full disk. */
  writeRaw?: typeof writeRawFile
}
/** The largest accepted message: 50 MB. */
export const largestMessage = 50 * 1024 * 1024

/**
 * Stores a message. It is durable once this resolves, with its row, its log entry and its reading job in one transaction. The same bytes
 * from the same sender again change nothing (`duplicate`). Errors: `empty-body`, `too-large`, `not-durable` (nothing was stored; send it
 * again).
 */
export async function receiveMessage(deps: ReceiveDeps, incoming: Incoming): Promise<MessageReceipt> {
  const { sender, channel, bytes, format } = incoming
  if (bytes.length === 0) throw fail('empty-body')
  if (bytes.length > largestMessage)
    throw fail('too-large', { detail: `${bytes.length} bytes; at most ${largestMessage}.` })
  const id = randomUUID()
  const sha256 = createHash('sha256').update(bytes).digest()
  const law = lawOf(sender, format)
  const purpose = purposeFor(law) ?? law.purposes[0] ?? null
  try {
    const actor = channel === 'folder' ? systemActor(deps.member.id) : senderActor(sender, deps.member.id)
    const intent = {
      action: 'message.receive',
      type: 'message.receive',
      details: { bytes: bytes.length, channel },
    } as const
    const receipt = await deps.store.for(actor, { purpose, caseId: null }).transaction(intent, async (tx) => {
      const file = bytes.length > largestInRow ? id : null
      const raw = tx.sealRaw(id, bytes)
      if (file !== null) await (deps.writeRaw ?? writeRawFile)(deps.dataRoot, file, raw)
      const stored = await storeMessage(tx, { id, sha256, raw: file === null ? raw : null, file, law, incoming })
      tx.note({ message: stored.id, duplicate: stored.duplicate })
      if (!stored.duplicate) {
        const runAt = incoming.readAt === undefined ? {} : { runAt: incoming.readAt }
        await tx.enqueue(readMessageJob, { messageId: id, purpose }, { jobKey: `read:${id}`, ...runAt })
      }
      return stored
    })
    if (receipt.duplicate && bytes.length > largestInRow) await removeRawFile(deps.dataRoot, id).catch(() => {})
    deps.received?.(channel, receipt.duplicate)
    return {
      id: receipt.id,
      receivedAt: receipt.receivedAt.toISOString(),
      bytes: bytes.length,
      sha256: sha256.toString('hex'),
      duplicate: receipt.duplicate,
      duplicateOf: receipt.duplicate ? receipt.id : null,
      format,
      links: linksOf(sender.gateway, receipt.id),
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    // The file stays: if only the commit's answer was lost, its row exists, and a file without a row is swept later. The text of a database
    // error can quote values, so only its code is logged.
    deps.log.error({ event: 'message.not-durable', code: (error as { code?: string }).code ?? 'unknown' })
    throw fail('not-durable')
  }
}

interface Stored {
  id: string
  receivedAt: Date
  duplicate: boolean
}

async function storeMessage(
  tx: Tx,
  given: { id: string; sha256: Buffer; raw: Buffer | null; file: string | null; law: Law; incoming: Incoming },
): Promise<Stored> {
  const { id, sha256, raw, file, law, incoming } = given
  const { sender, channel, bytes, format } = incoming
  const { maskAt, deleteAt } = clocksOf(law.regime, tx.now)
  const added = await tx.db
    .insertInto('message')
    .values({
      id,
      gateway: sender.gateway,
      sender_id: sender.id,
      channel,
      team: sender.team,
      regime: law.regime,
      purposes: law.purposes,
      received_at: tx.now,
      mask_at: maskAt,
      delete_at: deleteAt,
      bytes: bytes.length,
      sha256,
      raw,
      raw_file: file,
      redacted_at: null,
      format,
      counts: null,
      context_key: null,
      part: null,
      access_reference: null,
      prepared_at: null,
    })
    .onConflict((conflict) => conflict.columns(['sender_id', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added !== undefined) return { id, receivedAt: tx.now, duplicate: false }
  const first = await tx.db
    .selectFrom('message')
    .select(['id', 'received_at'])
    .where('sender_id', '=', sender.id)
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow()
  return { id: first.id, receivedAt: first.received_at, duplicate: true }
}

interface Law {
  regime: RegimeId
  purposes: Purpose[]
}

/** Returns the sender's regime and purposes for this format; for an unknown format, those with the shortest retention. */
export function lawOf(sender: Pick<SenderRow, 'regimes' | 'purposes'>, format: string | null): Law {
  const now = new Date()
  const formats = Object.keys(sender.regimes)
  const soonest = formats.sort((a, b) => deleteAt(sender, a, now) - deleteAt(sender, b, now))[0]
  const named = format !== null && sender.regimes[format] !== undefined ? format : soonest
  return {
    regime: (sender.regimes[named ?? ''] ?? 'icao') as RegimeId,
    purposes: (sender.purposes[named ?? ''] ?? []) as Purpose[],
  }
}
const deleteAt = (sender: Pick<SenderRow, 'regimes'>, format: string, now: Date): number =>
  clocksOf(sender.regimes[format] as RegimeId, now).deleteAt.getTime()

const senderActor = (sender: SenderRow, member: string): Actor => ({
  account: sender.id,
  person: sender.id,
  member,
  role: 'sender',
  teams: [],
})

function linksOf(gateway: string, id: string): MessageReceipt['links'] {
  const self = `/v1/${gateway}/messages/${id}`
  return { self, reading: `${self}/reading`, acknowledgement: `${self}/acknowledgement` }
}
