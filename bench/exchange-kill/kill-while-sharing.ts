import { randomUUID } from 'node:crypto'
import { type NodeDatabase, withNodeDatabase } from '@entente/node'
import type { SignedIn } from '@entente/testkit'
import pg from 'pg'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { type NodeProcess, startNodeProcess } from '../node/node-process.ts'
import { signInAs } from '../node/set-up-node.ts'
import { agreementRows } from './agreement-rows.ts'

export interface KillResult {
  signals: number
  killed: number
  /** Ids that were acknowledged to their officer and are not at the receiver. */
  lost: string[]
  /** Ids of which the receiver has a version more than once. */
  doubled: string[]
  /** Entries of the log whose numbers do not follow each other. */
  outOfOrder: number
  refused: number
  milliseconds: number
}
const members = ['norland.example', 'sudmark.example'] as const
const perList = 100
const settleMs = 120_000

/**
 * One node shares lists of signals, another follows its log; at random moments one of the two, drawn, is killed beyond any handler and started again. At the end
 * the receiver must have each acknowledged signal, once, in the version that stands at its owner.
 */
export async function killWhileSharing(options: {
  signals: number
  kills: number
  seed: number
  say?: (line: string) => void
}): Promise<KillResult> {
  const say = options.say ?? (() => {})
  const random = seeded(options.seed)
  const folders: NodeFolder[] = []
  const nodes: (NodeProcess | null)[] = []
  const began = performance.now()
  try {
    for (const member of members) {
      const folder = await makeNodeFolder({
        ENTENTE_MEMBER: member,
        ENTENTE_NODE: member,
        ENTENTE_PEER_WAIT_SECONDS: '1',
      })
      folders.push(folder)
      nodes.push(await startNodeProcess(folder))
    }
    const agreement = randomUUID()
    await join(nodes as NodeProcess[], folders)
    for (const folder of folders) await inDatabase(folder, (client) => agreementRows(client, agreement, members))

    let officer = await signInAs(url(nodes, 0), folders[0] as NodeFolder, 'officer')
    const acknowledged: string[] = []
    let killed = 0
    for (let list = 0; list * perList < options.signals; list += 1) {
      const sent = importList(officer, list, agreement).catch(() => null)
      const due = Math.floor(((list + 1) * perList * options.kills) / options.signals)
      while (killed < due) {
        const which = random() < 0.5 ? 0 : 1
        await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 400)))
        await nodes[which]?.kill()
        killed += 1
        say(`kill ${killed}: ${members[which]}`)
        nodes[which] = await startNodeProcess(folders[which] as NodeFolder)
      }
      let done = await sent
      // What the killed node did not acknowledge is asked for again, as an officer would.
      while (done === null) {
        officer = await signInAs(url(nodes, 0), folders[0] as NodeFolder, 'officer')
        done = await importList(officer, list, agreement).catch(() => null)
      }
      acknowledged.push(list.toString())
    }
    return await compare(folders, options.signals, killed, began)
  } finally {
    for (const node of nodes) await node?.kill()
    for (const folder of folders) await folder.remove()
  }
}

const url = (nodes: readonly (NodeProcess | null)[], place: number) => nodes[place]?.url ?? ''

async function join(nodes: readonly NodeProcess[], folders: readonly NodeFolder[]): Promise<void> {
  const people: SignedIn[] = []
  for (const [place, folder] of folders.entries())
    people.push(await signInAs(url(nodes, place), folder, 'administrator'))
  const [inviter, invited] = people as [SignedIn, SignedIn]
  const invitation = await ok(inviter.call('POST', '/v1/peers/invitations', { member: members[1] }))
  const { fingerprint: words } = (await ok(invited.call('POST', '/v1/peers/join', invitation))) as {
    fingerprint: string
  }
  await ok(inviter.call('POST', `/v1/peers/${members[1]}/confirm`, { words }))
  await ok(invited.call('POST', `/v1/peers/${members[0]}/confirm`, { words }))
}

/** A list of its own for each hundred: made once, imported as often as it takes. */
async function importList(officer: SignedIn, place: number, agreement: string): Promise<true> {
  const title = `List ${place}`
  const known = (await ok(officer.call('GET', '/v1/lists'))) as {
    items: { id: string; title: string; version: number }[]
  }
  const list =
    known.items.find((one) => one.title === title) ??
    ((await ok(officer.call('POST', '/v1/lists', { title, format: 'csv', terms: termsFor(agreement) }))) as {
      id: string
      version: number
    })
  if (list.version > 0) return true
  const names = Array.from({ length: perList }, (_, n) => `P${place}-${n},Invented ${nameOf(place)} ${nameOf(n)}`)
  const bytes = new TextEncoder().encode(`id,name\n${names.join('\n')}\n`)
  const preview = (await ok(officer.call('POST', `/v1/lists/${list.id}/preview`, bytes))) as { previewId: string }
  await ok(officer.call('POST', `/v1/lists/${list.id}/import`, { previewId: preview.previewId }))
  return true
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

interface Held {
  id: string
  version: number
}

async function compare(
  folders: readonly NodeFolder[],
  signals: number,
  killed: number,
  began: number,
): Promise<KillResult> {
  const rows = <T>(place: number, text: string) =>
    inDatabase(folders[place] as NodeFolder, async (client) => (await client.query(text)).rows as T[])
  const own = await rows<Held>(0, `select id, version from signal where owner = '${members[0]}' and status = 'active'`)
  let theirs: Held[] = []
  for (const until = performance.now() + settleMs; performance.now() < until; ) {
    theirs = await rows<Held>(1, `select id, version from signal where owner = '${members[0]}' and status = 'active'`)
    if (theirs.length >= own.length) break
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const there = new Map(theirs.map(({ id, version }) => [id, version]))
  const lost = own.filter(({ id, version }) => there.get(id) !== version).map(({ id }) => id)
  const twice = await rows<{ signal_id: string }>(
    0,
    `select signal_id from delivery where type = 'signal' group by recipient, signal_id, signal_version having count(*) > 1`,
  )
  const versions = await rows<{ signal_id: string }>(
    1,
    `select signal_id from signal_version group by signal_id having count(*) > 1`,
  )
  const gaps = await rows<{ n: number }>(
    0,
    `select count(*)::int as n from (select seq - lag(seq, 1, 0::bigint) over (partition by recipient, epoch order by seq) as step from delivery) s where step <> 1`,
  )
  const refused = await rows<{ n: number }>(1, 'select count(*)::int as n from refused_entry')
  return {
    signals: own.length === signals ? theirs.length : own.length,
    killed,
    lost,
    doubled: [...twice, ...versions].map(({ signal_id }) => signal_id),
    outOfOrder: gaps[0]?.n ?? -1,
    refused: refused[0]?.n ?? -1,
    milliseconds: performance.now() - began,
  }
}

/** A connection of the owner of a node's database, beside the running node. */
async function inDatabase<T>(folder: NodeFolder, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withNodeDatabase(
    folder.environment,
    async (database: NodeDatabase) => {
      const client = new pg.Client(database.connection('entente_owner'))
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.end()
      }
    },
    { migrate: false },
  )
}

function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

async function ok(call: Promise<{ status: number; body: unknown }>): Promise<unknown> {
  const { status, body } = await call
  if (status < 200 || status > 299)
    throw new Error(`the node answered ${status}: ${JSON.stringify(body).slice(0, 300)}`)
  return body
}
