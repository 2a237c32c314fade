import { cutOff, styled } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, wordsOf } from './browser.ts'
import { pairs } from './listed-people.ts'
import { type Booked, reservationPush } from './reservation-push.ts'
import { walk } from './walk.ts'
import { type Desk, flightIn, openWorld, type World } from './world.ts'

const phone = '4790000417'
const email = 'tomas.verhoekel@post.example'
const { traveller } = pairs.same
const listed: Booked = { locator: 'QX7LP2', ...traveller, phone, email }
const agency = '4790000999'
/** Clients of a travel agency, each with a booking of their own. */
const clients: Booked[] = Array.from({ length: 23 }, (_, n) => ({
  ...{ locator: `AG${1000 + n}`, surname: `CLIENT${String.fromCharCode(65 + n)}`, given: 'UMA', phone: agency },
}))
const sharing: Booked[] = [
  { locator: 'AA1PHO', surname: 'SOLBERG', given: 'KARI', phone, email: 'kari@post.example' },
  { locator: 'BB2MAI', surname: 'TEIGEN', given: 'ODD', email },
  { locator: 'CC3SEC', surname: 'RUNDE', given: 'PER', email: 'kari@post.example' },
]
const outbound = flightIn(180)
const inbound = { ...flightIn(2 * 1440, '483', 'OSL'), to: 'TUN' }

let world: World
let analyst: Desk
let out: string
let back: string
beforeAll(async () => {
  world = await openWorld([pairs.same, pairs.misread, pairs.seven])
  await world.send(reservationPush(outbound, [listed], '8101'))
  await world.send(reservationPush(flightIn(400, '644', 'ALG'), sharing, '8102'))
  await world.send(reservationPush(flightIn(500, '645', 'ALG'), clients, '8103'))
  await world.ask(outbound, [traveller, { ...pairs.misread.traveller }, { ...pairs.seven.traveller }])
  await world.ask(inbound, [traveller, { ...pairs.seven.traveller }])
  const cases = (await (await world.node.signIn('analyst')).call('GET', '/v1/cases')).body as {
    items: { id: string; subject: { label: string }; context: { label: string } }[]
  }
  const caseOn = (flight: string): string =>
    cases.items.find(({ subject, context }) => /VERHOEKEL/.test(subject.label) && context.label.startsWith(flight))
      ?.id as string
  out = caseOn('7N 482')
  back = caseOn('7N 483')
  analyst = await world.desk('analyst')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

const openCase = async ({ page, open }: Desk, id = out, search = ''): Promise<void> => {
  await page.bringToFront()
  await open(`/cases/${id}${search}`)
  await page.getByRole('heading', { level: 1, name: /VERHOEKEL/ }).waitFor()
}
const tab = (page: Page) => page.getByRole('tab', { selected: true })

walk('the keys C, L, M and T open the tabs, < and > move, and the address names the tab', async () => {
  const { page } = analyst
  await openCase(analyst)
  expect(await wordsOf(tab(page))).toBe('Compare')
  for (const [key, name, search] of [
    ['l', /^Journey and links$/, 'tab=links'],
    ['t', /^History$/, 'tab=history'],
    ['m', /^Messages\s*2$/, 'tab=messages'],
    ['c', /^Compare$/, ''],
    ['>', /^Journey and links$/, 'tab=links'],
    ['>', /^Messages/, 'tab=messages'],
    ['<', /^Journey and links$/, 'tab=links'],
  ] as const) {
    await page.keyboard.press(key)
    await tab(page).filter({ hasText: name }).waitFor()
    expect(new URL(page.url()).search).toBe(search === '' ? '' : `?${search}`)
  }
  await page.reload()
  await tab(page)
    .filter({ hasText: /^Journey and links$/ })
    .waitFor()
})

walk('Compare holds the sides, for and against, explanations, and one folded row; all fits 1440 by 900', async () => {
  const { page } = analyst
  await page.setViewportSize({ width: 1440, height: 900 })
  await openCase(analyst)
  await page.getByRole('region', { name: 'Other cases about this person' }).waitFor()
  const main = page.getByRole('region', { name: 'Evidence of the case' })
  const headings = main.getByRole('heading', { level: 2 })
  expect((await headings.allInnerTexts()).map((words) => words.split('\n')[0])).toEqual([
    'Evidence for',
    'Evidence against',
    'Other explanations',
    'How this was calculated',
  ])
  expect(await main.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0)
  expect(await main.getByText(/engine|tables/i).count(), 'nothing about the engine above the folded row').toBe(1)
  await page.setViewportSize({ width: 1280, height: 800 })
})

walk('Compare with seven fields that all differ fits 1440 by 900, with the marking beside the signal', async () => {
  const { page, open } = analyst
  await page.setViewportSize({ width: 1440, height: 900 })
  await open(`/cases/${await world.caseOf(pairs.seven)}`)
  await page.getByRole('heading', { level: 1, name: /BENHAMDAN/ }).waitFor()
  const table = page.getByRole('table', { name: 'The two sides, field by field' })
  await page.getByRole('region', { name: 'Evidence for' }).waitFor()
  await page.getByRole('region', { name: 'Other cases about this person' }).waitFor()
  expect(await table.locator('tbody tr').count()).toBe(7)
  const main = page.getByRole('region', { name: 'Evidence of the case' })
  // Only the node of a single operator, as this one, has a banner above each page.
  const banner = await page.getByText('One person uses every account').boundingBox()
  await page.setViewportSize({ width: 1440, height: 900 + Math.ceil((banner?.height ?? 0) + 11) })
  expect(await main.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0)
  const head = table.getByRole('columnheader').last()
  const [name, marking] = [await head.getByRole('link').boundingBox(), await head.getByText('TLP:AMBER').boundingBox()]
  expect(marking !== null && name !== null && marking.y < name.y + name.height, 'the marking is beside the name').toBe(
    true,
  )
  await page.setViewportSize({ width: 1280, height: 800 })
})

walk('the last part of the decision stays in view while the evidence scrolls', async () => {
  const { page } = analyst
  await page.setViewportSize({ width: 1280, height: 640 })
  await openCase(analyst, out, '?view=weights')
  const main = page.getByRole('region', { name: 'Evidence of the case' })
  await main.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  const record = page.getByRole('button', { name: 'Choose an outcome' })
  const box = await record.boundingBox()
  expect(box !== null && box.y + box.height <= 640).toBe(true)
  await page.setViewportSize({ width: 1280, height: 800 })
})

walk('the strip names the other flight of the same person, and Y copies the own reading to its case', async () => {
  const { page } = analyst
  await openCase(analyst)
  const strip = page.getByRole('region', { name: 'Other cases about this person' })
  await strip.getByText('Same person on 2 flights').waitFor()
  await strip.getByText('same document and birth date').waitFor()
  await strip.getByText('7N 483 OSL-TUN').waitFor()
  await page.keyboard.press('y')
  const dialog = page.getByRole('dialog', { name: /^Copy your reading to C-\d+\?$/ })
  await dialog.getByText(/never copied/).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Copy my reading' }).click()
  await strip.getByRole('link', { name: /^Copied to C-\d+$/ }).click()
  await page.getByRole('link', { name: '7N 483' }).waitFor()
  await page.keyboard.press('t')
  const notes = page.getByRole('region', { name: 'Notes' })
  await notes.getByText(/^Copied from C-\d+\./).waitFor()
  await notes.getByRole('link', { name: 'copied from another case' }).click()
  await page.waitForURL(`**/cases/${out}**`)
})

walk('arrows reach every node of the picture, and the table has the same set', async () => {
  const { page } = analyst
  await openCase(analyst, out, '?tab=links')
  const picture = page.getByRole('region', { name: 'Links as a picture' })
  await picture.waitFor()
  const named = (await picture
    .locator('[data-node]')
    .evaluateAll((nodes) => nodes.map((node) => node.textContent))) as string[]
  expect(
    named.some((name) => /^SOLBERG, KARI, person, 7N 644/.test(name)),
    named.join(' | '),
  ).toBe(true)
  expect(
    named.some((name) => /^\S+ ··· 417, phone$/.test(name)),
    named.join(' | '),
  ).toBe(true)
  expect(
    named.some((name) => /^C-\d+, same person, 7N 483/.test(name)),
    named.join(' | '),
  ).toBe(true)
  expect(
    named.some((name) => /RUNDE, PER/.test(name)),
    'the second step',
  ).toBe(true)
  expect(
    named.some((name) => /CLIENT/.test(name)),
    'an agency is not linked at all',
  ).toBe(false)
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-node') ?? '')
  const reached = new Set<string>()
  await picture.locator('[tabindex="0"]').focus()
  // Breadth first by the keys: out to each child, along its siblings, and back.
  const explore = async (): Promise<void> => {
    const here = await focused()
    reached.add(here)
    await page.keyboard.press('ArrowRight')
    const first = await focused()
    if (first === here) return
    let child = first
    do {
      await explore()
      await page.keyboard.press('ArrowDown')
      child = await focused()
    } while (child !== first)
    await page.keyboard.press('ArrowLeft')
  }
  await explore()
  expect(reached.size).toBe(named.length)
  await page.getByText('A link is not evidence.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('v')
  const table = page.getByRole('table', { name: 'Links as a table' })
  await table.waitFor()
  const rows = await wordsOf(table)
  const words = / (person|phone|same person|e-mail address|document|signal of this case|booking)\b.*$/
  for (const name of named.slice(1)) expect(rows).toContain(name.replace(words, '').replace(/,$/, ''))
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'Phone' }).click()
  expect(await wordsOf(table)).not.toContain('··· 417')
})

walk('M shows the messages at the person’s segment, with the compared values marked', async () => {
  const { page } = analyst
  await openCase(analyst)
  await page.keyboard.press('m')
  const segments = page.getByRole('region', { name: 'Segments about this person' })
  await segments.locator('mark', { hasText: 'VERHOEKEL' }).first().waitFor()
  expect(await segments.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('link', { name: 'Open the whole message' }).click()
  await page.waitForURL(/\/messages\/.*segment=\d+/)
  await page.keyboard.press('c')
  await page.waitForURL(`**/cases/${out}**`)
})

walk('the history is drawn to scale and listed, newest first, and its list can be filtered', async () => {
  const { page } = analyst
  await openCase(analyst, out, '?tab=history')
  const list = page.getByRole('region', { name: /^Entries/ })
  await list.getByText('You viewed the case for the first time.').waitFor()
  await list.getByText('A passenger list came.').waitFor()
  await list
    .getByText(/^Known from now on: .*Document/)
    .first()
    .waitFor()
  const entries = await list.getByRole('listitem').allInnerTexts()
  const times = entries.map((entry) => Date.parse(entry.split('\n')[0] ?? ''))
  expect(times).not.toContain(Number.NaN)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  expect(await axeInBothColours(page)).toEqual([])
  await list.getByRole('button', { name: /^Acts of people/ }).click()
  expect(await list.getByText('A passenger list came.').count()).toBe(0)
  await page.getByRole('button', { name: 'Last 3 h' }).click()
  expect(await cutOff(page)).toEqual([])
})

walk('on a phone no word of the history is outside of its picture', async () => {
  const { page, open } = analyst
  await page.setViewportSize({ width: 390, height: 844 })
  for (const id of [out, await world.caseOf(pairs.misread)]) {
    await open(`/cases/${id}?tab=history`)
    await page.getByRole('region', { name: 'Known over time' }).waitFor()
    await styled(page)
    const words = page.locator('svg:has(> title) text')
    const outside = await words.evaluateAll((all) =>
      all
        .filter((word) => {
          const [own, picture] = [word, word.closest('svg') as Element].map((each) => each.getBoundingClientRect())
          return own && picture && (own.left < picture.left - 1 || own.right > picture.right + 1)
        })
        .map((word) => word.textContent),
    )
    expect(outside).toEqual([])
    expect(await words.count()).toBeGreaterThan(4)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
})

walk('people in the same booking and the messages behind a record are one row each until opened', async () => {
  const { page } = analyst
  await openCase(analyst, out, '?tab=links')
  for (const [row, inside] of [
    [/^People in the same booking/, 'QX7LP2'],
    [/^Joined from 2 messages/, 'This is another person…'],
  ] as const) {
    expect(await page.getByText(inside).count(), 'folded').toBe(0)
    await page.getByRole('button', { name: row, expanded: false }).click()
    await page.getByText(inside).first().waitFor()
  }
  expect(await axeInBothColours(page)).toEqual([])
})

walk('the queue names the days of the group Later', async () => {
  const { page, open } = analyst
  await open('/queue')
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' })
  await page.getByText(`Later, ${day.format(inbound.departsAt).replace(',', '')}`, { exact: true }).waitFor()
})

walk('no tab of a case scrolls sideways at 1440, 1024, 768 or 390', async () => {
  const { page } = analyst
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [768, 1024],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const search of ['', '?tab=links', '?tab=links&view=table', '?tab=messages', '?tab=history']) {
      await openCase(analyst, out, search)
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('section[aria-label="Evidence of the case"], aside')]
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'hidden',
          )
          .map((element) => `${element.tagName} ${element.getAttribute('aria-label') ?? element.className}`),
      )
      expect(wide, `${width} ${search}`).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
})

walk('a person refused on the outbound flight is marked on the return flight', async () => {
  const call = async (account: string, path: string, body: unknown) =>
    (await world.node.signIn(account)).call('POST', `/v1/cases/${out}/${path}`, body)
  for (let beat = 0; beat < 3; beat += 1) {
    await call('analyst', 'view', undefined)
    await call('supervisor', 'view', undefined)
    await new Promise((resolve) => setTimeout(resolve, 3000))
  }
  const { hits } = (await (await world.node.signIn('analyst')).call('GET', `/v1/cases/${out}`)).body as {
    hits: { id: string }[]
  }
  const words = { reasons: ['same-document'], text: 'The passport shown is the one named.' }
  const proposal = { outcome: 'adverse', act: 'do-not-board', ...words, alternativesConsidered: [], details: null }
  expect((await call('analyst', 'proposal', { ...proposal, hits: hits.map(({ id }) => id) })).status).toBeLessThan(300)
  expect((await call('supervisor', 'confirmation', { agree: true, ...words })).status).toBeLessThan(300)
  await openCase(analyst, back)
  const strip = analyst.page.getByRole('region', { name: 'Other cases about this person' })
  await strip.getByText('refused on 7N 482 TUN-OSL').waitFor()
})
