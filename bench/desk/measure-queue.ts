import {
  answerOf,
  createTraffic,
  createWatchList,
  globalSetup,
  importIntoList,
  type SignedIn,
  startTestNode,
  type TestNode,
  watchListUnXml,
} from '@entente/testkit'
import type { Browser, Page } from 'playwright-core'
import type { Figure, Findings } from '../report/figure.ts'
import { listTerms } from './list-terms.ts'
import type { Stage } from './open-stage.ts'

/** The seed of the list and of the traffic. */
const seed = '7'
/** Open cases in the queue. */
const cases = 5_000
/** Requests of each kind; the first five are not counted. */
const requests = 65
const mostMs = 300
const mostHeapMb = 60
const evidence = ['name:same', 'birth-date:differs', 'document:alike', 'birth-date:not-said']

/** Measures a page of 200 cases with cells, filters and counts in a queue of many open cases, and the memory of the desk that shows it. */
export async function measureQueue({ browser }: Pick<Stage, 'browser'>): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const endServer = await globalSetup()()
  const node = await startTestNode()
  const figures: Figure[] = []
  const faults: string[] = []
  try {
    await fill(node, seed, cases)
    const analyst = await node.signIn('analyst')
    const open = await keepFilters(analyst)
    const timed = async (name: string, path: (turn: number) => string, goal: boolean) => {
      const times: number[] = []
      for (let turn = 0; turn < requests; turn += 1) {
        const started = performance.now()
        const { status } = await analyst.call('GET', path(turn))
        if (turn >= 5) times.push(performance.now() - started)
        if (status !== 200) faults.push(`${name}: ${status}`)
      }
      const sorted = times.toSorted((a, b) => a - b)
      const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0
      const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
      const note = `median ${middle.toFixed(0)} ms; ${open} open cases; ${times.length} requests`
      figures.push({ name, value: p95, unit: 'ms', note, ...(goal && { goal: { is: 'at most', value: mostMs } }) })
    }
    await timed('one statement (baseline: GET /v1/badges), p95', () => '/v1/badges', false)
    await timed('page of 200 cases, p95', () => '/v1/cases?limit=200', true)
    await timed(
      'page of 200 cases with a filter by evidence, p95',
      (turn) => `/v1/cases?limit=200&evidence=${evidence[turn % evidence.length]}&due=24h`,
      true,
    )
    await timed('counts of 20 own filters, p95', () => '/v1/me/filters', true)
    await measureHeap(browser, node, figures)
  } finally {
    await node.stop()
    await endServer()
  }
  return { figures, faults }
}

/** Imports a list, reads the traffic of some flights, and copies its cases until `wanted` are open. */
async function fill(node: TestNode, seed: string, wanted: number): Promise<void> {
  const officer = await node.signIn('officer')
  const list = createWatchList(seed)
  const purpose = { 'entente-purpose': 'terrorism-prevention' }
  const call: SignedIn['call'] = (method, path, body) => officer.call(method, path, body, purpose)
  const { id } = await answerOf<{ id: string }>(
    call('POST', '/v1/lists', { title: 'Bench', format: 'un-xml', terms: listTerms }),
  )
  await importIntoList({ call }, id, Buffer.from(watchListUnXml(list)))
  const traffic = createTraffic({
    ...{ seed, flights: 24, hours: 6, corruption: 0, people: [16, 40] },
    start: new Date(),
    watched: list.people,
  })
  for (const { bytes } of traffic.messages) {
    await fetch(`${node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/EDIFACT' },
      body: Buffer.from(bytes),
    })
  }
  await node.whenIdle()
  const { db } = node
  const cases = await db.selectFrom('case_file').selectAll().where('state', '=', 'open').execute()
  if (cases.length === 0) throw new Error('the traffic opened no case')
  const hits = await db.selectFrom('hit').selectAll().execute()
  for (let made = cases.length; made < wanted; made += 1) {
    const original = cases[made % cases.length]
    if (original === undefined) continue
    const { number: _, version: __, ended_at: ___, ...row } = original
    const copy = crypto.randomUUID()
    const due = new Date(Date.now() + (made % 2_000) * 60_000)
    await db
      .insertInto('case_file')
      .values({
        ...row,
        ...{ id: copy, subject_id: crypto.randomUUID(), due_at: due },
        cells: row.cells === null ? null : JSON.stringify(row.cells),
        part_versions: JSON.stringify(row.part_versions),
      })
      .execute()
    for (const hit of hits.filter((each) => each.case_id === original.id)) {
      await db
        .insertInto('hit')
        .values({
          ...hit,
          ...{ id: crypto.randomUUID(), case_id: copy, engine: JSON.stringify(hit.engine) },
          cells: hit.cells === null ? null : JSON.stringify(hit.cells),
        })
        .execute()
    }
  }
}

/** Keeps twenty filters of all kinds. Returns the number of open cases. */
async function keepFilters(analyst: SignedIn): Promise<number> {
  const kinds = [
    ...evidence.map((choice) => ({ evidence: choice })),
    { on: '7N 482' },
    { route: 'OSL' },
    { due: 'today' },
    { age: 60 },
    { from: 'norland.example' },
    { agreement: crypto.randomUUID() },
  ]
  const items = Array.from({ length: 20 }, (_, place) => ({
    ...{ id: crypto.randomUUID(), name: `Filter ${place}`, gateway: null },
    filter: kinds[place % kinds.length],
  }))
  await answerOf(analyst.call('PUT', '/v1/me/filters', { items }))
  const { counts } = await answerOf<{ counts: { open: number } }>(analyst.call('GET', '/v1/cases?limit=1'))
  return counts.open
}

async function measureHeap(browser: Browser, node: TestNode, figures: Figure[]): Promise<void> {
  const page = await browser.newPage()
  await page.goto(`${node.url}/sign-in`)
  await page.getByLabel('Name', { exact: true }).fill('analyst')
  await page.getByLabel('Password', { exact: true }).fill('a long test password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('radio', { name: 'Border control' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.goto(`${node.url}/queue`)
  await page.getByRole('row').nth(150).waitFor({ timeout: 120_000 })
  const value = await heapOf(page)
  const note = '200 rows on the page, after a collection'
  figures.push({ name: 'heap of the desk', value, unit: 'MB', note, goal: { is: 'at most', value: mostHeapMb } })
  await page.close()
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}
