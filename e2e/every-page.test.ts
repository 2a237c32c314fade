import { cutOff, fillWithTraffic, sidewaysOverflow, smallTargets, styled } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours } from './browser.ts'
import { walk } from './walk.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld([])
  await fillWithTraffic(world.node, { flights: 8, people: [12, 30] })
  await world.node.whenIdle()
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

const ids = async (account: string, path: string, field = 'id'): Promise<string[]> => {
  const person = await world.node.signIn(account)
  const { items } = (await person.call('GET', path)).body as { items: Record<string, string>[] }
  return items.map((item) => String(item[field]))
}
/** Waits until the page has its heading and has finished loading. */
const arrived = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('[aria-busy=true], [data-loading]').first().waitFor({ state: 'detached' })
}
// The test runs at the middle of the traffic, whose day has flights at any hour.
const day = new Date(Date.now() + 3.5 * 3_600_000).toISOString().slice(0, 10)
/** The pages that people open on a phone. The others are checked in the sizes of a tablet and of 200 %, in turn. */
const forPhones = /^\/(queue|second|find|flights|shift|oversight\/rates|cases\/[^/]+|cargo\/(tables|filers))([?]|$)/
const sizes = [
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
  { width: 720, height: 450 },
]
let turn = 0
/** Checks that a page needs no sideways scrolling and has large targets in narrower windows. */
const fits = async (page: Page, path: string): Promise<void> => {
  const before = page.viewportSize()
  const others = [sizes[turn++ % sizes.length] as (typeof sizes)[number]]
  for (const size of forPhones.test(path) ? [...others, { width: 390, height: 844 }] : others) {
    await page.setViewportSize(size)
    await styled(page)
    expect.soft(await sidewaysOverflow(page), `${path} at ${size.width}`).toBe(0)
    expect.soft(await smallTargets(page, size.width < 700 ? 44 : 24), `${path} at ${size.width}`).toEqual([])
  }
  if (before) await page.setViewportSize(before)
}
const pagesOf: Record<string, (() => Promise<string[]>) | string[]> = {
  analyst: async () => {
    const cases = await ids('analyst', '/v1/cases')
    const [flight] = await ids('analyst', `/v1/travel/flights?day=${day}`, 'key')
    const messages = await ids('analyst', '/v1/travel/messages?status=partly-read')
    const [quarantined] = await ids('analyst', '/v1/travel/messages?status=quarantined')
    const [signal] = await ids('analyst', '/v1/signals')
    expect(cases.length, 'cases wait').toBeGreaterThan(2)
    return [
      '/queue',
      '/queue?with=me',
      ...cases.slice(0, 3).map((id) => `/cases/${id}`),
      `/cases/${cases[0]}?view=weights`,
      ...['links', 'messages', 'history'].map((tab) => `/cases/${cases[0]}?tab=${tab}`),
      `/cases/${cases[0]}?tab=links&view=table`,
      `/cases/${cases[0]}/print`,
      `/flights?day=${day}`,
      `/flights/${flight}`,
      '/messages',
      ...(messages[0] ? [`/messages/${messages[0]}`, `/messages/${messages[0]}?view=read`] : []),
      ...(quarantined ? [`/messages/${quarantined}`] : []),
      '/signals',
      `/signals/${signal}`,
      '/matching/try',
      '/matching/try/compare',
      '/matching/threshold',
      '/log',
      '/me',
    ]
  },
  supervisor: [
    '/second',
    '/shift',
    '/stop',
    '/questions',
    '/necessity',
    '/unmaskings',
    '/retention',
    '/fairness',
    '/withdrawals',
    '/matching/threshold',
    '/matching/threshold/rates',
  ],
  officer: async () => {
    const [list] = await ids('officer', '/v1/lists')
    return [
      '/necessity/new?type=gateway&id=travel',
      '/signals',
      '/signals/new?kind=organisation',
      '/signals/new?kind=travel-document',
      '/signals/new?kind=consignment',
      '/blind',
      '/signals/lists',
      `/signals/lists/${list}`,
      '/cargo/rules',
      '/cargo/rules/new',
      '/cargo/models',
      '/cargo/tables',
      '/cargo/tables/strategic-goods',
      '/cargo/capacity',
      '/matching/try',
      '/matching/threshold',
    ]
  },
  administrator: ['/admin', '/admin/changes', '/admin/senders', '/admin/regimes', '/network'],
  'oversight-1': [
    '/oversight',
    '/oversight/rates',
    '/oversight/sample',
    '/oversight/log',
    '/oversight/overdue',
    '/oversight/accounts',
    '/oversight/authority',
    '/oversight/sealed',
    '/unmaskings',
    '/retention',
    '/cargo/filers',
    '/matching/threshold',
    '/matching/threshold/rates',
  ],
}

for (const [account, pages] of Object.entries(pagesOf)) {
  walk(`axe finds nothing on any page of the ${account}, light or dark, without horizontal overflow`, async () => {
    const { page, open } = await world.desk(account)
    for (const path of typeof pages === 'function' ? await pages() : pages) {
      await open(path)
      await arrived(page)
      expect(await axeInBothColours(page), path).toEqual([])
      expect(await cutOff(page), `${path} is cut off`).toEqual([])
      await fits(page, path)
    }
  })
}

walk('a table wider than its card is a tab stop with a name; on a phone the shift needs none', async () => {
  const { page, open } = await world.desk('supervisor')
  await page.setViewportSize({ width: 1280, height: 800 })
  await open('/matching/threshold')
  await arrived(page)
  const stops = page.locator('section > [role=group][tabindex="0"]')
  expect(await stops.count(), 'everything is visible').toBe(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await styled(page)
  const history = page.getByRole('group', { name: 'History' })
  await history.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => history.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
  expect(await axeInBothColours(page)).toEqual([])
  await open('/shift')
  await arrived(page)
  await page.getByRole('region', { name: 'Overdue and at risk' }).getByRole('row').nth(1).waitFor()
  expect(await stops.count(), 'rows are cards').toBe(0)
})

walk('on a phone the purpose is not cut off, in longer words too', async () => {
  const { page, open } = await world.desk('oversight-1', 'light', 'en-XA')
  await page.setViewportSize({ width: 360, height: 780 })
  await open('/me')
  await arrived(page)
  await styled(page)
  expect((await cutOff(page)).filter((each) => each.startsWith('button'))).toEqual([])
})

walk('the board shows each flight on one line, however long its texts are', async () => {
  const { page, open } = await world.desk('analyst')
  await open(`/flights?day=${day}`)
  await page.getByRole('row').nth(3).waitFor()
  const heights = await page
    .getByRole('table', { name: 'Flights of the day' })
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
  expect(Math.max(...heights)).toBeLessThanOrEqual(35)
})

walk('at half the window width nothing overflows and every entry keeps its name', async () => {
  const { page, open } = await world.desk('analyst')
  await page.setViewportSize({ width: 640, height: 800 })
  const [first] = await ids('analyst', '/v1/cases')
  for (const path of ['/queue', `/cases/${first}`, '/me']) {
    await open(path)
    await arrived(page)
    expect(await cutOff(page), `${path} is cut off`).toEqual([])
    expect(await axeInBothColours(page), path).toEqual([])
  }
  await page.getByRole('link', { name: /^Flights/ }).waitFor()
})

walk('the key ? lists every key, and each closed dialog returns the focus', async () => {
  const { page, open } = await world.desk('analyst')
  const [first] = await ids('analyst', '/v1/cases')
  await open(`/cases/${first}`)
  await arrived(page)
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  for (const what of ['weights', 'Messages', 'Not the same person', 'hand over'])
    await keys.getByText(what, { exact: true }).first().waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('Escape')
  await keys.waitFor({ state: 'detached' })
  const opener = page.getByRole('button', { name: /^I cannot decide: hand over/ })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Hand over to a colleague?' })
  await dialog.waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)
})

walk('printing a case asks for a reason, and the paper names its printer and expiry', async () => {
  const { page, open } = await world.desk('analyst')
  // The browser's print dialog would block the page.
  await page.addInitScript(() => {
    window.print = () => undefined
  })
  const [first] = await ids('analyst', '/v1/cases')
  await open(`/cases/${first}/print`)
  await arrived(page)
  expect(await page.getByText('Printed by').count(), 'nothing before a reason').toBe(0)
  await page.getByRole('textbox').fill('The officer at the gate has no screen.')
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Print/ })
    .click()
  await page
    .getByText(/Printed by Analyst/)
    .first()
    .waitFor()
  await page.getByText(/The node cannot delete paper\. Destroy this by /).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})
