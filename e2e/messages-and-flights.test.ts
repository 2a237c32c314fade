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
  const { page } = analyst
  await page.getByRole('link', { name: 'Messages 1 held' }).click()
  await page.waitForURL(/\/messages\?status=quarantined/)
  await page.getByRole('button', { name: 'Quarantined 1', pressed: true }).waitFor()
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
  await page
    .getByRole('button', { name: /^Read again the message from Nordvik Air of (?:\w{3} )?\d\d:\d\d UTC$/ })
    .click()
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

walk('nothing is sent while a person types; Enter searches once, and no name stands in an address', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
  const opener = page.getByRole('button', { name: /^Find cases/ })
  await opener.focus()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Find cases, pages and actions' })
  await field.waitFor()
  const sent: string[] = []
  const count = (request: { method(): string; url(): string }) => sent.push(`${request.method()} ${request.url()}`)
  page.on('request', count)
  await page.keyboard.type('p:verho')
  await page.keyboard.press('Backspace')
  expect(await page.getByRole('option').count()).toBeGreaterThan(0)
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('Backspace')
  // On an empty field it ends the type.
  await page.keyboard.press('Backspace')
  await page.keyboard.type('verhoekel')
  await page
    .getByRole('option', { name: /VERHOEKEL/ })
    .first()
    .waitFor()
  expect(await page.locator('[role=option] mark').first().textContent()).toBe('VERHOEKEL')
  await page.getByRole('option', { name: /^Search all records for “verhoekel” Looks like part of a name/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  expect(sent.filter((line) => line.startsWith('POST') || /verho/i.test(line))).toEqual([])
  await page.keyboard.press('Enter')
  await page
    .getByRole('group', { name: 'Cases' })
    .or(page.getByRole('group', { name: 'People' }))
    .first()
    .waitFor()
  expect(sent.filter((line) => line.startsWith('POST'))).toEqual([`POST ${world.node.url}/v1/find`])
  page.off('request', count)
  expect(await field.inputValue()).toBe('verhoekel')
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)
  // The results are still there. The first one is chosen.
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/(cases|records)\//)
  expect(page.url()).not.toMatch(/verhoekel/i)
  expect(await page.title()).not.toMatch(/verhoekel/i)
})

walk('an action of the palette opens its form and does nothing itself', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
  await page.keyboard.press('j')
  await page.waitForURL(/sel=/)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('>take')
  await page.getByRole('option', { name: /^Take C-/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'Not now' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('radio', { name: 'Mine 0' }).waitFor()
})
