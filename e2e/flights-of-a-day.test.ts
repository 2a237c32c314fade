import { cutOff } from '@entente/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, wordsOf } from './browser.ts'
import { walk } from './walk.ts'
import { type Desk, openWorld, type World } from './world.ts'

/** A day that no clock reaches: only this test changes its flights. */
const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
const board = `/flights?day=${day}`
const time = (n: number) => `${String(6 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`

let world: World
let desk: Desk
beforeAll(async () => {
  world = await openWorld([])
  const analyst = await world.node.signIn('analyst')
  const lines = Array.from({ length: 450 }, (_, n) => `7N,${n + 1},TUN,OSL,${day}T${time(n)},`)
  await analyst.call('POST', '/v1/travel/schedule', new TextEncoder().encode(lines.join('\n')))
  await change('late', [300, 301, 302])
  await change('incomplete', [310])
  await change('closed', [1])
  desk = await world.desk('analyst')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

/** Changes the state of flights and announces it, as a message about them would. */
async function change(state: string, numbers: readonly number[]): Promise<void> {
  const named = numbers.map(String)
  await world.node.db.updateTable('flight').set({ state }).where('number', 'in', named).execute()
  await world.node.db
    .insertInto('event')
    .values({ type: 'flight.changed', ref: `7N-${named[0]}`, version: 2 })
    .execute()
}
const rows = () => desk.page.getByRole('table', { name: 'Flights of the day' }).locator('tbody tr')
const row = (number: number) => desk.page.getByRole('row', { name: new RegExp(`7N ${number} `) })
const chip = (name: string) => desk.page.getByRole('button', { name, exact: true })
const firstRows = async (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => /7N \d+/.exec((await wordsOf(rows().nth(n))) ?? '')?.[0] ?? ''),
  )

walk('a day of 450 flights is loaded in pages, late flights first, with the counts of the day', async () => {
  const { page, open } = desk
  await open(board)
  await rows().nth(199).waitFor()
  expect(await rows().count()).toBe(200)
  expect(await firstRows(5)).toEqual(['7N 300', '7N 301', '7N 302', '7N 310', '7N 2'])
  for (const name of ['3 late', '1 incomplete', '445 expected', '1 closed']) await chip(name).waitFor()
  for (const number of [300, 301]) {
    await page.keyboard.press('j')
    await page.locator('tr[aria-selected=true]', { hasText: `7N ${number}` }).waitFor()
  }
  await page.getByRole('button', { name: 'Show more flights' }).click()
  await rows().nth(399).waitFor()
  expect(await rows().nth(1).getAttribute('aria-selected')).toBe('true')
  await page.getByRole('button', { name: 'Show more flights' }).click()
  await rows().nth(449).waitFor()
  expect(await rows().count()).toBe(450)
  expect(await wordsOf(rows().nth(449))).toContain('7N 1')
  await page.getByRole('button', { name: 'Show more flights' }).waitFor({ state: 'detached' })
})

walk('a flight beyond the page that becomes late is announced, and no row moves until asked', async () => {
  const { page, open } = desk
  await open(board)
  await rows().nth(199).waitFor()
  await chip('3 late').waitFor()
  const before = await firstRows(6)
  await change('late', [440])
  await page.getByRole('status').filter({ hasText: 'Flight 7N 440 is late' }).waitFor({ state: 'attached' })
  await chip('4 late').waitFor()
  expect(await firstRows(6)).toEqual(before)
  await page.getByRole('button', { name: /^1 new/ }).waitFor()
  await page.keyboard.press('n')
  await row(440).waitFor()
  expect(await firstRows(4)).toEqual(['7N 300', '7N 301', '7N 302', '7N 440'])
  expect(await axeInBothColours(page)).toEqual([])
})

walk('a flight on screen that leaves the loaded pages shows its new state in its place', async () => {
  const { open } = desk
  await open(board)
  await rows().nth(199).waitFor()
  const before = await firstRows(6)
  await change('closed', [300])
  await row(300)
    .filter({ hasText: /^Closed/ })
    .waitFor()
  await chip('2 closed').waitFor()
  expect(await firstRows(6)).toEqual(before)
})

walk('typed text and state are filtered by the node, over all flights of the day', async () => {
  const { page, open } = desk
  await open(board)
  await rows().nth(199).waitFor()
  await page.getByRole('textbox', { name: 'Flight or route' }).fill('7n 449')
  await row(449).waitFor()
  await row(2).waitFor({ state: 'detached' })
  expect(await rows().count()).toBe(1)
  await chip('3 late').waitFor()
  await chip('3 late').click()
  await page.getByText('No flight fits this filter.').waitFor()
  await page.getByText('450 flights are listed without it.').waitFor()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await rows().nth(199).waitFor()
  await chip('3 late').click()
  await row(2).waitFor({ state: 'detached' })
  expect(await firstRows(3)).toEqual(['7N 301', '7N 302', '7N 440'])
  expect(await cutOff(page)).toEqual([])
})
