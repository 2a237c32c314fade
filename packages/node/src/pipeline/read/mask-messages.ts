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
  raw_file: string | null
}

/** Copies of about so many bytes are made in one transaction, so that a sweep needs little memory. */
const mostBytes = 16 * 1024 * 1024

/**
 * Masks the messages whose time has come, at most `most` and about 16 MB of copies, and returns how many. Of the bytes, a copy of the same length
 * without personal data stays, sealed under the day on which the message is deleted; none, if the gateway makes no copy or the bytes do not open
 * any more. The former file has no row then, and is removed after the commit or by the next sweep of files.
 */
export async function maskMessages(deps: MaskDeps, tx: Tx, moment: Date, most: number): Promise<number> {
  const asked = await withinBytes(deps, tx, moment, most)
  if (asked === 0) return 0
  const { rows: due } = await sql<{
    id: string
  }>`select id from mask_due('message', ${moment}::timestamptz, ${asked}::int) as id`.execute(tx.db)
  if (due.length === 0) return 0
  const messages = await tx.db
    .selectFrom('message')
    .select(['id', 'gateway', 'format', 'regime', 'mask_at', 'delete_at', 'raw_file'])
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  for (const message of messages) {
    const copy = (await copyOf(deps, tx, message)) ?? Buffer.alloc(0)
    const raw = deps.rawCopies.seal(message.id, copy, message)
    await sql`update message set raw = ${raw}, raw_file = null, redacted_at = coalesce(redacted_at, ${moment}::timestamptz)
      where id = ${message.id}::uuid`.execute(tx.db)
  }
  await deps.rawCopies.beforeCommit()
  return due.length
}

/** Returns how many of the messages that are due make about so many bytes of copies: at least one, if one is due. */
async function withinBytes(deps: MaskDeps, tx: Tx, moment: Date, most: number): Promise<number> {
  const { rows } = await sql<Pick<MaskedMessage, 'gateway'> & { bytes: number }>`
    select gateway, bytes from message where (masked_at is null or masked_at < mask_at)
      and mask_at <= retention_now(${moment}::timestamptz) order by mask_at limit ${most}`.execute(tx.db)
  let sum = 0
  for (const [place, { gateway, bytes }] of rows.entries()) {
    if (bytes <= largestInRow && maskOf(deps, gateway) !== undefined) sum += bytes
    if (place > 0 && sum > mostBytes) return place
  }
  return rows.length
}

const maskOf = ({ gateways }: MaskDeps, kind: string) =>
  gateways.all.find(({ vocabulary }) => vocabulary.kind === kind)?.intake?.maskedCopy

/** Makes the copy of a message; null if there is none to keep. */
async function copyOf(deps: MaskDeps, tx: Tx, message: MaskedMessage): Promise<Buffer | null> {
  const { log } = deps
  const mask = maskOf(deps, message.gateway)
  // A copy larger than a row keeps would be a file for statements that nobody reads.
  if (mask === undefined) return null
  try {
    const bytes = await bytesOf(deps, tx, message)
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
  tx: Tx,
  { id, raw_file: name }: MaskedMessage,
): Promise<Buffer | null> {
  if (name === null) {
    const row = await tx.db.selectFrom('message').select('raw').where('id', '=', id).executeTakeFirst()
    return row?.raw == null ? null : rawCopies.open(id, row.raw)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of rawCopies.openFile(id, createReadStream(join(rawFolder(dataRoot), name)))) {
    size += chunk.length
    if (size > largestInRow) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
