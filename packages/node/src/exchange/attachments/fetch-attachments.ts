import { AttachmentList, AttachmentsAsked, largestAttachment } from '@entente/contracts'
import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../safeguards/access/system.ts'
import { memberKeys, verifyObject } from '../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { chunksOf } from '../../store/take-turns.ts'
import { fetchAttachmentsJob } from '../jobs.ts'
import { PeerFault } from '../peers/requests/peer-fault.ts'
import { askPeer, askPeerForBytes, type PeerAddress, type PeerTls } from '../peers/requests/peer-request.ts'
import { sha256Of, toAttachmentRow } from './attachment-row.ts'
import { readBiometricFile } from './formats/read-biometric-file.ts'

export type FetchDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'> & { tls: PeerTls }
export interface FetchAttachments {
  peer: string
  signalIds: string[]
  /** How many attempts to reach the owner have failed so far. */
  tries?: number | undefined
}
type Item = AttachmentList['items'][number]
type Refusal = 'attachment-list-invalid' | 'attachment-changed' | 'attachment-hash-differs' | 'attachment-unreadable'

const serving = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
const askedAtOnce = 1000
const minute = 60_000
/**
 * The wait starts at one minute and doubles up to this limit. The task retries as long as this node has the signals.
 */
const longestWaitMs = 6 * 60 * minute
/** Final answers of the owner: a new request gives the same answer until the signal changes. */
const answered = new Set(['not-found', 'http-404', 'http-400', 'peer-state', 'peer-unknown', 'body-invalid'])

/**
 * Fetches attachments after signals of a peer were applied, as the task `fetch-attachments`. It asks the owner for the
 * lists of attachments, downloads new files, and removes files that are no longer listed. A file that differs from its
 * owner's signed list is refused with an alarm. If the owner cannot be reached, the task tries again later.
 */
export async function fetchAttachments(deps: FetchDeps, asked: FetchAttachments): Promise<void> {
  const received = await receivedFrom(deps, asked)
  if (received.url === null || received.ids.length === 0) return
  const peer = { member: asked.peer, url: received.url }
  const left = new Set(received.ids)
  try {
    const about = new Set(received.withAttachments)
    for (const ids of chunksOf(received.ids, askedAtOnce)) {
      const answer = await askPeer(deps, peer, { method: 'POST', path: '/peer/v1/attachments/asked', body: { ids } })
      for (const id of AttachmentsAsked.safeParse(answer).data?.ids ?? []) if (left.has(id)) about.add(id)
    }
    for (const id of received.ids) if (!about.has(id)) left.delete(id)
    for (const id of about) {
      await followList(deps, peer, id)
      left.delete(id)
    }
  } catch (error) {
    if (!(error instanceof PeerFault)) throw error
    if (!answered.has(error.code)) await later(deps, asked, [...left])
  }
}

async function receivedFrom(deps: FetchDeps, { peer, signalIds }: FetchAttachments) {
  return systemAccess(deps, null).transaction(serving, async (tx) => {
    tx.leavesNoEntry()
    const from = await tx.db
      .selectFrom('peer')
      .select('url')
      .where('member', '=', peer)
      .where('state', '=', 'active')
      .executeTakeFirst()
    // Look up each id separately: the planner would choose a plan for a join from statistics, and a freshly filled
    // table has none.
    const { rows } = await sql<{ signal_id: string; attached: boolean }>`
      select h.signal_id, exists (select from signal_attachment t where t.signal_id = h.signal_id) as attached
      from unnest(${signalIds}::uuid[]) as asked (id)
        join lateral (select * from held_signal where signal_id = asked.id limit 1) h on h.peer = ${peer} and h.ended_at is null
        join lateral (select status from signal where id = asked.id limit 1) s on s.status = 'active'`.execute(tx.db)
    return {
      url: from?.url ?? null,
      ids: rows.map((row) => row.signal_id),
      withAttachments: rows.filter(({ attached }) => attached).map((row) => row.signal_id),
    }
  })
}

async function later(deps: FetchDeps, { peer, tries = 0 }: FetchAttachments, signalIds: string[]): Promise<void> {
  const wait = Math.min(minute * 2 ** Math.min(tries, 10), longestWaitMs)
  await systemAccess(deps, null).transaction(serving, async (tx) => {
    tx.leavesNoEntry()
    const again: FetchAttachments = { peer, signalIds, tries: tries + 1 }
    await tx.enqueue(fetchAttachmentsJob, { ...again }, { queue: 'attachments', runAt: new Date(Date.now() + wait) })
  })
}

/** Makes the attachments of a signal match its owner's list. */
async function followList(deps: FetchDeps, peer: PeerAddress, signalId: string): Promise<void> {
  const path = `/peer/v1/signals/${signalId}/attachments`
  let answer: unknown
  try {
    answer = await askPeer(deps, peer, { method: 'GET', path })
  } catch (error) {
    // The owner no longer shares the signal. Its log will end the signal here, which also erases the files.
    if (error instanceof PeerFault && answered.has(error.code)) return
    throw error
  }
  const list = AttachmentList.safeParse(answer).data
  const keys = await systemAccess(deps, null).transaction(serving, async (tx) => {
    tx.leavesNoEntry()
    return memberKeys(tx.db, peer.member, tx.now)
  })
  const signed = list !== undefined && verifyObject('entente/entry/v1', list, keys) !== null
  if (!signed || list.owner !== peer.member || list.signalId !== signalId)
    return refuse(deps, peer.member, signalId, 'attachment-list-invalid')
  const here = await dropUnlisted(deps, list)
  for (const item of list.items) {
    const known = here.get(item.id)
    if (known === undefined) await takeFile(deps, peer, signalId, item)
    else if (known !== item.sha256) await refuse(deps, peer.member, signalId, 'attachment-changed')
  }
}

/** Removes files that the list no longer names. Returns the hashes of the remaining files by id. */
async function dropUnlisted(deps: FetchDeps, list: AttachmentList): Promise<Map<string, string>> {
  const ref = `sig:${list.signalId}`
  return systemAccess(deps, null).transaction({ ...serving, type: 'retention.delete', ref }, async (tx) => {
    const ids = list.items.map(({ id }) => id)
    const dropped = await tx.db
      .deleteFrom('signal_attachment')
      .where('signal_id', '=', list.signalId)
      .where(sql<boolean>`not (id = any(${ids}::uuid[]))`)
      .executeTakeFirst()
    if (dropped.numDeletedRows === 0n) tx.leavesNoEntry()
    tx.note({ what: 'attachments removed by their owner', attachments: Number(dropped.numDeletedRows) })
    const rows = await tx.db
      .selectFrom('signal_attachment')
      .select(['id', 'sha256'])
      .where('signal_id', '=', list.signalId)
      .execute()
    return new Map(rows.map((row) => [row.id, row.sha256.toString('hex')]))
  })
}

async function takeFile(deps: FetchDeps, peer: PeerAddress, signalId: string, item: Item): Promise<void> {
  const path = `/peer/v1/attachments/${item.id}`
  let bytes: Buffer
  try {
    bytes = (await askPeerForBytes(deps, peer, { method: 'GET', path, timeoutMs: minute })).bytes
  } catch (error) {
    // The owner removed the file after it made the list. A new version of the signal will follow.
    if (error instanceof PeerFault && answered.has(error.code)) return
    throw error
  }
  if (
    bytes.length > largestAttachment ||
    bytes.length !== item.bytes ||
    sha256Of(bytes).toString('hex') !== item.sha256
  )
    return refuse(deps, peer.member, signalId, 'attachment-hash-differs')
  const reading = readBiometricFile(bytes)
  if (reading?.format !== item.format || reading.findings.some(({ severity }) => severity === 'error'))
    return refuse(deps, peer.member, signalId, 'attachment-unreadable')
  const signal = await systemAccess(deps, null).transaction(serving, (tx) => {
    tx.leavesNoEntry()
    return tx.db
      .selectFrom('signal')
      .select(['regime', 'purposes'])
      .where('id', '=', signalId)
      .executeTakeFirstOrThrow()
  })
  const details = { what: 'attachment', attachment: item.id, format: reading.format, from: peer.member }
  const intent = { action: 'record.write', type: 'signal.import', ref: `sig:${signalId}`, details } as const
  await systemAccess(deps, purposeFor(signal)).transaction(intent, async (tx) => {
    // Lock the signal. If it was ended, that is visible now; if it is ended later, that transaction waits and erases
    // this file too.
    const row = await tx.db
      .selectFrom('signal')
      .select(['status', 'regime', 'mask_at', 'delete_at'])
      .where('id', '=', signalId)
      .forUpdate()
      .executeTakeFirst()
    if (row?.status !== 'active') return tx.leavesNoEntry()
    const about = { id: item.id, signalId, addedAt: new Date(item.addedAt), addedBy: null, clocks: row }
    await tx.db
      .insertInto('signal_attachment')
      .values(toAttachmentRow(tx, about, bytes, reading))
      .onConflict((c) => c.doNothing())
      .execute()
  })
}

async function refuse(deps: FetchDeps, peer: string, signalId: string, code: Refusal): Promise<void> {
  const details = { what: 'attachment refused', code, from: peer }
  await systemAccess(deps, null).transaction(
    { ...serving, type: 'signal.import', ref: `sig:${signalId}`, details },
    (tx) => raiseAlarm(tx, code, `sig:${signalId}`, { peer }),
  )
}
