import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { BrowserContext } from 'playwright-core'
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import type { Stage } from './open-stage.ts'

interface Loaded {
  /** Milliseconds from the start of the navigation until rows are visible, and until the key `J` has chosen one. */
  rows: number
  key: number
  /** The longest task of the main thread, in milliseconds. */
  task: number
  /** Bytes over the network, and requests, until then. */
  bytes: number
  requests: number
}

/**
 * Measures how soon the queue is visible and answers a key, with an empty cache and with a full one. Beside it, the same for a plain page: one script of
 * the same number of bytes that draws the same number of rows.
 */
export async function measureLoad(
  { url, analyst, browser }: Stage,
  { runs }: { runs: number },
): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const { items } = (await analyst.call('GET', '/v1/cases?with=all')).body as { items: unknown[] }
  const [name = '', value = ''] = analyst.cookie.split('=')
  const desk: Record<'cold' | 'warm', Loaded[]> = { cold: [], warm: [] }
  const plain: Record<'cold' | 'warm', Loaded[]> = { cold: [], warm: [] }
  const open = (): Promise<BrowserContext> => browser.newContext({ viewport: { width: 1440, height: 900 } })
  // The first run warms up the node and the browser, and says how large the plain page must be.
  let server: Awaited<ReturnType<typeof servePlain>> | null = null
  try {
    for (let run = 0; run <= runs; run++) {
      for (const [into, address] of [
        [desk, `${url}/queue`],
        [plain, server?.url],
      ] as const) {
        if (address === undefined) continue
        const context = await open()
        await context.addCookies([{ name, value, url }])
        const [cold, warm] = [await load(context, address), await load(context, address)]
        await context.close()
        if (run === 0) server = await servePlain(cold.bytes, items.length)
        else {
          into.cold.push(cold)
          into.warm.push(warm)
        }
      }
    }
  } finally {
    await server?.close()
  }
  const median = (of: readonly Loaded[], what: keyof Loaded): number =>
    percentile(
      of.map((one) => one[what]),
      0.5,
    )
  const goals = { cold: 1500, warm: 500 }
  const figures = (['cold', 'warm'] as const).flatMap((state): Figure[] => [
    {
      name: `${state}: rows visible`,
      ...{ value: median(desk[state], 'rows'), unit: 'ms', goal: { is: 'at most', value: goals[state] } },
      beside: { name: 'plain page', value: median(plain[state], 'rows') },
    },
    {
      name: `${state}: key answered`,
      ...{ value: median(desk[state], 'key'), unit: 'ms', goal: { is: 'at most', value: goals[state] } },
      beside: { name: 'plain page', value: median(plain[state], 'key') },
      note: `${items.length} rows; ${Math.round(median(desk[state], 'bytes') / 1000)} kB in ${median(desk[state], 'requests')} requests`,
    },
    {
      name: `${state}: longest task`,
      ...{ value: median(desk[state], 'task'), unit: 'ms', goal: { is: 'at most', value: 200 } },
      beside: { name: 'plain page', value: median(plain[state], 'task') },
    },
  ])
  return { figures, faults: items.length === 0 ? ['the queue is empty'] : [] }
}

/** Opens a page, waits for its rows, and presses `J`. */
async function load(context: BrowserContext, address: string): Promise<Loaded> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen = { task: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.task = Math.max(seen.task, entry.duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  const begun = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator('tbody tr').first().waitFor()
  const rows = performance.now() - begun
  // A key that comes before the page listens is lost, so a person presses it again.
  do await page.keyboard.press('j')
  while ((await page.locator('tbody tr[aria-selected=true]').count()) === 0)
  const key = performance.now() - begun
  const facts = await page.evaluate(() => {
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    const sent = (entries as PerformanceResourceTiming[]).filter(({ transferSize }) => transferSize > 0)
    return {
      task: (window as unknown as { seen: { task: number } }).seen.task,
      bytes: sent.reduce((sum, { transferSize }) => sum + transferSize, 0),
      requests: sent.length,
    }
  })
  await page.close()
  return { rows, key, ...facts }
}

/** Serves a page of about `bytes` bytes whose script draws `rows` rows, chosen by `J`. */
async function servePlain(bytes: number, rows: number): Promise<{ url: string; close(): Promise<void> }> {
  const filler = randomBytes(Math.max(0, Math.floor(bytes * 0.75))).toString('base64')
  const script = gzipSync(`/* ${filler} */
const rows = Array.from({ length: ${rows} }, (_, row) => '<tr><th>Name ' + row + '</th><td>Close</td><td>7N 482</td></tr>')
document.body.innerHTML = '<table><tbody>' + rows.join('') + '</tbody></table>'
addEventListener('keydown', () => document.querySelector('tbody tr').setAttribute('aria-selected', 'true'))`)
  const server = createServer((request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html')
      return response.end('<!doctype html><body><script type="module" src="/script.js"></script>')
    }
    response.setHeader('content-type', 'text/javascript')
    response.setHeader('content-encoding', 'gzip')
    response.setHeader('cache-control', 'max-age=3600')
    return response.end(script)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
