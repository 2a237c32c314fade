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

interface Seen {
  member: string
  origin: string
  vkey: string
  note: string
}

/**
 * Compares the checkpoints that other members have of a log with those that this node has. A member that shows two
 * different logs signed both, so the alarm has the two notes as evidence. Returns the members with such a log.
 */
export async function compareLogs(deps: WitnessDeps): Promise<string[]> {
  const { mine, peers } = await readAttributes(deps, async (db) => ({
    mine: await db.selectFrom('audit.witnessed').select(['member', 'origin', 'vkey', 'note']).execute(),
    peers: await db
      .selectFrom('peer')
      .select(['member', 'url'])
      .where('state', '=', 'active')
      .where('url', 'is not', null)
      .execute(),
  }))
  const split = new Set<string>()
  for (const peer of peers) {
    try {
      const path = '/peer/v1/log/witnessed'
      const body = { items: mine.filter(({ member }) => member !== peer.member).slice(0, mostCompared) }
      if (body.items.length === 0) continue
      const address = { ...peer, url: peer.url as string }
      const answer = await askPeer(deps, address, { method: 'POST', path, body, mostBytes: 4_000_000 })
      for (const theirs of WitnessedList.parse(answer).items) {
        const own = mine.find(({ member, origin }) => member === theirs.member && origin === theirs.origin)
        const owner = peers.find(({ member }) => member === theirs.member)
        if (own === undefined || own.vkey !== theirs.vkey || own.note === theirs.note) continue
        if (await agree(deps, owner, own, theirs)) continue
        split.add(theirs.member)
        await report(deps, own, theirs, peer.member)
      }
    } catch (error) {
      // A member that does not answer, or not in this form, is asked again at the next run.
      const code = error instanceof PeerFault ? error.code : String(error)
      deps.log.warn({ event: 'log.compare-failed', peer: peer.member, error: code })
    }
  }
  return [...split]
}

/** Returns false if two checkpoints that the member signed cannot belong to one log. */
async function agree(
  deps: WitnessDeps,
  owner: { member: string; url: string | null } | undefined,
  own: Seen,
  theirs: Seen,
): Promise<boolean> {
  const one = parseCheckpoint(parseNote(Buffer.from(own.note), 'own').text, 'own')
  const other = await readSigned(theirs)
  // Somebody else's word about a log counts only with the signature of that log.
  if (other === null) return true
  if (one.size === other.size) return sameBytes(one.root, other.root)
  const [small, large] = one.size < other.size ? [one, other] : [other, one]
  if (owner?.url == null) return true
  const path = `/peer/v1/log/consistency?origin=${encodeURIComponent(own.origin)}&from=${small.size}&to=${large.size}`
  let hashes: Uint8Array[]
  try {
    const answer = ConsistencyAnswer.parse(
      await askPeer(deps, { member: owner.member, url: owner.url }, { method: 'GET', path, mostBytes: 10_000 }),
    )
    hashes = answer.hashes.map((hash) => fromBase64(hash, 'proof', 32))
  } catch (error) {
    // The member signed both states. If it cannot find one of them now, it does not stand by its signature.
    if (error instanceof PeerFault) return error.code !== 'not-found'
    return false
  }
  return verifyConsistency(nodeLogCrypto, small, large, hashes)
}

async function report(deps: WitnessDeps, own: Seen, theirs: Seen, from: string): Promise<void> {
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const notes = [own.note, theirs.note]
    await raiseAlarm(tx, 'log-split-view', `peer:${own.member}`, { origin: own.origin, shownTo: from, notes })
  })
}
