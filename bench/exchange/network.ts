import { randomUUID } from 'node:crypto'
import type { SignalKind } from '@entente/contracts'
import { importIntoList, type SignedIn } from '@entente/testkit'
import { agreementRows } from '../node/agreement-rows.ts'
import { joinNodes, networkMembers, peerFolder } from '../node/join-nodes.ts'
import { inDatabase } from '../node/node-database.ts'
import type { NodeFolder } from '../node/node-folder.ts'
import { type NodeProcess, startNodeProcess } from '../node/node-process.ts'
import { treeCpuSeconds } from '../node/process-cpu.ts'
import { expectOk, signInAs } from '../node/set-up-node.ts'

/** A member with its node, which is a process with its own PostgreSQL (fsync on). */
export interface Member {
  member: string
  folder: NodeFolder
  node: NodeProcess
  officer: SignedIn
  /** Releases signals about people that the first officer wrote. */
  secondOfficer: SignedIn
}
export interface Network {
  /** The members. All signals come from the first member, and each other member has joined it. */
  members: [Member, Member, ...Member[]]
  addAgreement(kinds: readonly SignalKind[]): Promise<string>
  stop(): Promise<void>
}
export const contentPurpose = { 'entente-purpose': 'content-safety' }

export async function startNetwork(count: number): Promise<Network> {
  const members: Member[] = []
  const folders: NodeFolder[] = []
  const stop = async () => {
    for (const { node } of members)
      if (!(await node.stop())) process.stderr.write('a node did not stop and was killed\n')
    for (const folder of folders) await folder.remove()
  }
  try {
    for (const member of networkMembers.slice(0, count)) {
      process.stderr.write(`starting ${member}\n`)
      const folder = await peerFolder(member)
      folders.push(folder)
      const node = await startNodeProcess(folder)
      members.push({ member, folder, node, ...(await officersOf(node, folder)) })
    }
    const [first, ...others] = members as [Member, Member, ...Member[]]
    for (const other of others) await joinNodes(first, other)
    return {
      members: [first, ...others] as Network['members'],
      async addAgreement(kinds) {
        const id = randomUUID()
        const parties = members.map(({ member }) => member)
        for (const { folder } of members)
          await inDatabase(folder, (client) => agreementRows(client, id, parties, kinds))
        return id
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Restarts the stopped node of a member. */
export async function startAgain(member: Member): Promise<void> {
  member.node = await startNodeProcess(member.folder)
  Object.assign(member, await officersOf(member.node, member.folder))
}

const officersOf = async ({ url }: NodeProcess, folder: NodeFolder) => ({
  officer: await signInAs(url, folder, 'officer'),
  secondOfficer: await signInAs(url, folder, 'officer-2'),
})

/** Returns the CPU seconds of a member's node and database. */
export const memberCpu = ({ node }: Member): number => treeCpuSeconds(node.pid)

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const terms = (agreement: string) => ({
  ...{ labels: [], entity: null, agreements: [agreement], recipients: null },
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  ...{ tlp: 'amber', pap: 'green', confidence: 70, action: 'inform' },
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: later(-1) },
  necessity: 'Needed to measure how fast signals pass between nodes.',
  ...{ minor: false, validFrom: later(-1), validUntil: later(100), retainUntil: later(200), reviewDue: later(50) },
})
/** Returns a draft of a signal about an invented person. */
export const personDraft = (agreement: string, family: string, given: string) => ({
  ...terms(agreement),
  kind: 'person',
  purposes: ['border-control', 'terrorism-prevention'],
  value: {
    names: [{ full: `${given} ${family}`, family, given, script: 'Latn', quality: 'primary' }],
    ...{ birthDates: ['1981-05-17'], sex: null, nationalities: [], birthPlaces: [], identifiers: [] },
  },
})
/** Returns a draft of a signal with the PDQ hash of invented content. */
export const hashDraft = (agreement: string, hash: string) => ({
  ...terms(agreement),
  kind: 'media-hash',
  purposes: ['content-safety'],
  value: { algorithm: 'pdq', hash, quality: 100, threshold: null, mediaType: null },
})

export async function addSignal(officer: SignedIn, draft: object, headers: Record<string, string> = {}) {
  return (await expectOk(officer.call('POST', '/v1/signals', draft, headers))) as { id: string; version: number }
}

/** Lets the second officer release a version about a person. The version is shared only after that. */
export async function releaseSignal({ secondOfficer }: Member, { id, version }: { id: string; version: number }) {
  await expectOk(secondOfficer.call('POST', `/v1/signals/${id}/release`, { version }))
}

/**
 * Imports a list of invented people that is shared under an agreement, and lets the second officer release it. Returns the seconds from preview to
 * release.
 */
export async function importPeople(
  { officer, secondOfficer }: Member,
  agreement: string,
  title: string,
  count: number,
) {
  const { labels: _l, entity: _e, recipients: _r, source: _s, validFrom: _f, ...rest } = terms(agreement)
  const { validUntil: _u, retainUntil: _t, reviewDue: _d, ...shared } = rest
  const listTerms = { ...shared, reference: title, purposes: ['border-control', 'terrorism-prevention'] }
  const days = { validDays: 365, retainDays: 400, reviewDays: 90 }
  const body = { title, format: 'csv', terms: { ...listTerms, ...days } }
  const list = (await expectOk(officer.call('POST', '/v1/lists', body))) as { id: string }
  const lines = Array.from({ length: count }, (_, n) => `P${n},${nameOf(title, n)}\n`)
  const bytes = new TextEncoder().encode(`id,name\n${lines.join('')}`)
  const began = performance.now()
  const { created } = await importIntoList(officer, list.id, bytes)
  if (created !== count) throw new Error(`${created} of ${count} people were imported`)
  await expectOk(secondOfficer.call('POST', `/v1/lists/${list.id}/release`, { version: 1 }))
  return (performance.now() - began) / 1000
}

/** Makes two words of syllables that vary as much as names. */
function nameOf(title: string, n: number): string {
  const syllables = ['ka', 'mo', 'ri', 'te', 'su', 'la', 've', 'do', 'ni', 'ba', 'zu', 'fe', 'go', 'hi', 'pa', 'ro']
  let seed = [...title].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, n * 2_654_435_761)
  const word = (length: number) =>
    Array.from({ length }, () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return syllables[seed >>> 28]
    }).join('')
  return `${word(3)} ${word(4)}`
}

/** Polls a condition until it is true. Throws after `seconds`. */
export async function until(what: () => Promise<boolean>, seconds = 120, everyMs = 5): Promise<void> {
  for (const end = performance.now() + seconds * 1000; !(await what()); ) {
    if (performance.now() > end) throw new Error(`the condition was not true within ${seconds} s`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
