import type { Purpose } from '@entente/contracts'
import { sql } from 'kysely'
import { Failure } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import type { Gateway, Gateways, MatchNow } from '../gateway/gateway.ts'
import type { MessageRow, StoredRecords } from '../gateway/intake.ts'
import type { ReadRequest, ReadResult } from '../gateway/pipeline-steps.ts'
import { matchChanged } from './match-changed.ts'
import { isParted, readInParts } from './read-in-parts.ts'
import { removeOutdated } from './remove-outdated.ts'
import { type ReadBytes, readBytes, takeMessages } from './take-message.ts'

export interface ReadDeps extends Pick<CoreDeps, 'store' | 'member' | 'dataRoot' | 'log'> {
  gateways: Gateways
  /** Matches subjects in the transaction that stored them. Without it, or for many subjects, jobs match them. */
  matchNow?: MatchNow
}

const type = 'record.read'
const refOf = (messageId: string) => `message:${messageId}`

/** Task `read-message`: reads a message again. Skips a message that may no longer be read. */
export function readMessageTask(deps: ReadDeps): (request: ReadRequest) => Promise<void> {
  return async (request) => {
    try {
      await readMessage(deps, request)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      deps.log.warn({ event: 'message.not-read', code: error.code, message: request.messageId })
    }
  }
}

/**
 * Reads a received message: stores its reading and records, redacts its bytes and matches its subjects or enqueues the
 * job that does, in one transaction. Each version is made exactly once, whatever is repeated or killed; returns null if
 * it existed already, or if the message was read in parts. Errors: `not-found`, `refused` after its reading time.
 */
export async function readMessage(deps: ReadDeps, request: ReadRequest): Promise<ReadResult | null> {
  const { messageId, version = 1, purpose } = request
  const row = await readAttributes(deps, (db) =>
    db.selectFrom('message').select(['gateway', 'bytes']).where('id', '=', messageId).executeTakeFirst(),
  )
  if (row !== undefined && isParted(deps.gateways, row)) {
    await readInParts(deps, { id: messageId, version, purpose })
    return null
  }
  const results = await readRows(deps, { ids: [messageId], version, purpose, skipLocked: false })
  return results[0] ?? null
}

/**
 * Reads waiting messages for the first time, together in one transaction. Messages that are locked or read already are
 * left out. All must have one sender, regime, set of purposes and team. Returns the number of messages read.
 */
export async function readWaiting(deps: ReadDeps, ids: readonly string[], purpose: Purpose | null): Promise<number> {
  try {
    return (await readRows(deps, { ids, version: 1, purpose, skipLocked: true })).length
  } catch (error) {
    // Another node reads all of them.
    if (error instanceof Failure && error.code === 'not-found') return 0
    throw error
  }
}

interface RowsToRead {
  ids: readonly string[]
  version: number
  purpose: Purpose | null
  skipLocked: boolean
}

async function readRows(deps: ReadDeps, request: RowsToRead): Promise<ReadResult[]> {
  const { version } = request
  let rows: MessageRow[] = []
  let outdated: string[] = []
  const intent = {
    ...({ action: 'record.write', type } as const),
    on: async (db: Tx['db']) => {
      rows = await lockMessages(db, request)
      return rows[0]
    },
  }
  const work = async (tx: Tx): Promise<ReadResult[]> => {
    outdated = []
    const unread = rows.filter((row) => row.read_version < version)
    const [first] = unread
    if (first === undefined) {
      tx.leavesNoEntry()
      return []
    }
    // An outdated file is removed after this commit, which must then be on disk.
    if (unread.every((row) => row.raw_file === null)) tx.redoable()
    const read = await readWithin(tx, deps, unread, version)
    outdated = read.outdated
    return read.results
  }
  const transaction = () => systemAccess(deps, request.purpose).transaction(intent, work)
  const results = await (deps.matchNow === undefined ? transaction() : deps.matchNow.around(transaction))
  if (outdated.length > 0) await removeOutdated(deps, outdated).catch(() => {})
  return results
}

/**
 * Reads messages of one gateway in the caller's transaction, which has locked or inserted their rows. Matches the changed
 * subjects or all. `outdated` names files to remove after the commit.
 */
export async function readWithin(
  tx: Tx,
  deps: ReadDeps,
  rows: readonly MessageRow[],
  version: number,
  matching: 'changed' | 'all' = 'changed',
): Promise<{ results: ReadResult[]; outdated: string[] }> {
  const kind = rows[0]?.gateway ?? ''
  const gateway = deps.gateways.of(kind)
  const { intake } = gateway
  if (intake === undefined) throw new Error(`the gateway ${kind} reads no messages`)
  const all: ReadBytes[] = []
  for (const row of rows) all.push(await readBytes(tx, deps, intake, row))
  const { stored, outdated } = await takeMessages(tx, deps, intake, version, all)
  const results = all.map(({ row, read }, place) => ({
    ...(stored[place] as StoredRecords),
    ...{ message: row, read },
  }))
  await logReadings(tx, version, results)
  const matched = await matchResults(deps, tx, gateway, results, matching)
  return { results: results.map((result) => ({ ...result, matched })), outdated }
}

/** Locks messages until the transaction ends, in one order. */
function lockMessages(db: Tx['db'], { ids, skipLocked }: RowsToRead): Promise<MessageRow[]> {
  const rows = db
    .selectFrom('message')
    .selectAll()
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('received_at')
    .orderBy('id')
  return (skipLocked ? rows.where('read_version', '=', 0).forUpdate().skipLocked() : rows.forUpdate()).execute()
}

/** Writes one log entry for each reading; the entry of the transaction itself is about the first. */
async function logReadings(tx: Tx, version: number, results: readonly Omit<ReadResult, 'matched'>[]): Promise<void> {
  for (const [place, { message, read, subjects, changed }] of results.entries()) {
    const details = { version, outcome: read.outcome, changed: changed.length }
    if (place === 0) {
      tx.about(refOf(message.id))
      tx.counted(subjects.length)
      tx.note(details)
    } else await tx.log({ type, ref: refOf(message.id), count: subjects.length, details })
  }
}

/** Matches the changed subjects or all of them now and returns true, or enqueues jobs that do. */
async function matchResults(
  deps: ReadDeps,
  tx: Tx,
  gateway: Gateway,
  results: readonly Omit<ReadResult, 'matched'>[],
  matching: 'changed' | 'all',
): Promise<boolean> {
  const changed = results.flatMap(({ message, changed, subjects }) => {
    const others = matching === 'all' ? subjects.map(({ subjectId }) => subjectId) : []
    const subjectIds = [...new Set([...changed, ...others])]
    return subjectIds.length === 0 ? [] : [{ messageId: message.id, subjectIds }]
  })
  return matchChanged(deps, tx, gateway, changed, matching)
}
