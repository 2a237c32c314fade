import { performance } from 'node:perf_hooks'
import type { CaseList } from '@entente/contracts'
import type { SignedIn } from '@entente/testkit'
import type { Page } from 'playwright-core'
import type { Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { newSignedPage } from './new-signed-page.ts'
import type { Stage } from './open-stage.ts'

interface Decided {
  presses: number
  /** Seconds from the first key to the recorded decision, and those of the reading time among them. */
  seconds: number
  floor: number
}

/**
 * Decides cases with the keyboard alone, from the queue to a recorded "not the same person". Counts the keys, and the time
 * beyond the reading time that the node requires. No person thinks here: the rest is the time of the product.
 */
export async function measureDecide(
  { url, analyst, browser }: Stage,
  { runs }: { runs: number },
): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const { page, close } = await newSignedPage(browser, url, analyst)
  const decided: Decided[] = []
  const faults: string[] = []
  try {
    await page.goto(`${url}/queue`)
    // At some hours few of the invented flights have open cases: fewer decisions are then measured.
    for (let run = 0; run < runs && (await hasOpenCase(analyst)); run += 1) {
      const one = await decide(page)
      if (typeof one === 'string') faults.push(one)
      else decided.push(one)
    }
  } finally {
    await close()
  }
  const beyond = decided.map(({ seconds, floor }) => seconds - floor)
  const note = `${decided.length} cases; the node requires ${decided[0]?.floor ?? 0} s of reading`
  return {
    figures: [
      {
        name: 'key presses from the queue to the recorded decision, most',
        ...{ value: Math.max(0, ...decided.map(({ presses }) => presses)), unit: 'keys' },
        ...{ goal: { is: 'at most', value: 8 }, note },
      },
      {
        name: 'handling beyond the reading time, median',
        ...{ value: percentile(beyond, 0.5), unit: 's', goal: { is: 'at most', value: 5 } },
      },
    ],
    faults: decided.length === 0 ? [...faults, 'no case was decided'] : faults,
  }
}

const hasOpenCase = async (analyst: SignedIn): Promise<boolean> =>
  ((await analyst.call('GET', '/v1/cases?limit=1')).body as CaseList).items.length > 0

/** Decides the first case of the queue and goes back to the queue. Returns what was missing if nothing was recorded. */
async function decide(page: Page): Promise<Decided | string> {
  await page.locator('tbody tr[aria-selected]').first().waitFor()
  let presses = 0
  const press = async (key: string): Promise<void> => {
    presses += 1
    await page.keyboard.press(key)
  }
  const answer = page.waitForResponse(
    (each) => /\/v1\/cases\/[^/]+$/.test(each.url()) && each.request().method() === 'GET',
  )
  const begun = performance.now()
  await press('j')
  await page.locator('tbody tr[aria-selected=true]').waitFor()
  await press('Enter')
  const column = page.getByRole('complementary', { name: 'Your decision' })
  await column.getByRole('radio').first().waitFor()
  const { view } = (await (await answer).json()) as { view: { minSecondsOther: number } }
  const floor = view.minSecondsOther
  await press('1')
  await press('r')
  await press('Space')
  const record = column.getByRole('button', { name: /^Record: /, disabled: false })
  await record.waitFor({ timeout: (floor + 30) * 1000 })
  await press('Control+Enter')
  const done = column.getByText(/^Recorded /)
  const missing = column.getByRole('alert').filter({ hasText: /\S/ })
  await done.or(missing).first().waitFor()
  const seconds = (performance.now() - begun) / 1000
  const recorded = await done.isVisible()
  const said = recorded ? '' : await missing.first().textContent()
  await page.keyboard.press('Escape')
  return recorded ? { presses, seconds, floor } : `not recorded: ${said}`
}
