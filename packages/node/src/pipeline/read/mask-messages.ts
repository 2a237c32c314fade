import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { RawCopies } from '../../safeguards/access/with-keys.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { largestInRow, rawFolder } from '../raw/raw-files.ts'

interface MaskDeps extends Pick<CoreDeps, 'dataRoot' | 'log'> {
  rawCopies: RawCopies
  gateways: Gateways
}

interface MaskedMessage {
  id: string
  gateway: string
  format: string | null
  regime: string
  mask_at: Date | null
  delete_at: Date
  raw: Buffer | null
  raw_file: string | null
}

/**
 * Masks the messages whose time has come, at most `most`, and returns how many. Of the bytes, a copy of the same length without personal data
 * stays, sealed under the day on which the message is deleted; none, if the gateway makes no copy or the bytes do not open any more. The
 * former file has no row then, and is removed after the commit or by the next sweep of files.
 */
export async function maskMessages(deps: MaskDeps, tx: Tx, moment: Date, most: number): Promise<number> {
  const { rows: due } = await sql<{
    id: string
  }>`select id from mask_due('message', ${moment}::timestamptz, ${most}::int) as id`.execute(tx.db)
  if (due.length === 0) return 0
  const messages = await tx.db
    .selectFrom('message')
    .select(['id', 'gateway', 'format', 'regime', 'mask_at', 'delete_at', 'raw', 'raw_file'])
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  const copies: { id: string; raw: Buffer }[] = []
  for (const message of messages) {
    const copy = (await copyOf(deps, message)) ?? Buffer.alloc(0)
    copies.push({ id: message.id, raw: deps.rawCopies.seal(message.id, copy, message) })
  }
  await deps.rawCopies.beforeCommit()
  await sql`update message m set raw = v.raw, raw_file = null, redacted_at = coalesce(m.redacted_at, ${moment}::timestamptz)
    from unnest(${copies.map(({ id }) => id)}::uuid[], ${copies.map(({ raw }) => raw)}::bytea[]) as v (id, raw)
    where m.id = v.id`.execute(tx.db)
  return due.length
}

/** Makes the copy of a message; null if there is none to keep. */
async function copyOf(deps: MaskDeps, message: MaskedMessage): Promise<Buffer | null> {
  const { gateways, log } = deps
  const gateway = gateways.all.find(({ vocabulary }) => vocabulary.kind === message.gateway)
  const mask = gateway?.intake?.maskedCopy
  // A copy larger than a row keeps would be a file for statements that nobody reads.
  if (mask === undefined) return null
  try {
    const bytes = await bytesOf(deps, message)
    if (bytes === null) return null
    const copy = mask(bytes)
    if (copy.length === bytes.length) return copy
    log.error({ event: 'retention.copy-length', id: message.id })
  } catch (error) {
    log.warn({ event: 'retention.bytes-unreadable', id: message.id, code: (error as { code?: string }).code })
  }
  return null
}

async function bytesOf(
  { dataRoot, rawCopies }: MaskDeps,
  { id, raw, raw_file: name }: MaskedMessage,
): Promise<Buffer | null> {
  if (raw !== null) return rawCopies.open(id, raw)
  if (name === null) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of rawCopies.openFile(id, createReadStream(join(rawFolder(dataRoot), name)))) {
    size += chunk.length
    if (size > largestInRow) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
