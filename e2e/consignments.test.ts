import { smallTargets, styled } from '@entente/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { awbOf } from '../packages/node/src/gateways/cargo/cargo-messages.fixture.ts'
import { baplie, containerOf, cuscar } from '../packages/node/src/gateways/cargo/voyage-messages.fixture.ts'
import { wavePicture } from '../packages/node/src/media/made-media.fixture.ts'
import { addSignal } from '../packages/node/src/pipeline/case-people.fixture.ts'
import { axeInBothColours } from './browser.ts'
import { fitsEveryWidth, openCargoWorld } from './cargo-world.ts'
import { walk } from './walk.ts'
import type { Desk } from './world.ts'

const awb = awbOf(1000017)
const watched = 'Polar Dry Goods Trading'
let world: Awaited<ReturnType<typeof openCargoWorld>>
let analyst: Desk
let supervisor: Desk
beforeAll(async () => {
  world = await openCargoWorld()
  const { node } = world
  const member = { id: 'norland.example', name: 'Norland' }
  const name = { full: watched, family: null, given: null, script: 'Latn', quality: 'primary' }
  await addSignal(
    { store: node.store, member, clock: () => new Date() },
    {
      purposes: ['customs-security'],
      kind: 'organisation',
      value: { identifiers: [], addresses: [], countries: [], type: 'org', names: [name] },
    },
  )
  await node.halt()
  await node.resume()
  await world.file({ awb, consignee: watched, goods: 'PARTS' })
  await world.file({ awb: awbOf(1000024) })
  analyst = await world.asOfficer('analyst', '/consignments')
  supervisor = await world.asOfficer('supervisor', `/consignments/${await idOf(awb)}`)
  await supervisor.page.getByRole('region', { name: 'Goods', exact: true }).waitFor()
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

/** Returns the id of the consignment of an air waybill. */
async function idOf(waybill: string): Promise<string> {
  const { call } = await world.node.signIn('analyst')
  const body = { key: `air/${waybill}` }
  const found = await call('POST', '/v1/cargo/consignments/find', body, { 'entente-purpose': 'customs-security' })
  return (found.body as { id: string }).id
}

const column = (desk: Desk) => desk.page.getByRole('complementary', { name: 'Your decision' })

walk('the list of consignments opens a consignment, by row and by key', async () => {
  const { page, open } = analyst
  await open('/consignments')
  await page.getByRole('row', { name: new RegExp(awb) }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('textbox', { name: /^Find by key/ }).fill(`air/${awb}`)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'PARTS' }).waitFor()
  await page
    .getByRole('region', { name: 'Goods', exact: true })
    .getByText(/^Seats; /)
    .first()
    .waitFor()
  await page.getByRole('rowheader', { name: watched }).waitFor()
  await fitsEveryWidth(page)
})

/** Invented figures: 500 peers over three decades, and a route of two legs with one place of which only the country is known. */
const peers = {
  ...{ level: 'hs6', code: '940171', months: 24, n: 812, median: 41.5, mad: 0.8, z: -2.1, own: [90, 0.4] },
  points: Array.from({ length: 500 }, (_, place) => [10 + (place % 90), 0.5 * 1.016 ** place]),
}
const at = (code: string, latitude: number | null, longitude: number | null, precision: string | null) => ({
  ...{ code, name: null, country: null, latitude, longitude, precision },
})
const leg = { reference: null, carrier: null, departureAt: null, arrivalAt: null, mode: 'air' }
const route = {
  places: [
    at('IST', 41.3, 28.7, 'place'),
    { ...at('DEXXX', 51.2, 10.4, 'country'), country: 'DE' },
    at('OSL', 60.2, 11.1, 'place'),
    at('QQQ', null, null, null),
  ],
  legs: [
    { ...leg, seq: 1, from: 'IST', to: 'DEXXX' },
    { ...leg, seq: 2, from: 'DEXXX', to: 'OSL' },
  ],
  usual: [{ via: [], share: 0.9, n: 412 }],
}

walk('a case draws 500 peers and the route, and every picture has its figures as a table', async () => {
  const { page, open } = analyst
  await page.route('**/peers?*', (answer) => answer.fulfill({ json: peers }))
  await page.route('**/consignments/*/route', (answer) => answer.fulfill({ json: route }))
  await open('/queue?gateway=cargo')
  await page.getByRole('link', { name: /PARTS/ }).first().click()
  const value = page.getByRole('region', { name: 'Value beside peers' })
  await value.getByRole('img', { name: /Lower than 100 of 100/ }).waitFor()
  await value.locator('svg').first().waitFor()
  await fitsEveryWidth(page)
  await page.keyboard.press('l')
  const map = page.getByRole('region', { name: 'Map of the route' })
  await map.locator('svg path').first().waitFor()
  await map.getByText('DEXXX: the place is not known; the hollow dot stands in the middle of Germany (DE).').waitFor()
  await map.getByText('QQQ is not on the map: the table of places does not name it.').waitFor()
  await fitsEveryWidth(page)
  await map.getByRole('button', { name: /^As a table/ }).click()
  await map.getByRole('row', { name: /IST/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('c')
  await value.getByRole('button', { name: /^As a table/ }).click()
  expect(await value.getByRole('row').count(), 'head, own, median, peers').toBe(503)
  expect(await axeInBothColours(page)).toEqual([])
  await page.unrouteAll()
})

walk('a refusal to load needs a contact, and a second person', async () => {
  const { page, open } = analyst
  await page.setViewportSize({ width: 1280, height: 800 })
  await open('/queue?gateway=cargo')
  await page.getByRole('row', { name: /PARTS/ }).waitFor()
  await page.getByRole('columnheader', { name: 'Movement' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'PARTS' }).waitFor()
  await page.getByRole('region', { name: 'Why it is here' }).waitFor()
  expect(await column(analyst).getByRole('radio').count()).toBe(6)
  expect(await column(analyst).getByRole('radio', { checked: true }).count(), 'nothing is chosen').toBe(0)
  expect(await axeInBothColours(page)).toEqual([])

  await page.keyboard.press('2')
  await column(analyst).getByRole('textbox', { name: 'Question in your own words' }).waitFor()
  expect(await column(analyst).getByRole('checkbox', { checked: true }).count(), 'no question is ticked').toBe(0)
  expect(await axeInBothColours(page)).toEqual([])

  await page.keyboard.press('5')
  await column(analyst).getByRole('textbox', { name: 'Phone' }).waitFor()
  await column(analyst).getByRole('checkbox', { name: 'The party is the one sought' }).check()
  await column(analyst)
    .getByRole('textbox', { name: /In your own words/ })
    .fill('The consignee is the firm of the signal; the address agrees.')
  const explanations = column(analyst).getByRole('group', { name: /^I considered the other explanations/ })
  for (const weighed of await explanations.getByRole('checkbox').all()) await weighed.check()
  const ask = column(analyst).getByRole('button', { name: 'Ask a second person', disabled: false })
  await ask.click()
  await column(analyst).getByText('Give a phone number.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await column(analyst).getByRole('textbox', { name: 'Name', exact: true }).fill('Cargo desk of Norland customs')
  await column(analyst).getByRole('textbox', { name: 'Phone' }).fill('+47 555 01 00')
  await ask.click()
  await column(analyst).getByText('You proposed: Do not load').waitFor()
  await fitsEveryWidth(page)
})

walk('the second person sees the goods and not the proposer; agreement refuses the loading', async () => {
  const { page, open } = supervisor
  await page.bringToFront()
  await open('/second')
  await page.getByRole('row', { name: /PARTS/ }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await column(supervisor)
    .getByText(/^A colleague proposes “do not load”\./)
    .waitFor()
  expect(await column(supervisor).getByText('Cargo desk of Norland customs').count()).toBe(0)
  for (const tab of ['Goods, parties, route', 'Filings', 'History', 'Assessment']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
    await styled(page)
    expect(await axeInBothColours(page)).toEqual([])
  }
  await column(supervisor)
    .getByRole('radio', { name: /^Agree: do not load/ })
    .check()
  await column(supervisor).getByRole('checkbox', { name: 'The party is the one sought' }).check()
  await column(supervisor)
    .getByRole('textbox', { name: /In your own words/ })
    .fill('I compared the names and the addresses of both.')
  await column(supervisor).getByRole('button', { name: 'Record', disabled: false }).click()
  await column(supervisor)
    .getByText(/^Not to be loaded/)
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

/** Checks that an inspector with gloves can use a page on a phone. */
async function fitsPhone(page: Desk['page']): Promise<void> {
  await fitsEveryWidth(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await styled(page)
  expect(await smallTargets(page, 44)).toEqual([])
}

walk('orders and the form of a result fit a phone, in both colours', async () => {
  const { page, open } = analyst
  await page.bringToFront()
  await page.setViewportSize({ width: 1280, height: 800 })
  await world.file({ awb: awbOf(1000031), consignee: watched, goods: 'STEEL DRUMS' })
  await open('/queue?gateway=cargo')
  await page
    .getByRole('link', { name: /STEEL DRUMS/ })
    .first()
    .click()
  await column(analyst)
    .getByRole('radio', { name: /^Inspect on arrival/ })
    .check()
  await column(analyst).getByRole('checkbox', { name: 'The goods must be screened' }).check()
  await column(analyst).getByRole('button', { name: 'Record: inspect on arrival', disabled: false }).click()
  await column(analyst).getByText('inspection on arrival').first().waitFor()

  await open('/inspections')
  await page.getByRole('link', { name: 'STEEL DRUMS' }).waitFor()
  await fitsPhone(page)
  await page.getByRole('link', { name: 'STEEL DRUMS' }).click()
  await page.getByRole('heading', { level: 1, name: 'STEEL DRUMS' }).waitFor()
  await page.getByRole('radio', { name: /^Found/ }).check()
  await page.getByRole('textbox', { name: 'Goods' }).fill('Pistol parts')
  await fitsPhone(page)
  const picture = await wavePicture(200, 120).png().toBuffer()
  await page
    .getByLabel('Add photos')
    .and(page.locator('input'))
    .setInputFiles({ name: 'drum.png', mimeType: 'image/png', buffer: picture })
  await page.getByRole('img', { name: /^Photo of the goods/ }).waitFor()
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await page.getByRole('region', { name: 'Results' }).getByText('Pistol parts').waitFor()
  await fitsPhone(page)
})

/** Invented draws of two consignments, whose key is the bytes 0 to 31. */
const drawKey = Array.from({ length: 32 }, (_, byte) => byte.toString(16).padStart(2, '0')).join('')
const draw = {
  ...{ day: '2026-03-01', committedAt: '2026-02-28T23:50:00.000Z', key: drawKey, keyLost: false, notDrawn: 0 },
  ...{ revealedAt: '2026-03-04T00:13:00.000Z', drawn: 2, selected: 1 },
  commitment: '630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd',
  rates: {
    random: [{ stratum: '*/*/*', rate: 0.35 }],
    expected: { red: 0, yellow: 0, blue: 0 },
    ...{ explorationShare: 0, capacity: 4 },
  },
}
const drawn = [
  { key: 'air/999-12345675', stratum: 'air/import/known', selected: 'random' },
  { key: 'air/999-12345675#2', stratum: 'air/import/known', selected: null },
]

walk('findings and values lead to their place in the message, whose filer and day have their figures', async () => {
  const { page, open } = analyst
  const asked = awbOf(1000048)
  // The node asks for a correction by itself: no case is open, and the word says nothing.
  await world.file({ awb: asked, goods: 'GOODS' })
  await page.bringToFront()
  await page.setViewportSize({ width: 1280, height: 800 })
  await open('/consignments')
  await page
    .getByRole('row', { name: new RegExp(asked) })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { level: 1, name: 'GOODS' }).waitFor()
  const questions = page.getByRole('region', { name: 'Questions to filers' })
  await questions.getByText('Waits for an answer').waitFor()
  await page
    .getByRole('region', { name: 'Answers to filers' })
    .getByRole('row', { name: /Correction asked/ })
    .waitFor()
  await page
    .getByRole('region', { name: 'Parties' })
    .getByText(/other consignments? since|First seen/)
    .first()
    .waitFor()
  await fitsEveryWidth(page)
  await page.getByRole('region', { name: 'Findings' }).getByRole('link', { name: /^line/ }).first().click()
  const raw = page.getByRole('listbox', { name: 'Message as received' })
  await raw.getByRole('option', { selected: true, name: /GOODS/ }).waitFor()
  expect(await page.locator('pre mark').textContent()).toBe('GOODS')
  await fitsEveryWidth(page)
  await page.keyboard.press('c')
  await page.getByRole('button', { name: 'Show in the message: Parties 1: name' }).click()
  await raw.getByRole('option', { selected: true, name: /Acorn Furniture Ltd/ }).waitFor()
  expect(await page.locator('pre mark').textContent()).toBe('Acorn Furniture Ltd')

  await open('/cargo/filers')
  await fitsEveryWidth(page)
  await page.getByRole('link', { name: 'Lune Air' }).click()
  const open1 = page.getByRole('region', { name: 'Open questions to this filer' })
  await open1.getByRole('row', { name: new RegExp(asked) }).waitFor()
  await page
    .getByRole('region', { name: 'Findings by code' })
    .getByRole('row', { name: /VAGUE_DESCRIPTION/ })
    .waitFor()
  await fitsEveryWidth(page)

  await page.route('**/v1/cargo/draws', (answer) => answer.fulfill({ json: { items: [draw] } }))
  await page.route('**/v1/cargo/draws/*/consignments', (answer) =>
    answer.fulfill({ json: { items: drawn, next: null } }),
  )
  await open('/cargo/capacity')
  await page
    .getByRole('region', { name: 'Lanes' })
    .getByRole('row', { name: /Red: examination/ })
    .waitFor()
  const draws = page.getByRole('region', { name: 'Draws' })
  await draws.getByRole('button', { name: 'Check' }).click()
  await draws.getByRole('button', { name: 'Recompute all draws' }).click()
  await draws.getByText('The key fits the commitment.').waitFor()
  await draws.getByText('2 draws recomputed, none contradicts.').waitFor()
  await draws.getByRole('textbox', { name: /^Draw of one consignment/ }).fill('air/999-12345675')
  await page.keyboard.press('Enter')
  await draws.getByText(/random 0\.344399/).waitFor()
  await fitsEveryWidth(page)
  await page.unrouteAll()
})

walk('undeclared containers are listed beyond those with a case, and none can be kept from being loaded', async () => {
  const { page, open } = analyst
  await page.setViewportSize({ width: 1280, height: 800 })
  await world.hand(cuscar([{ id: 'LUNE1', containers: [{ id: containerOf(0) }] }]))
  const stowed = Array.from({ length: 24 }, (_, n) => ({ id: containerOf(n) }))
  const plan = await world.hand(baplie(stowed))
  await open(`/cargo/messages/${plan}`)
  await page.getByRole('link', { name: '23 containers of the voyage without a declaration' }).click()
  await page.getByRole('heading', { level: 1, name: 'Containers without a declaration' }).waitFor()
  await page
    .getByRole('row', { name: /no case/ })
    .first()
    .waitFor()
  expect(await page.getByRole('row', { name: /has a case/ }).count()).toBe(20)
  expect(await page.getByRole('row', { name: /no case/ }).count()).toBe(3)
  await fitsEveryWidth(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await styled(page)
  expect(await smallTargets(page, 44)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: containerOf(1) }).click()
  await page.getByRole('link', { name: 'All containers of the voyage without a declaration' }).waitFor()
  await page.getByRole('link', { name: 'Open the case' }).click()
  await column(analyst).getByRole('radio', { name: /Hold/ }).waitFor()
  expect(
    await column(analyst)
      .getByRole('radio', { name: /Do not load/ })
      .count(),
  ).toBe(0)
  await column(analyst).getByText('The stowage plan has the container aboard.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})
