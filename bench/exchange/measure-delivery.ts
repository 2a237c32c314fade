import { randomBytes } from 'node:crypto'
import { withNodeDatabase } from '@entente/node'
import pg from 'pg'
import { openPoster } from '../node/post.ts'
import { expectOk, makeSender } from '../node/set-up-node.ts'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import {
  addSignal,
  contentPurpose,
  hashDraft,
  importPeople,
  type Member,
  memberCpu,
  type Network,
  personDraft,
  releaseSignal,
  startAgain,
  until,
} from './network.ts'

/** The most people in one list. A larger request would exceed the time limit of HTTP clients. */
const largestList = 100_000
type Made = { figures: Figure[]; faults: string[] }

/**
 * Measures the time from a change at its owner until each online peer has the change, matches it, or has stopped matching it. The changes are made
 * one after another.
 */
export async function measureDelivery(network: Network, agreement: string, changes: number): Promise<Made> {
  const [owner, ...peers] = network.members
  const visible: number[] = []
  const stopped: number[] = []
  const ids: string[] = []
  const versions = await Promise.all(peers.map(openDatabase))
  try {
    process.stderr.write('changes, until each peer has them\n')
    for (let turn = -5; turn < changes; turn += 1) {
      const draft = personDraft(agreement, `Ardenholm${letters(turn)}`, 'Petra')
      const edited = { ...draft, confidence: 40 + (Math.abs(turn) % 40) }
      // Every second change edits the previous signal.
      const old = turn % 2 === 0 ? undefined : ids.at(-1)
      const match = { 'if-match': '"1"' }
      const made =
        old === undefined
          ? await addSignal(owner.officer, draft)
          : ((await expectOk(
              owner.officer.call('PATCH', `/v1/signals/${old}`, personDraftOf(edited, turn - 1), match),
            )) as { id: string; version: number })
      // A signal is not shared before its release, so the time starts with the release by the second officer.
      const began = performance.now()
      await releaseSignal(owner, made)
      await Promise.all(versions.map(({ at }) => until(async () => (await at(made.id)) === made.version, 60)))
      if (turn >= 0) visible.push(performance.now() - began)
      if (old === undefined) ids.push(made.id)
    }
    process.stderr.write('withdrawals, until each peer has confirmed\n')
    for (const id of ids.slice(-Math.max(5, Math.floor(changes / 2)))) {
      const began = performance.now()
      const body = { reason: 'wrong', text: '' }
      await expectOk(owner.officer.call('POST', `/v1/signals/${id}/withdraw`, body))
      await until(
        async () => {
          const state = await expectOk(owner.officer.call('GET', `/v1/signals/${id}/receipts`))
          const { holders } = state as { holders: { stopped: string | null }[] }
          return holders.length === peers.length && holders.every((holder) => holder.stopped !== null)
        },
        60,
        20,
      )
      stopped.push(performance.now() - began)
    }
  } finally {
    for (const { end } of versions) await end()
  }
  const peer = `${peers.length} peers, all of them`
  return {
    figures: [
      ...times('change to visible at every peer', visible, 2000, peer),
      ...times('withdrawal to `stopped` of every peer', stopped, 10_000, peer),
    ],
    faults: [],
  }
}

const letters = (n: number) =>
  [...String(Math.abs(n))].map((digit) => 'abcdefghkl'[Number(digit)]).join('') + (n < 0 ? 'm' : '')
/** Returns an edited draft that keeps the names of the signal. */
const personDraftOf = <T extends { value: object }>(edited: T, turn: number): T => ({
  ...edited,
  value: { ...edited.value, names: personDraft('', `Ardenholm${letters(turn)}`, 'Petra').value.names },
})

/** Opens the database of a node, because a query there costs the node little. */
async function openDatabase({ folder }: Member) {
  const client = await withNodeDatabase(
    folder.environment,
    async (database) => new pg.Client(database.connection('entente_owner')),
    { migrate: false },
  )
  await client.connect()
  return {
    at: async (id: string): Promise<number | null> =>
      (await client.query('select version from signal where id = $1', [id])).rows[0]?.version ?? null,
    count: async (): Promise<number> => (await client.query('select count(*)::int as n from signal')).rows[0].n,
    end: () => client.end(),
  }
}

/** Measures the time from the officer's request with a hash until another member's node finds the hash. The hash is queried continuously. */
export async function measureMatch(network: Network, agreement: string, count: number): Promise<Made> {
  const [owner, peer] = network.members
  const poster = openPoster(peer.node.url, await makeSender(peer.node.url, peer.folder, 'content'))
  const measured: number[] = []
  const faults: string[] = []
  process.stderr.write('hashes, until another node finds them\n')
  try {
    const found = async (value: string) => {
      const body = Buffer.from(JSON.stringify({ signals: [{ type: 'pdq', value }] }))
      const answer = await poster.post('/v1/content/match', body, { 'content-type': 'application/json' })
      if (answer.status !== 200) throw new Error(`the node answered ${answer.status}: ${answer.body.slice(0, 300)}`)
      return (JSON.parse(answer.body) as { matches: unknown[] }).matches.length > 0
    }
    for (let turn = -5; turn < count; turn += 1) {
      const hash = randomBytes(32).toString('hex')
      if (await found(hash)) faults.push('a random hash was found')
      const began = performance.now()
      await addSignal(owner.officer, hashDraft(agreement, hash), contentPurpose)
      await until(() => found(hash), 60)
      if (turn >= 0) measured.push(performance.now() - began)
    }
  } finally {
    poster.close()
  }
  return { figures: times('create to match at another node', measured, null, 'a PDQ hash'), faults }
}

/**
 * Measures a list that is shared while the peer is online, and a larger list that is shared while the peer is stopped. The time is measured from the
 * first byte until the peer matches the last name.
 */
export async function measureBacklog(
  network: Network,
  agreement: string,
  sizes: { online: number; away: number },
): Promise<Made> {
  const [owner, peer] = network.members
  const faults: string[] = []
  const base = await indexed(peer)
  process.stderr.write(`${sizes.online} signals, shared at once with a node that is online\n`)
  const began = performance.now()
  const importing = importPeople(owner, agreement, 'Online', sizes.online)
  await Promise.all([importing, until(async () => (await indexed(peer)) >= base + sizes.online, 3600, 50)])
  const online = (performance.now() - began) / 1000

  const database = await openDatabase(peer)
  const before = await database.count()
  await database.end()
  await peer.node.stop()
  process.stderr.write(`${sizes.away} signals, shared while it is off\n`)
  let imported = 0
  for (let from = 0; from < sizes.away; from += largestList)
    imported += await importPeople(owner, agreement, `Away ${from}`, Math.min(largestList, sizes.away - from))
  await startAgain(peer)
  const back = performance.now()
  const cpu = memberCpu(peer)
  const again = await openDatabase(peer)
  let [stored, applying] = [Number.NaN, Number.NaN]
  try {
    await until(async () => (await again.count()) >= before + sizes.away, 7200, 100)
    stored = (performance.now() - back) / 1000
    applying = memberCpu(peer) - cpu
    await until(async () => (await indexed(peer)) >= base + sizes.online + sizes.away, 7200, 100)
  } finally {
    await again.end()
  }
  const matched = (performance.now() - back) / 1000
  const spent = memberCpu(peer) - cpu
  return {
    figures: [
      {
        ...{
          name: 'signals from create to match, a list shared at once',
          value: sizes.online / online,
          unit: 'signals / s',
        },
        note: `${sizes.online} people: read, previewed, imported, put into ${network.members.length - 1} logs, followed, checked, applied and in the peer’s index`,
      },
      {
        ...{ name: 'feed apply', value: sizes.away / stored, unit: 'signals / s' },
        ...{ goal: { is: 'at least', value: 2000 } },
        note: `${sizes.away} signals of one log, from the moment the peer is ready; ${(sizes.away / applying).toFixed(0)} a CPU second of the peer and its database until all were stored, ${(sizes.away / spent).toFixed(0)} until all were matched`,
      },
      {
        ...{ name: `backlog of ${sizes.away}, until all is matched`, value: matched, unit: 's' },
        ...(sizes.away === 100_000 ? { goal: { is: 'at most' as const, value: 60 } } : {}),
        note: `shared while the peer was off, in ${imported.toFixed(0)} s (${(sizes.away / imported).toFixed(0)} a second). MISP, week-long pull: 17 % of 2.4 million (its issue 10439), not measured here`,
      },
    ],
    faults,
  }
}

/** Returns the number of signals that a node matches, from `/health`. */
async function indexed({ node }: Member): Promise<number> {
  const health = (await (await fetch(`${node.url}/health`)).json()) as { signals: number }
  return health.signals
}

function times(name: string, measured: readonly number[], goal: number | null, note: string): Figure[] {
  return [0.5, 0.95, 0.99].map((part) => ({
    name: `${name}, p${part * 100}`,
    value: percentile(measured, part),
    unit: 'ms',
    ...(goal !== null && part === 0.95 ? { goal: { is: 'at most' as const, value: goal } } : {}),
    ...(part === 0.99 ? { note: `${note}; ${measured.length} times, one after another` } : {}),
  }))
}
