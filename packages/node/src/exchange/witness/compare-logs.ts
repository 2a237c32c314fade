import {
  fromBase64,
  parseCheckpoint,
  parseNote,
  proveConsistency,
  sameBytes,
  toBase64,
  verifyConsistency,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { tilesIn } from '../../safeguards/log/read-tiles.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { PeerFault } from '../peers/requests/peer-fault.ts'
import { askPeer } from '../peers/requests/peer-request.ts'
import type { WitnessDeps } from './ask-witnesses.ts'
import { readSigned, WitnessedList } from './cosign-log.ts'

const intent = { action: 'record.write', type: 'config.change', impersonal: true } as const
export const ConsistencyQuery = z.strictObject({
  origin: z.string().max(200),
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
})
export const ConsistencyAnswer = z.strictObject({ hashes: z.array(z.string().length(44)).max(63) })

/** Returns the proof that one state of the own log is the beginning of another. Throws `not-found`. */
export async function proveOwn(tx: Tx, { origin, from, to }: z.infer<typeof ConsistencyQuery>) {
  const log = await tx.db
    .selectFrom('audit.log')
    .select(['generation', 'size'])
    .where('origin', '=', origin)
    .executeTakeFirst()
  if (log === undefined || from > to || to > Number(log.size)) throw fail('not-found')
  const hashes = await proveConsistency(nodeLogCrypto, tilesIn(tx.db, log.generation), from, to)
  return { hashes: hashes.map(toBase64) }
}

/** The most logs about which one question is asked. */
const mostCompared = 200
/** One comparison takes no longer than this in all. The next run begins with another member. */
const mostRunMs = 60_000
/** A member that has not proven for this long that two states belong to one log is reported. */
const unprovenMs = 24 * 3_600_000

interface Seen {
  member: string
  origin: string
  vkey: string
  note: string
}

/**
 * Compares the checkpoints that other members have of a log with those that this node has. A member that shows two
 * different logs signed both, so the alarm has the two notes as evidence. A member that answers no question about two
 * states is reported after a day. Returns the members with two logs.
 */
export async function compareLogs(deps: WitnessDeps): Promise<string[]> {
  const endAt = performance.now() + mostRunMs
  const { mine, peers } = await readAttributes(deps, async (db) => ({
    mine: await db
      .selectFrom('audit.witnessed')
      .select(['member', 'origin', 'vkey', 'note'])
      .orderBy('origin')
      .execute(),
    peers: await db
      .selectFrom('peer')
      .select(['member', 'url'])
      .where('state', '=', 'active')
      .where('url', 'is not', null)
      .execute(),
  }))
  const found: Found = { split: new Set(), proven: new Set(), open: new Map() }
  const first = Math.floor(Math.random() * peers.length)
  for (const peer of [...peers.slice(first), ...peers.slice(0, first)]) {
    try {
      const asked = mine.filter(({ member }) => member !== peer.member)
      for (let at = 0; at < asked.length && performance.now() < endAt; at += mostCompared)
        await compareWith(deps, peer, asked.slice(at, at + mostCompared), { peers, found, endAt })
    } catch (error) {
      // A member that does not answer, or not in this form, is asked again at the next run.
      const code = error instanceof PeerFault ? error.code : String(error)
      deps.log.warn({ event: 'log.compare-failed', peer: peer.member, error: code })
    }
  }
  await keepUnproven(deps, found)
  return [...found.split]
}

interface Peer {
  member: string
  url: string | null
}
interface Found {
  /** Members with two logs. */
  split: Set<string>
  /** Origins of which two states belong together. */
  proven: Set<string>
  /** By origin: two states whose owner did not answer. */
  open: Map<string, { own: Seen; theirs: Seen; from: string }>
}

async function compareWith(
  deps: WitnessDeps,
  peer: Peer,
  asked: readonly Seen[],
  { peers, found, endAt }: { peers: readonly Peer[]; found: Found; endAt: number },
): Promise<void> {
  const address = { member: peer.member, url: peer.url as string }
  const body = { items: asked }
  const path = '/peer/v1/log/witnessed'
  const answer = await askPeer(deps, address, { method: 'POST', path, body, mostBytes: 4_000_000 })
  const theirsOf = new Map(WitnessedList.parse(answer).items.map((item) => [item.origin, item]))
  for (const own of asked) {
    // The other node may have got the checkpoint from another member: the key of the log says whose it is.
    const theirs = theirsOf.get(own.origin)
    if (theirs === undefined || own.vkey !== theirs.vkey || performance.now() >= endAt) continue
    const owner = peers.find(({ member }) => member === own.member)
    const verdict = own.note === theirs.note ? 'one-log' : await judge(deps, owner, own, theirs)
    if (verdict === 'one-log') found.proven.add(own.origin)
    if (verdict === 'unanswered') found.open.set(own.origin, { own, theirs, from: peer.member })
    if (verdict !== 'two-logs') continue
    found.split.add(own.member)
    await report(deps, 'log-split-view', own, theirs, peer.member)
  }
}

/** Returns whether two checkpoints belong to one log. Anything that the log did not sign says nothing. */
async function judge(
  deps: WitnessDeps,
  owner: Peer | undefined,
  own: Seen,
  theirs: Seen,
): Promise<'one-log' | 'two-logs' | 'unanswered' | 'unsigned'> {
  const one = parseCheckpoint(parseNote(Buffer.from(own.note), 'own').text, 'own')
  const other = await readSigned(theirs)
  if (other === null) return 'unsigned'
  if (one.size === other.size) return sameBytes(one.root, other.root) ? 'one-log' : 'two-logs'
  const [small, large] = one.size < other.size ? [one, other] : [other, one]
  if (owner?.url == null) return 'unanswered'
  const path = `/peer/v1/log/consistency?origin=${encodeURIComponent(own.origin)}&from=${small.size}&to=${large.size}`
  let hashes: Uint8Array[]
  try {
    const answer = ConsistencyAnswer.parse(
      await askPeer(deps, { member: owner.member, url: owner.url }, { method: 'GET', path, mostBytes: 10_000 }),
    )
    hashes = answer.hashes.map((hash) => fromBase64(hash, 'proof', 32))
  } catch (error) {
    // The member signed both states. If it cannot find one of them now, it does not stand by its signature.
    if (error instanceof PeerFault && error.code !== 'not-found') return 'unanswered'
    return 'two-logs'
  }
  return (await verifyConsistency(nodeLogCrypto, small, large, hashes)) ? 'one-log' : 'two-logs'
}

/** Remembers since when a member has not answered, and reports it after a day, and then once a day. */
async function keepUnproven(deps: WitnessDeps, { proven, open }: Found): Promise<void> {
  const late = await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const ended = [...proven].filter((origin) => !open.has(origin))
    const change = tx.db.updateTable('audit.witnessed')
    if (ended.length > 0)
      await change
        .set({ unproven_since: null })
        .where('origin', 'in', ended)
        .where('unproven_since', 'is not', null)
        .execute()
    if (open.size === 0) return []
    const origins = [...open.keys()]
    await change
      .set({ unproven_since: tx.now })
      .where('origin', 'in', origins)
      .where('unproven_since', 'is', null)
      .execute()
    return change
      .set({ unproven_since: tx.now })
      .where('origin', 'in', origins)
      .where('unproven_since', '<=', new Date(tx.now.getTime() - unprovenMs))
      .returning('origin')
      .execute()
  })
  for (const { origin } of late) {
    const { own, theirs, from } = open.get(origin) as { own: Seen; theirs: Seen; from: string }
    await report(deps, 'log-unproven', own, theirs, from)
  }
}

async function report(deps: WitnessDeps, code: string, own: Seen, theirs: Seen, from: string): Promise<void> {
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const notes = [own.note, theirs.note]
    await raiseAlarm(tx, code, `peer:${own.member}`, { origin: own.origin, shownTo: from, notes })
  })
}
