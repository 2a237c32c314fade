import { randomUUID } from 'node:crypto'
import { importIntoList, type SignedIn } from '@entente/testkit'
import { agreementRows } from '../node/agreement-rows.ts'
import { joinNodes, networkMembers, peerFolder } from '../node/join-nodes.ts'
import { inDatabase } from '../node/node-database.ts'
import type { NodeFolder } from '../node/node-folder.ts'
import { type NodeProcess, startNodeProcess } from '../node/node-process.ts'
import { expectOk, signInAs } from '../node/set-up-node.ts'

interface KillResult {
  /** The number of signals that their owner has at the end. */
  signals: number
  killed: number
  /** Acknowledged signals that are missing at their owner or at a receiver. */
  lost: string[]
  /** Signals that occur more than once at a receiver or in a log. */
  doubled: string[]
  /** The number of gaps in the sequence numbers of the log. */
  outOfOrder: number
  refused: number
  milliseconds: number
}
/** The number of people in one list. */
const perList = 100
/** The time in which each receiver must get all signals, in milliseconds. */
const arriveMs = 120_000

/**
 * Shares lists of signals from one node to other nodes. At random moments a random node is killed (SIGKILL) and started again. At the end each
 * receiver must have each acknowledged signal once, in its owner's version.
 */
export async function killWhileSharing(options: {
  signals: number
  kills: number
  seed: number
  /** The number of receiving nodes; by default 1. */
  peers?: number
  log?: (line: string) => void
}): Promise<KillResult> {
  const log = options.log ?? (() => {})
  const random = seeded(options.seed)
  const members = networkMembers.slice(0, 1 + (options.peers ?? 1))
  const folders: NodeFolder[] = []
  const nodes: (NodeProcess | null)[] = []
  const began = performance.now()
  try {
    const starting = members.map(async (member, place) => {
      const folder = await peerFolder(member, { ENTENTE_PEER_WAIT_SECONDS: '1' })
      folders[place] = folder
      nodes[place] = await startNodeProcess(folder)
    })
    // The error is thrown only after all nodes have started or failed, so that none keeps running.
    for (const started of await Promise.allSettled(starting)) if (started.status === 'rejected') throw started.reason
    const agreement = randomUUID()
    const places = members.map((member, place) => ({
      ...{ member, node: nodes[place] as NodeProcess, folder: folders[place] as NodeFolder },
    }))
    const [owner, ...receivers] = places as [(typeof places)[number], ...typeof places]
    for (const receiver of receivers) await joinNodes(owner, receiver)
    for (const folder of folders) await inDatabase(folder, (client) => agreementRows(client, agreement, members))

    const signIn = async () => {
      const as = (account: string) => signInAs(url(nodes, 0), folders[0] as NodeFolder, account)
      return { officer: await as('officer'), secondOfficer: await as('officer-2') }
    }
    let people = await signIn()
    let killed = 0
    for (let list = 0; list * perList < options.signals; list += 1) {
      const sent = importList(people, list, agreement).catch(() => null)
      const due = Math.floor(((list + 1) * perList * options.kills) / options.signals)
      while (killed < due) {
        const which = Math.floor(random() * members.length)
        await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 400)))
        await nodes[which]?.kill()
        killed += 1
        log(`kill ${killed}: ${members[which]}`)
        nodes[which] = await startNodeProcess(folders[which] as NodeFolder)
      }
      let done = await sent
      // If a killed node did not acknowledge a request, the officer repeats it.
      while (done === null) {
        people = await signIn()
        done = await importList(people, list, agreement).catch(() => null)
      }
    }
    return { ...(await compare(folders, options.signals, killed)), milliseconds: performance.now() - began }
  } finally {
    for (const node of nodes) await node?.kill()
    for (const folder of folders) await folder?.remove()
  }
}

const url = (nodes: readonly (NodeProcess | null)[], place: number) => nodes[place]?.url ?? ''

/**
 * Creates a list of signals with the title `List <number>` if the node has no list with that title. Then imports 100 invented people into the list,
 * if nothing was imported yet, and releases the list as the second officer. After an error, call the function again: it continues where the former
 * call stopped.
 */
async function importList(
  { officer, secondOfficer }: { officer: SignedIn; secondOfficer: SignedIn },
  number: number,
  agreement: string,
): Promise<true> {
  const title = `List ${number}`
  const known = (await expectOk(officer.call('GET', '/v1/lists'))) as {
    items: { id: string; title: string; version: number }[]
  }
  const list =
    known.items.find((one) => one.title === title) ??
    ((await expectOk(officer.call('POST', '/v1/lists', { title, format: 'csv', terms: termsFor(agreement) }))) as {
      id: string
      version: number
    })
  const release = async (): Promise<true> => {
    const answer = await secondOfficer.call('POST', `/v1/lists/${list.id}/release`, { version: 1 })
    const { code } = answer.body as { code?: string }
    if (answer.status !== 200 && code !== 'release-not-needed') throw new Error(`the list was not released: ${code}`)
    return true
  }
  if (list.version > 0) return release()
  const names = Array.from({ length: perList }, (_, n) => `P${number}-${n},Invented ${nameOf(number)} ${nameOf(n)}`)
  const bytes = new TextEncoder().encode(`id,name\n${names.join('\n')}\n`)
  await importIntoList(officer, list.id, bytes)
  return release()
}

const nameOf = (n: number) =>
  [...String(n)]
    .map((digit) => 'ABCDEFGHKL'[Number(digit)])
    .join('')
    .toLowerCase()
    .padEnd(4, 'o')

const termsFor = (agreement: string) => ({
  reference: 'Invented list of a kill run',
  purposes: ['border-control', 'terrorism-prevention'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  ...{ tlp: 'amber', pap: 'green', confidence: 70, action: 'discreet-check' },
  necessity: 'Needed to show that nothing is lost when a node dies.',
  ...{ minor: false, validDays: 365, retainDays: 400, reviewDays: 90 },
  agreements: [agreement],
})

interface Stored {
  id: string
  version: number
}

/** Compares the owner's signals with those of each receiver, and checks the logs for repetitions and gaps. */
async function compare(
  folders: readonly NodeFolder[],
  signals: number,
  killed: number,
): Promise<Omit<KillResult, 'milliseconds'>> {
  const rows = <T>(place: number, text: string) =>
    inDatabase(folders[place] as NodeFolder, async (client) => (await client.query(text)).rows as T[])
  const shared = `select id, version from signal where owner = '${networkMembers[0]}' and status = 'active'`
  const own = await rows<Stored>(0, shared)
  // The owner acknowledged each list, so a signal that it lacks was lost before it was shared.
  const result = {
    signals: own.length,
    killed,
    lost: [] as string[],
    doubled: [] as string[],
    outOfOrder: 0,
    refused: 0,
  }
  for (let missing = own.length; missing < signals; missing += 1) result.lost.push(`signal ${missing} of the owner`)
  for (let extra = signals; extra < own.length; extra += 1) result.doubled.push(`signal ${extra} of the owner`)
  for (const [place, member] of networkMembers.slice(0, folders.length).entries()) {
    if (place === 0) continue
    let theirs: Stored[] = []
    for (const until = performance.now() + arriveMs; performance.now() < until; ) {
      theirs = await rows<Stored>(place, shared)
      if (theirs.length >= own.length) break
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    const there = new Map(theirs.map(({ id, version }) => [id, version]))
    const lost = own.filter(({ id, version }) => there.get(id) !== version)
    result.lost.push(...lost.map(({ id }) => `${id} at ${member}`))
    const versions = await rows<{ signal_id: string }>(
      place,
      'select signal_id from signal_version group by signal_id having count(*) > 1',
    )
    result.doubled.push(...versions.map(({ signal_id }) => `${signal_id} at ${member}`))
    const refused = await rows<{ n: number }>(place, 'select count(*)::int as n from refused_entry')
    result.refused += refused[0]?.n ?? 1
  }
  const twice = await rows<{ signal_id: string }>(
    0,
    `select signal_id from delivery where type = 'signal' group by recipient, signal_id, signal_version having count(*) > 1`,
  )
  result.doubled.push(...twice.map(({ signal_id }) => `${signal_id} in a log`))
  const gaps = await rows<{ n: number }>(
    0,
    `select count(*)::int as n from (select seq - lag(seq, 1, 0::bigint) over (partition by recipient, epoch order by seq) as step from delivery) s where step <> 1`,
  )
  result.outOfOrder = gaps[0]?.n ?? 1
  return result
}

function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
