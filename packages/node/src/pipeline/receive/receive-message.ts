import { createHash, randomUUID } from 'node:crypto'
import type { Actor, Purpose, RegimeId } from '@entente/contracts'
import { Failure, fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemActor } from '../../safeguards/access/system.ts'
import { clocksOf } from '../../safeguards/retention/clocks-of.ts'
import { insertRecords } from '../../store/write-records.ts'
import { type MessageRow, usualLargestMessage } from '../gateway/intake.ts'
import type { Incoming, MessageReceipt, SenderRow } from '../gateway/pipeline-steps.ts'
import { largestInRow, removeRawFile, writeRawFile } from '../raw/raw-files.ts'

export interface ReceiveDeps extends Pick<CoreDeps, 'store' | 'clock' | 'log' | 'member' | 'dataRoot'> {
  /**
   * Called for every receipt, for the operator's counters and to wake the readers. `isDue` is false if nothing new is to be
   * read now: a duplicate, or a message that its request reads itself.
   */
  received?: (channel: string, duplicate: boolean, isDue: boolean) => void
  /** Writes a file; tests pass one with a full disk. */
  writeRaw?: typeof writeRawFile
}
/**
 * Stores a message. It is durable once this resolves, with its row and its log entry in one transaction; the row is also
 * its place in the queue of the readers. The same bytes from the same sender again change nothing (`duplicate`).
 * Errors: `empty-body`, `too-large`, `not-durable` (nothing was stored; send it again).
 */
export async function receiveMessage(deps: ReceiveDeps, incoming: Incoming): Promise<MessageReceipt> {
  return (await receiveMessages(deps, [prepareMessage(incoming)]))[0] as MessageReceipt
}

/** A message that can be stored, with its id and law. */
export interface PreparedMessage {
  id: string
  sha256: Buffer
  size: number
  law: Law
  /** The bytes; null if they are in their raw file already. */
  bytes: Uint8Array | null
  /** When the raw file was begun. The clocks of the message run from there, because the file is sealed with them. */
  sealedAt?: Date
  incoming: Omit<Incoming, 'bytes'>
}

/** Checks a message before it is stored. Errors: `empty-body`, `too-large`. */
export function prepareMessage(incoming: Incoming): PreparedMessage {
  const { sender, bytes, format, largest = usualLargestMessage } = incoming
  if (bytes.length === 0) throw fail('empty-body')
  if (bytes.length > largest) throw fail('too-large', { detail: `${bytes.length} bytes; at most ${largest}.` })
  const sha256 = createHash('sha256').update(bytes).digest()
  return { id: randomUUID(), sha256, size: bytes.length, law: lawOf(sender, format), bytes, incoming }
}

/**
 * Stores messages of one sender, channel and law in one transaction, all or none, and returns their receipts in this
 * order. Errors: `not-durable`.
 */
export async function receiveMessages(
  deps: ReceiveDeps,
  messages: readonly PreparedMessage[],
): Promise<MessageReceipt[]> {
  const [first] = messages
  if (first === undefined) return []
  const { law, incoming } = first
  const purpose = purposeOf(law)
  const actor =
    incoming.channel === 'folder' ? systemActor(deps.member.id) : senderActor(incoming.sender, deps.member.id)
  const intent = { action: 'message.receive', type: 'message.receive', details: entryDetails(first) } as const
  try {
    const stored = await deps.store.for(actor, { purpose, caseId: null }).transaction(intent, async (tx) => {
      const rows = []
      for (const message of messages) rows.push(await messageRow(tx, deps, message))
      const stored = await storeMessages(tx, messages, rows)
      await logReceipts(tx, messages, stored)
      return stored
    })
    return await Promise.all(messages.map((message, place) => receiptOf(deps, message, stored[place] as Stored)))
  } catch (error) {
    if (error instanceof Failure) throw error
    // The file stays: if only the commit's answer was lost, its row exists, and a file without a row is swept later. The text of a database
    // error can quote values, so only its code is logged.
    deps.log.error({ event: 'message.not-durable', code: (error as { code?: string }).code ?? 'unknown' })
    throw fail('not-durable')
  }
}

/**
 * Stores one message in the caller's transaction, which reads it at once, with the log entry of its sender. Returns null
 * if the same bytes from the same sender are stored already. Errors: `refused`.
 */
export async function receiveWithin(
  tx: Tx,
  deps: ReceiveDeps,
  message: PreparedMessage,
): Promise<{ stored: Stored; row: MessageRow } | null> {
  const { law, incoming } = message
  const step = { action: 'message.receive', type: 'message.receive', purpose: purposeOf(law) } as const
  const log = tx.stepOf(senderActor(incoming.sender, deps.member.id), step)
  const row = await messageRow(tx, deps, message)
  const [stored] = (await storeMessages(tx, [message], [row])) as [Stored]
  if (stored.duplicate) return null
  log({ ...entryDetails(message), message: row.id, duplicate: false })
  return { stored, row: { ...row, ...unread } }
}
/** The columns that reading sets. */
const unread = {
  ...{ redacted_at: null, counts: null, context_key: null, part: null, access_reference: null, prepared_at: null },
  ...{ read_parts: 0, read_engine: null, read_as: null, read_tries: 0 },
}

/** Returns the receipt of a message whose transaction has committed. */
export async function receiptOf(deps: ReceiveDeps, message: PreparedMessage, stored: Stored): Promise<MessageReceipt> {
  const { channel, format, sender, readAt } = message.incoming
  const { id, receivedAt, duplicate } = stored
  if (duplicate && message.size > largestInRow) await removeRawFile(deps.dataRoot, message.id).catch(() => {})
  deps.received?.(channel, duplicate, !duplicate && readAt === undefined)
  return {
    id,
    receivedAt: receivedAt.toISOString(),
    bytes: message.size,
    sha256: message.sha256.toString('hex'),
    duplicate,
    duplicateOf: duplicate ? id : null,
    format,
    links: linksOf(sender.gateway, id),
  }
}

const entryDetails = ({ size, incoming }: PreparedMessage) => ({ bytes: size, channel: incoming.channel })

/** Writes one log entry for each message; the entry of the transaction itself is about the first. */
async function logReceipts(tx: Tx, messages: readonly PreparedMessage[], stored: readonly Stored[]): Promise<void> {
  for (const [place, { id, duplicate }] of stored.entries()) {
    const more = { message: id, duplicate }
    if (place === 0) {
      tx.note(more)
      continue
    }
    const details = { ...entryDetails(messages[place] as PreparedMessage), ...more }
    await tx.log({ type: 'message.receive', count: 0, details })
  }
}

async function messageRow(tx: Tx, deps: ReceiveDeps, message: PreparedMessage) {
  const { id, sha256, size, law, bytes, incoming, sealedAt } = message
  const { sender, channel, format, group, readAt } = incoming
  const { maskAt, deleteAt } = clocksOf(law.regime, { receivedAt: sealedAt ?? tx.now })
  const clocks = { regime: law.regime, mask_at: maskAt, delete_at: deleteAt }
  const isFile = size > largestInRow
  if (isFile && bytes !== null) await (deps.writeRaw ?? writeRawFile)(tx, deps, { id, name: id, ...clocks }, bytes)
  return {
    id,
    gateway: sender.gateway,
    sender_id: sender.id,
    channel,
    team: sender.team,
    purposes: law.purposes,
    received_at: tx.now,
    ...clocks,
    bytes: size,
    sha256,
    raw: isFile || bytes === null ? null : tx.sealRaw(id, bytes, clocks),
    raw_file: isFile ? id : null,
    format,
    status: 'received',
    read_version: 0,
    group_key: group ?? '',
    read_at: readAt ?? tx.now,
    attempts: 0,
  }
}

export interface Stored {
  id: string
  receivedAt: Date
  duplicate: boolean
}

/** Stores the messages that are new. The others are duplicates, also of each other. */
async function storeMessages(
  tx: Tx,
  messages: readonly PreparedMessage[],
  rows: readonly Awaited<ReturnType<typeof messageRow>>[],
): Promise<Stored[]> {
  // In one order, so that two transactions with the same messages wait for each other instead of failing.
  const inOrder = [...rows].sort((one, other) => Buffer.compare(one.sha256, other.sha256))
  const insert = insertRecords('message', inOrder, {
    conflict: { at: ['sender_id', 'sha256'], update: 'none' },
    bytes: ['raw'],
    returning: ['id'],
  })
  const added = await insert.execute(tx.db)
  const fresh = new Set((added.rows as { id: string }[]).map(({ id }) => id))
  const again = messages.filter(({ id }) => !fresh.has(id))
  const firsts = new Map<string, { id: string; received_at: Date }>()
  if (again.length > 0) {
    const found = await tx.db
      .selectFrom('message')
      .select(['id', 'received_at', 'sha256'])
      .where('sender_id', '=', (again[0] as PreparedMessage).incoming.sender.id)
      .where(
        'sha256',
        'in',
        again.map(({ sha256 }) => sha256),
      )
      .execute()
    for (const { sha256, ...first } of found) firsts.set(sha256.toString('hex'), first)
  }
  return messages.map(({ id, sha256 }) => {
    if (fresh.has(id)) return { id, receivedAt: tx.now, duplicate: false }
    const first = firsts.get(sha256.toString('hex'))
    if (first === undefined) throw new Error('a message is neither new nor stored')
    return { id: first.id, receivedAt: first.received_at, duplicate: true }
  })
}

const purposeOf = (law: Law): Purpose | null => purposeFor(law) ?? law.purposes[0] ?? null

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
  clocksOf(sender.regimes[format] as RegimeId, { receivedAt: now }).deleteAt.getTime()

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
