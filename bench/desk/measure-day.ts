import { setTimeout } from 'node:timers/promises'
import { createCarrierClient, createTraffic, createWatchList, type SignedIn, signInTo } from '@entente/testkit'
import type { Page } from 'playwright-core'
import type { Findings } from '../report/figure.ts'
import { newSignedPage } from './new-signed-page.ts'
import type { Stage } from './open-stage.ts'

/** A shift of eight hours: cases that one person opens, and changes that arrive meanwhile. */
const shift = { cases: 400, changes: 3000 }
const short = { cases: 60, changes: 450 }
/** Cases that are opened before the heap is measured first: by then all parts of the desk are loaded. */
const warmUp = 20
const mostMb = 10
/** Messages that arrive before the day begins, so that the queue is longer than a page. */
const before = 150
/** Cases with which the day begins. */
const fewest = 10

/**
 * Compresses a day at the desk: a person opens case after case while others take and hand back cases and new messages
 * arrive. Measures how much the heap of the desk grows, and how often the row under the pointer was another one.
 */
export async function measureDay(
  { url, key, analyst, browser }: Stage,
  { quick }: { quick: boolean },
): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const { cases, changes } = quick ? short : shift
  const others = await othersAtWork(url, key)
  const { page, close } = await newSignedPage(browser, url, analyst)
  let moved = 0
  let opened = 0
  let tries = 0
  let first = Number.NaN
  let last = Number.NaN
  try {
    await page.goto(`${url}/queue`)
    await page.locator('tbody tr[aria-selected]').first().waitFor()
    while (opened < cases) {
      // Rows that have left the list wait for this key, as do those that are new.
      await page.keyboard.press('n')
      await page.locator('tbody tr[aria-selected] th').first().hover()
      const hovered = await rowUnderPointer(page)
      const due = Math.round((changes * (opened + 1)) / cases) - others.made()
      for (let turn = 0; turn < due; turn += 1) await others.change()
      await page.waitForTimeout(100)
      if ((await rowUnderPointer(page)) !== hovered) moved += 1
      tries += 1
      if (tries > cases * 5) throw new Error(`${opened} of ${cases} cases could be opened`)
      if (!(await openCase(page, tries))) continue
      opened += 1
      if (opened === warmUp) first = await heapOf(page)
    }
    last = await heapOf(page)
  } finally {
    await close()
  }
  const note = `${opened} cases opened, ${others.made()} changes; ${first.toFixed(1)} MB after ${warmUp} cases, ${last.toFixed(1)} MB at the end`
  return {
    figures: [
      { name: 'growth of the heap', value: last - first, unit: 'MB', goal: { is: 'at most', value: mostMb }, note },
      {
        ...{ name: 'rows that moved under the pointer', value: moved, unit: 'rows' },
        goal: { is: 'at most', value: 0 },
      },
    ],
    faults: others.faults,
  }
}

/** Opens a case of the queue, waits for its evidence, and goes back. Returns false for a case that a colleague has: it is refused. */
async function openCase(page: Page, turn: number): Promise<boolean> {
  const links = page.locator('tbody tr[aria-selected] th a[href^="/cases/"]')
  await links.nth(turn % (await links.count())).click()
  const panel = page.locator('#case-panel')
  const refused = page.getByText('Back to the queue')
  await panel.or(refused).first().waitFor()
  const isOpen = await panel.isVisible()
  if (!isOpen) await refused.click()
  // A key that comes before the page listens is lost, so a person presses it again.
  for (let press = 0; press < 50 && !page.url().includes('/queue'); press += 1) {
    await page.keyboard.press('Escape')
    await setTimeout(100)
  }
  await page.locator('tbody tr[aria-selected]').first().waitFor()
  return isOpen
}

/** Returns the address of the case whose row is under the pointer. */
const rowUnderPointer = (page: Page): Promise<string | null> =>
  page.evaluate(
    () => document.querySelector('tbody tr:hover')?.querySelector('a[href^="/cases/"]')?.getAttribute('href') ?? null,
  )

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1e6
}

/** A supervisor who takes cases and gives them back, and a carrier whose messages open new ones: every tenth change is a message. */
async function othersAtWork(url: string, key: string) {
  const supervisor = await signInTo(url, 'supervisor')
  const me = ((await supervisor.call('GET', '/v1/me')).body as { person: string }).person
  const carrier = createCarrierClient({ node: url, key, tries: 1 })
  const { people } = createWatchList('7')
  const { messages } = createTraffic({
    ...{ seed: '11', flights: 60, hours: 8, corruption: 0, people: [8, 16], watched: people },
    start: new Date(),
  })
  let made = 0
  const faults: string[] = []
  const list = async (): Promise<{ id: string; assignedTo: string | null }[]> =>
    ((await supervisor.call('GET', '/v1/cases?limit=100')).body as Listed).items
  // The node refuses some messages, as it would refuse them from a real carrier.
  const send = async (message: (typeof messages)[number]): Promise<void> => {
    await (message.kind === 'interactive' ? carrier.ask(message) : carrier.sendMessage(message)).catch(() => undefined)
  }
  for (const message of messages.splice(0, before)) await send(message)
  let rows = await list()
  // A row that comes after the page has been opened waits for a key.
  for (let second = 0; rows.length < fewest && second < 60; second += 1) {
    await setTimeout(1000)
    rows = await list()
  }
  return {
    faults,
    made: () => made,
    async change(): Promise<void> {
      made += 1
      const message = made % 10 === 0 ? messages.shift() : undefined
      if (message) return send(message)
      if (made % 50 === 0) rows = await list()
      const row = rows[made % rows.length]
      if (row === undefined) return
      const to = row.assignedTo === me ? null : me
      const fault = await assign(supervisor, row.id, to)
      if (fault === null) row.assignedTo = to
      // A case ends by itself when its flight has landed.
      else if (!fault.includes('case-closed')) faults.push(fault)
    },
  }
}
interface Listed {
  items: { id: string; assignedTo: string | null }[]
}

async function assign(supervisor: SignedIn, id: string, to: string | null): Promise<string | null> {
  const { status, body } = await supervisor.call('POST', `/v1/cases/${id}/assign`, { to })
  return status < 300 ? null : `assign: ${status} ${(body as { code?: string }).code ?? ''}`
}
