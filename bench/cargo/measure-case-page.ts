import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { axeFindings, styled } from '@entente/testkit'
import { chromium, type Page } from 'playwright-core'
import { newSignedPage } from '../desk/new-signed-page.ts'
import { makeNodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { expectOk, makeSender, signInAs } from '../node/set-up-node.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { countingCommand, ownerPoolOf, waitUntilRead } from './count-work.ts'
import { joinCargo } from './join-cargo.ts'
import { makeWaybillOf } from './make-messages.ts'

const [items, peers, runs] = [400, 500, 7]
const sizes = [390, 720, 1280]
const schemes = ['light', 'dark'] as const
const customs = { 'entente-purpose': 'customs-security' }
const longestSeconds = 300

/**
 * Opens the case of a consignment with 400 items and 500 peers in chromium: how soon it is usable after its data came, what axe
 * finds, and the scripts of plots and map.
 */
export async function measureCasePage({ seed }: { seed: number }): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
  if (executablePath === undefined) {
    process.stderr.write('  case-page: skipped, because this machine has no chromium (apt-get install chromium)\n')
    return { figures: [], faults: [] }
  }
  const folder = await makeNodeFolder()
  const node = await startNodeProcess(folder, countingCommand(folder))
  const args = ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const browser = await chromium.launch({ executablePath, args })
  const faults: string[] = []
  try {
    const poster = openPoster(node.url, await makeSender(node.url, folder, 'cargo'))
    const pool = ownerPoolOf(folder)
    for (let n = 0; n <= peers; n += 1) {
      const { status } = await poster.post('/v1/cargo/messages', makeWaybillOf(seed, n, n === peers ? items : 1))
      if (status !== 202) faults.push(`a waybill was answered ${status}`)
    }
    poster.close()
    if (!(await waitUntilRead(pool, longestSeconds))) faults.push('the waybills were not read')
    await pool.query(`select graphile_worker.add_job('refresh-cargo-peers', '{}'::json)`)
    await waitUntilRead(pool, longestSeconds)
    const { rows } = await pool.query<{ id: string }>(
      'select id from cargo_consignment order by first_received_at desc limit 1',
    )
    await joinCargo(pool, ['analyst'])
    await pool.end()
    const analyst = await signInAs(node.url, folder, 'analyst')
    await expectOk(analyst.call('PUT', '/v1/me/purpose', { purpose: 'customs-security' }))
    const asked = { text: 'The text of the goods is unusual for this consignee.' }
    const review = `/v1/cargo/consignments/${rows[0]?.id}/review`
    const { caseId } = (await expectOk(analyst.call('POST', review, asked, customs))) as { caseId: string }
    const { page, close } = await newSignedPage(browser, node.url, analyst)
    const scripts = watchScripts(page)
    await page.goto(`${node.url}/queue`)
    await page.locator('tbody tr').first().waitFor()
    const ofQueue = new Set(scripts.keys())
    const address = `${node.url}/cases/${caseId}`
    const times: number[] = []
    for (let run = 0; run <= runs; run += 1) {
      const time = await timeCase(page, address, caseId)
      // The first one loads the scripts.
      if (run > 0) times.push(time)
    }
    await page.locator('[role=img] svg').first().waitFor()
    const before = new Set(scripts.keys())
    await page.goto(`${address}?tab=links`)
    await page.locator('h1').first().waitFor()
    await page.locator('[role=img] svg').first().waitFor()
    const drawing = [...scripts].filter(([name]) => /plot|map|d3|topo/i.test(name))
    const early = drawing.filter(([name]) => ofQueue.has(name))
    if (early.length > 0) faults.push(`the queue loads ${early.map(([name]) => name).join(', ')}`)
    const found = await checkAxe(page, [address, `${address}?tab=links`])
    await close()
    const kilobytes = drawing.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000
    const figures: Figure[] = [
      {
        ...{ name: 'case usable after its data', value: percentile(times, 0.5), unit: 'ms' },
        goal: { is: 'at most', value: 1000 },
        note: `median of ${times.length}, slowest ${Math.max(...times).toFixed(0)} ms; ${items} items, ${peers} peers`,
      },
      {
        ...{ name: 'scripts of plots and map', value: kilobytes, unit: 'kB, compressed' },
        goal: { is: 'at most', value: 120 },
        note: `${drawing.length} files, ${scripts.size - before.size} of them with the tab of links; none on the queue`,
      },
      {
        ...{ name: 'faults that axe finds', value: found.length, unit: 'faults', goal: { is: 'at most', value: 0 } },
        note: found.slice(0, 3).join('; ') || `${sizes.join(', ')} px, ${schemes.join(' and ')}`,
      },
    ]
    return { figures, faults }
  } finally {
    await browser.close()
    if (!(await node.stop())) faults.push('the node did not stop and was killed')
    await folder.remove()
  }
}

/** Notes the compressed size of each script by its name. */
function watchScripts(page: Page): Map<string, number> {
  const scripts = new Map<string, number>()
  page.on('requestfinished', async (request) => {
    if (request.resourceType() !== 'script') return
    const { responseBodySize } = await request.sizes().catch(() => ({ responseBodySize: 0 }))
    const name = new URL(request.url()).pathname.split('/').at(-1) ?? ''
    if (responseBodySize > 0) scripts.set(name, responseBodySize)
  })
  return scripts
}

/** Opens the case and returns the milliseconds from the answer with its data until a key works on the drawn page. */
async function timeCase(page: Page, address: string, caseId: string): Promise<number> {
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === `/v1/cases/${caseId}`)
  await page.goto(address, { waitUntil: 'commit' })
  await (await answer).finished()
  const begun = performance.now()
  await page.locator('h1').first().waitFor()
  await page.getByRole('tab').first().waitFor()
  // The page answers: the main thread is free, and the tabs are drawn.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))))
  return performance.now() - begun
}

async function checkAxe(page: Page, addresses: readonly string[]): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const found = new Set<string>()
  for (const address of addresses) {
    await page.goto(address)
    await page.locator('[role=img] svg').first().waitFor()
    for (const width of sizes) {
      await page.setViewportSize({ width, height: 900 })
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme })
        await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, scheme)
        await styled(page)
        for (const fault of await axeFindings(page, axe)) found.add(`${width} px, ${scheme}: ${fault}`)
      }
    }
  }
  return [...found]
}
