import { randomUUID } from 'node:crypto'
import { processCpuSeconds } from '../node/process-cpu.ts'
import { expectOk, signInAs } from '../node/set-up-node.ts'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { importPeople, type Member, memberCpu, type Network, until } from './network.ts'

const type = 'application/taxii+json;version=2.1'
interface Collection {
  path: string
}
interface Page {
  more: boolean
  next?: string
  objects?: { id: string }[]
}

/**
 * Measures the CPU time of node and database for pages of a small and of a large collection alternately, for POSTs of a thousand objects into an
 * inbox that grows, and for reading the whole inbox.
 */
export async function measureTaxii(
  network: Network,
  large: { agreement: string; signals: number },
  small: { agreement: string; objects: number },
  pages: number,
): Promise<{ figures: Figure[]; faults: string[] }> {
  const [owner, partner] = network.members
  const administrator = await signInAs(owner.node.url, owner.folder, 'administrator')
  const add = async <T>(path: string, body: object) => (await expectOk(administrator.call('POST', path, body))) as T
  const user = { name: 'partner', member: partner.member, purpose: 'border-control' }
  const { token } = await add<{ token: string }>('/v1/taxii/users', user)
  const collection = (agreement: string, kind: string) =>
    add<Collection>('/v1/taxii/collections', { title: kind, agreement, alias: null, kind })
  const client = openClient(owner.node.url, token)
  const faults: string[] = []

  // Each person is three objects: an indicator, an identity and a relationship.
  await importPeople(owner, small.agreement, 'Small collection', Math.ceil(small.objects / 3))
  const few = await collection(small.agreement, 'out')
  process.stderr.write(`a collection of ${large.signals} signals is prepared\n`)
  const making = performance.now()
  const many = await collection(large.agreement, 'out')
  await until(() => idle(owner), 7200, 250)
  const made = (performance.now() - making) / 1000

  process.stderr.write('pages of 100\n')
  const of = { few: meter(), many: meter() }
  for (let turn = -3; turn < pages; turn += 1)
    for (const [place, { path }] of [['few', few] as const, ['many', many] as const]) {
      const before = memberCpu(owner)
      const ownBefore = processCpuSeconds(owner.node.pid)
      const began = performance.now()
      const page = await client.get(`${path}objects/?limit=100`)
      const ms = performance.now() - began
      if (page.objects?.length !== 100 || !page.more) faults.push(`a page had ${page.objects?.length ?? 0} objects`)
      if (turn >= 0) of[place].add(ms, memberCpu(owner) - before, processCpuSeconds(owner.node.pid) - ownBefore)
    }
  process.stderr.write('objects are posted\n')
  const inbox = await collection(small.agreement, 'inbox')
  const posts: { ms: number; cpu: number }[] = []
  for (let batch = 0; batch < 10; batch += 1) {
    const before = memberCpu(owner)
    const began = performance.now()
    await client.post(
      `${inbox.path}objects/`,
      Array.from({ length: 1000 }, (_, n) => indicator(batch * 1000 + n)),
    )
    posts.push({ ms: performance.now() - began, cpu: memberCpu(owner) - before })
  }
  process.stderr.write('objects are read\n')
  const reading = performance.now()
  const readBefore = memberCpu(owner)
  const ids = new Set<string>()
  for (let next = ''; ; ) {
    const page = await client.get(`${inbox.path}objects/?limit=1000${next}`)
    for (const { id } of page.objects ?? []) ids.add(id)
    if (!page.more) break
    next = `&next=${encodeURIComponent(page.next ?? '')}`
  }
  const read = (performance.now() - reading) / 1000
  if (ids.size !== 10_000) faults.push(`${ids.size} of 10000 objects were read`)
  const last = posts.at(-1) ?? { ms: Number.NaN, cpu: Number.NaN }
  const early = posts.slice(1, 4).reduce((sum, { cpu }) => sum + cpu, 0) / 3
  const written = posts.reduce((sum, { ms }) => sum + ms, 0) / 1000
  const sizes = `${small.objects} and ${3 * large.signals} objects`
  return {
    figures: [
      {
        ...{ name: `TAXII page of 100 of ${small.objects}`, value: of.few.cpu() * 1000, unit: 'CPU-ms' },
        ...{ goal: { is: 'at most', value: 49 } },
        note: `node and database, mean of ${pages}; p50 ${of.few.ms().toFixed(0)} ms. medallion (the OASIS server, in memory): 9,800 CPU-ms at 2,000, a figure of the requirements from another machine; the goal is 1/200 of it`,
      },
      {
        ...{ name: `the same of ${3 * large.signals}`, value: of.many.cpu() * 1000, unit: 'CPU-ms' },
        ...{ beside: { name: `of ${small.objects}`, value: of.few.cpu() * 1000 } },
        note: `${sizes} were requested in turn; the node alone ${of.many.node().toFixed(1)} and ${of.few.node().toFixed(1)} CPU-ms; p50 ${of.many.ms().toFixed(0)} ms; goal: at most 1.5 times. Prepared in ${made.toFixed(0)} s`,
      },
      {
        ...{ name: 'TAXII POST of 1,000 into 9,000, durable', value: last.cpu, unit: 'CPU-s' },
        ...{ beside: { name: 'into 1,000 to 3,000', value: early }, goal: { is: 'at most', value: 1 } },
        note: 'node and database. medallion, in memory: 0.49 at 9,000, 0.04 when empty, a figure of the requirements from another machine',
      },
      {
        name: 'TAXII objects written',
        value: 10_000 / written,
        unit: 'objects / s',
        note: 'a thousand at once, one client',
      },
      {
        ...{ name: 'TAXII objects read', value: ids.size / read, unit: 'objects / s' },
        note: `a thousand a page, one client; ${(ids.size / (memberCpu(owner) - readBefore)).toFixed(0)} a CPU second of node and database`,
      },
    ],
    faults,
  }
}

function meter() {
  const all: { ms: number; cpu: number; node: number }[] = []
  return {
    add: (ms: number, cpu: number, node: number) => all.push({ ms, cpu, node }),
    node: () => (1000 * all.reduce((sum, { node }) => sum + node, 0)) / all.length,
    ms: () =>
      percentile(
        all.map(({ ms }) => ms),
        0.5,
      ),
    cpu: () => all.reduce((sum, { cpu }) => sum + cpu, 0) / all.length,
  }
}

/** Tests whether no job waits. `/health` gives the number only to clients on the same machine. */
async function idle({ node }: Member): Promise<boolean> {
  const { jobs } = (await (await fetch(`${node.url}/health`)).json()) as { jobs: { waiting: number } | null }
  return jobs?.waiting === 0
}

function openClient(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}`, accept: type }
  return {
    async get(path: string): Promise<Page> {
      const answer = await fetch(url + path, { headers })
      if (answer.status !== 200)
        throw new Error(`TAXII answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
      return (await answer.json()) as Page
    },
    async post(path: string, objects: object[]): Promise<void> {
      const body = JSON.stringify({ objects })
      const answer = await fetch(url + path, { method: 'POST', headers: { ...headers, 'content-type': type }, body })
      const status = (await answer.json()) as { success_count?: number }
      if (answer.status !== 202 || status.success_count !== objects.length)
        throw new Error(`TAXII answered ${answer.status}: ${JSON.stringify(status).slice(0, 300)}`)
    },
  }
}

const indicator = (n: number) => ({
  ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${randomUUID()}`, created: '2026-01-01T00:00:00.000Z' },
  ...{ modified: '2026-01-01T00:00:00.000Z', name: `Invented ${n}`, pattern: `[url:value = 'https://a.test/${n}']` },
  ...{ pattern_type: 'stix', valid_from: '2026-01-01T00:00:00Z' },
})
