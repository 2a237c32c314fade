import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, wordsOf } from './browser.ts'
import { others, pairs } from './listed-people.ts'
import { dayOf, passengerList } from './passenger-list.ts'
import { walk } from './walk.ts'
import { boarding, type Desk, flightIn, openWorld, type World } from './world.ts'

let world: World
let analyst: Desk
let unread: string
let board: string
let list: string
beforeAll(async () => {
  world = await openWorld([pairs.same])
  const flight = flightIn()
  board = `/flights?day=${dayOf(flight)}`
  await boarding(world, flight, [pairs.same])
  list = await world.send(passengerList(flightIn(180, '777', 'ALG'), others, '7001'))
  unread = await world.send('Passengers follow by fax.')
  analyst = await world.desk('analyst')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

walk('an unreadable message is quarantined, can be found, and is counted in the navigation', async () => {
  const { page, open } = analyst
  await page.getByRole('link', { name: /^Messages 1 to check/ }).waitFor()
  await open('/messages')
  await page.getByRole('button', { name: 'Quarantined' }).click()
  await page.waitForURL(/status=quarantined/)
  await page.getByRole('row', { name: /^Quarantined .* Nordvik Air/ }).waitFor()
  expect(await page.getByRole('row', { name: /^Read / }).count()).toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/messages/${unread}`))
  await page.getByText('This message could not be read. Nothing of it was matched.').waitFor()
  await page.getByText('NO_INTERCHANGE').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('reading a message again previews the changes; the received bytes stay unchanged', async () => {
  const { page, open } = analyst
  await open(`/messages/${unread}`)
  await page.getByText('read once').waitFor()
  await page.getByRole('button', { name: 'Read again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Read this message again?' })
  await dialog.getByText('A reading now changes nothing.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Read again' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Reading 2 exists now.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByText('reading 2', { exact: true }).waitFor()
  await page.getByText('NO_INTERCHANGE').waitFor()
  await page.getByText('25 bytes', { exact: true }).waitFor()
})

walk('a button in the list reads a message again after confirmation', async () => {
  const { page, open } = analyst
  await open('/messages?status=quarantined')
  await page.getByRole('button', { name: /^Read again the message from Nordvik Air of \d\d:\d\d UTC$/ }).click()
  await page
    .getByRole('status')
    .filter({ hasText: /is being read again\. A new version of its reading appears here\.$/ })
    .waitFor()
  await world.node.whenIdle()
  await open(`/messages/${unread}`)
  await page.getByText('reading 3', { exact: true }).waitFor()
})

walk("a carrier's letter describes a message's faults without personal data", async () => {
  const { page, open } = analyst
  await open(`/messages/${unread}`)
  await page.getByRole('button', { name: 'Letter to the carrier…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByText(/NO_INTERCHANGE/)
    .first()
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

walk('a message has three views: as received, as read, acknowledged; T switches them', async () => {
  const { page, open } = analyst
  await open(`/messages/${list}`)
  await page.getByText(/NAD\+FL\+\+\+HOLMVIK:BERIT/).waitFor()
  await page.keyboard.press('t')
  await page.waitForURL(/view=read/)
  await page
    .getByRole('rowheader', { name: /HOLMVIK/ })
    .or(page.getByText(/HOLMVIK/))
    .first()
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('t')
  await page.waitForURL(/view=answer/)
  await page
    .getByText(/ACKRES/)
    .first()
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('the board shows in one line per flight why people are missing', async () => {
  const { page, open } = analyst
  await open(board)
  const row = page.getByRole('row', { name: /7N 482/ })
  await row.waitFor()
  expect(await wordsOf(row)).toMatch(/^Late\s+7N 482\s+TUN → OSL/)
  expect(await wordsOf(row)).toContain('No reservations by 24 h before departure.')
  await row.getByRole('img', { name: /^Messages: reservations 48 h before: missing;.*check-in: received;/ }).waitFor()
  const box = await row.boundingBox()
  expect(box?.height).toBeLessThanOrEqual(35)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Flight or route' }).fill('ALG')
  await row.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /7N 777/ }).waitFor()
})

walk('a flight lists its people with cases and answers, and its messages in order', async () => {
  const { page, open } = analyst
  await open(board)
  await page.getByRole('link', { name: '7N 482' }).click()
  await page.getByRole('heading', { level: 1, name: /7N 482/ }).waitFor()
  const person = page.getByRole('row', { name: /VERHOEKEL/ })
  expect(await wordsOf(person)).toMatch(/Passenger\s+NX7730124.*Very close\s+C-1\s+Further check/s)
  expect(await wordsOf(page.getByRole('row', { name: /HOLMVIK/ }))).toMatch(/OK to board$/)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByText('With a case').click()
  await page.getByRole('row', { name: /HOLMVIK/ }).waitFor({ state: 'detached' })
  await person.getByRole('link', { name: /VERHOEKEL/ }).click()
  await page.waitForURL(/\/records\//)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('a search finds case, record and flight, and keeps names out of the address', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('verhoekel')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/find\?find=/)
  await page
    .getByRole('main')
    .getByText(/VERHOEKEL/)
    .first()
    .waitFor()
  expect(page.url()).not.toMatch(/verhoekel/i)
  expect(await page.title()).not.toMatch(/verhoekel/i)
  expect(await axeInBothColours(page)).toEqual([])
})
