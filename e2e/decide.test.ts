import { cutOff, sidewaysOverflow, smallTargets, styled } from '@entente/testkit'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, wordsOf } from './browser.ts'
import { type ListedPair, pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, type Desk, flightIn, openWorld, type World } from './world.ts'

let world: World
let analyst: Desk
let supervisor: Desk
beforeAll(async () => {
  world = await openWorld()
  await boarding(world, flightIn(), [
    pairs.misread,
    pairs.same,
    pairs.namesake,
    pairs.disagreed,
    pairs.keyboard,
    pairs.detained,
  ])
  analyst = await world.desk('analyst')
  supervisor = await world.desk('supervisor')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

const firstWords = 'The passport shown is the one named, seen with its owner.'
const secondWords = 'Name, birth date and passport agree; nothing speaks against it.'
const personOf = async (account: string): Promise<{ person: string }> =>
  (await (await world.node.signIn(account)).call('GET', '/v1/me')).body as { person: string }
const openCase = async (desk: Desk, pair: ListedPair): Promise<string> => {
  const id = await world.caseOf(pair)
  await desk.page.bringToFront()
  await desk.open(`/cases/${id}`)
  await desk.page.getByRole('heading', { level: 1, name: new RegExp(pair.traveller.surname) }).waitFor()
  return id
}
const weighAll = async (column: Locator): Promise<void> => {
  const explanations = column.getByRole('group', { name: /^I considered the other explanations/ })
  for (const weighed of await explanations.getByRole('checkbox').all()) await weighed.check()
}
/** Records a decision after the review time. */
const record = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, disabled: false }).click()
}

walk('"Not the same person" needs review time and a reason, and notifies source and carrier', async () => {
  const { page } = analyst
  await openCase(analyst, pairs.namesake)
  const column = page.getByRole('complementary', { name: 'Your decision' })
  expect(await column.getByRole('button', { name: 'Choose an outcome' }).isDisabled()).toBe(true)
  await column.getByText(/^You can record in \d s\. Read the evidence first\.$/).waitFor()
  await page.keyboard.press('1')
  expect(await column.getByRole('radio', { checked: true }).count()).toBe(1)
  expect(await column.getByRole('checkbox', { checked: true }).count(), 'no reason is ticked beforehand').toBe(0)
  expect(
    await column.getByRole('button', { name: 'Record: not the same person' }).isDisabled(),
    'before the minimum time',
  ).toBe(true)
  expect(await axeInBothColours(page)).toEqual([])
  await record(page, 'Record: not the same person')
  await column.getByText('1 thing is missing before this can be recorded.').waitFor()
  await column.getByText('Tick at least one reason.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await column.getByRole('checkbox', { name: 'Birth date or place contradicts' }).check()
  await column.getByText(/ about hit 1/).waitFor()
  await record(page, 'Record: not the same person')
  await column.getByText(/^Recorded (?:\w{3} )?\d\d:\d\d:\d\d UTC\./).waitFor()
  await column
    .getByText(
      /OK to board \(0Z\)\. Carrier told (?:\w{3} )?\d\d:\d\d:\d\d UTC, delivered (?:\w{3} )?\d\d:\d\d:\d\d UTC\./i,
    )
    .waitFor()
  await column.getByText('The answer that was sent').click()
  expect(await wordsOf(column.getByText(/BGM\+132/)), 'the answer as it went back').toMatch(/ERC\+0Z/)
  expect(await axeInBothColours(page)).toEqual([])
  const callback = await world.callbacks.next((callback) => callback.text.includes('RFF+ABO:R12'))
  expect(callback.text).toMatch(/BGM\+132/)
  expect(callback.text).toMatch(/ERC\+0Z/)
})

walk('a proposal to refuse boarding needs a reason and assessed explanations, and sends nothing', async () => {
  const { page } = analyst
  const sent = world.callbacks.received.length
  await openCase(analyst, pairs.misread)
  const column = page.getByRole('complementary', { name: 'Your decision' })
  await column.getByRole('radio', { name: /^Do not board/ }).check()
  await column
    .getByText(/^Nothing is sent until a second person agrees\. Without one by (?:\w{3} )?\d\d:\d\d UTC/)
    .or(column.getByText(/^You can record in/))
    .first()
    .waitFor()
  await record(page, 'Ask a second person')
  await column.getByText('3 things are missing before this can be recorded.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await column.getByRole('checkbox', { name: 'Document number agrees or is explained' }).check()
  await column.getByRole('textbox', { name: /In your own words/ }).fill(firstWords)
  await weighAll(column)
  await record(page, 'Ask a second person')
  await column.getByText('You proposed: Do not board').waitFor()
  await column
    .getByText(
      /^(?:\w{3} )?\d\d:\d\d UTC\. Nothing has been sent\. Without a second person by (?:\w{3} )?\d\d:\d\d UTC the carrier is told “further check”\.$/,
    )
    .waitFor()
  await column.getByRole('listitem').filter({ hasText: 'Supervisor' }).first().waitFor()
  expect(await column.getByRole('radio').count(), 'nobody is their own second').toBe(0)
  expect(world.callbacks.received.length).toBe(sent)
  expect(await axeInBothColours(page)).toEqual([])
})

walk("the second person does not see the proposer's name or reasons; approval sends 1Z", async () => {
  const { page, open } = supervisor
  await page.bringToFront()
  await open('/second')
  await page.getByRole('row', { name: /FERHANY/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /FERHANY/ }).waitFor()
  // The path and Escape lead back to the list from which the case was opened.
  await page
    .getByRole('navigation', { name: 'Where this page is' })
    .getByRole('link', { name: 'Second person' })
    .waitFor()
  const column = page.getByRole('complementary', { name: 'Your decision' })
  await column
    .getByText(
      'A colleague proposes to refuse boarding. Name and reasons stay hidden until you have recorded your own answer.',
    )
    .waitFor()
  await page.getByRole('row', { name: /K4471906B/ }).waitFor()
  const before = await wordsOf(page.locator('#page'))
  expect(before).not.toContain(firstWords)
  expect(before).not.toMatch(/Analyst(?! looked)/)
  expect(await column.getByRole('radio', { checked: true }).count()).toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
  // The layout of a phone has no byte of them either, hidden or not, in any tab. The reading time counts there too.
  await page.setViewportSize({ width: 390, height: 844 })
  await styled(page)
  const [{ person }, html] = [await personOf('analyst'), [] as string[]]
  for (const tab of ['Journey and links', 'Messages', 'History', 'Compare']) {
    await page.getByRole('tab', { name: tab }).click()
    await page.locator('#case-panel [aria-busy=true]').first().waitFor({ state: 'detached' })
    html.push(await page.content())
    expect(await sidewaysOverflow(page), tab).toBe(0)
    expect(await smallTargets(page, 44), tab).toEqual([])
  }
  for (const secret of [firstWords, person, 'Document number agrees or is explained'])
    expect(
      html.some((each) => each.includes(secret)),
      secret,
    ).toBe(false)
  await page.getByRole('button', { name: 'Your own answer… 3 choices' }).click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio')
  await column.getByRole('radio', { name: /^Agree: do not board/ }).check()
  await column.getByRole('checkbox', { name: 'Identity agrees on name and birth date' }).check()
  await column.getByRole('textbox', { name: /In your own words/ }).fill(secondWords)
  await record(page, 'Record your answer')
  await page.setViewportSize({ width: 1280, height: 800 })
  await column
    .getByText(/^Refused boarding, decided (?:\w{3} )?\d\d:\d\d:\d\d UTC by Analyst and Supervisor\./)
    .waitFor()
  // The page shows both opinions next to each other.
  await column.getByText(firstWords).waitFor()
  await column.getByText(secondWords).waitFor()
  await column
    .getByText(/Carrier told (?:\w{3} )?\d\d:\d\d:\d\d UTC, delivered (?:\w{3} )?\d\d:\d\d:\d\d UTC\./)
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  const callback = await world.callbacks.next((callback) => callback.text.includes('RFF+ABO:R10'))
  expect(callback.text).toMatch(/BGM\+132/)
  expect(callback.text).toMatch(/RFF\+ABO:R10'ERC\+1Z'FTX\+AAP\+\+\+DO NOT BOARD/)
})

walk('detaining needs a second person too, and sends 1Z', async () => {
  const { page } = analyst
  await openCase(analyst, pairs.detained)
  const column = page.getByRole('complementary', { name: 'Your decision' })
  const offered = await column
    .getByRole('radio')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))
  expect(offered).toEqual(['ok-to-board', 'further-check', 'do-not-board', 'detain'])
  await page.keyboard.press('4')
  expect(await column.getByRole('radio', { name: /^Detain adverse/ }).isChecked()).toBe(true)
  await column.getByText('A second person must agree; the carrier is then informed: do not board.').waitFor()
  await column.getByRole('checkbox', { name: 'Order of a court or authority' }).check()
  await column.getByRole('textbox', { name: /In your own words/ }).fill(firstWords)
  await weighAll(column)
  await record(page, 'Ask a second person')
  await column.getByText('You proposed: Detain').waitFor()

  const before = world.callbacks.received.length
  await openCase(supervisor, pairs.detained)
  const second = supervisor.page.getByRole('complementary', { name: 'Your decision' })
  await second
    .getByText('A colleague proposes to detain. Name and reasons stay hidden until you have recorded your own answer.')
    .waitFor()
  await second.getByRole('radio', { name: /^Agree: detain/ }).check()
  expect(await axeInBothColours(supervisor.page)).toEqual([])
  await second.getByRole('checkbox', { name: 'Order of a court or authority' }).check()
  await second.getByRole('textbox', { name: /In your own words/ }).fill(secondWords)
  expect(world.callbacks.received.length, 'nothing before the second person').toBe(before)
  await record(supervisor.page, 'Record your answer')
  await supervisor.page
    .getByText(/^Detained, decided (?:\w{3} )?\d\d:\d\d:\d\d UTC by Analyst and Supervisor\./)
    .waitFor()
  expect((await world.callbacks.next((callback) => callback.text.includes('RFF+ABO:R15'))).text).toMatch(
    /RFF\+ABO:R15'ERC\+1Z'/,
  )
})

walk('after a disagreement the passenger keeps a further check, and a third person reviews', async () => {
  await openCase(analyst, pairs.disagreed)
  const first = analyst.page.getByRole('complementary', { name: 'Your decision' })
  await first.getByRole('radio', { name: /^Do not board/ }).check()
  await first.getByRole('checkbox', { name: 'Document number agrees or is explained' }).check()
  await first.getByRole('textbox', { name: /In your own words/ }).fill(firstWords)
  await weighAll(first)
  await record(analyst.page, 'Ask a second person')
  await first.getByText('You proposed: Do not board').waitFor()
  const sent = world.callbacks.received.length

  await openCase(supervisor, pairs.disagreed)
  const { page } = supervisor
  const second = page.getByRole('complementary', { name: 'Your decision' })
  await page.keyboard.press('1')
  await second.getByRole('checkbox', { name: 'A different person' }).check()
  await record(page, 'Record your answer')
  await second.getByText(/^Write at least 20 characters: \d+ more\.$/).waitFor()
  await second
    .getByRole('textbox', { name: /In your own words/ })
    .fill('The person at the desk is thirty years younger.')
  await record(page, 'Record your answer')
  await page
    .getByText(/The carrier is informed: further check\. A third person reviews the case\./)
    .first()
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  // The jobs after the disagreement have finished.
  await world.node.whenIdle()
  expect(world.callbacks.received.length, 'further check was sent already').toBe(sent)
})

walk('a case can be decided with the keyboard alone, from the queue on', async () => {
  const { page, open } = analyst
  await page.bringToFront()
  await open('/queue')
  await page.getByRole('row', { name: /ASKELSUND/ }).waitFor()
  const selected = () => page.getByRole('row', { selected: true })
  do await page.keyboard.press('j')
  while (!(await wordsOf(selected())).includes('ASKELSUND'))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /ASKELSUND/ }).waitFor()
  await page.keyboard.press('2')
  expect(await page.getByRole('radio', { name: /^Further check at the desk/ }).isChecked()).toBe(true)
  await page.keyboard.press('r')
  await page.keyboard.press('Space')
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1)
  await page.getByRole('status').filter({ hasText: 'You can record now.' }).waitFor({ state: 'attached' })
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Recorded (?:\w{3} )?\d\d:\d\d:\d\d UTC\./).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL(/\/queue/)
})

walk('decided cases have their own list, with outcome and time', async () => {
  const { page, open } = analyst
  await page.bringToFront()
  await open('/queue')
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'decided', exact: true }).click()
  await page.getByRole('button', { name: 'Show these' }).click()
  await page.waitForURL(/state=decided/)
  await page.getByRole('heading', { level: 1, name: 'Decided cases' }).waitFor()
  const row = (pair: ListedPair) => page.getByRole('row', { name: new RegExp(pair.traveller.surname) })
  await row(pairs.namesake).waitFor()
  expect(await wordsOf(row(pairs.namesake))).toMatch(/^Not the same\s+\d\d:\d\d/)
  expect(await wordsOf(row(pairs.keyboard))).toMatch(/^Further check\s+\d\d:\d\d/)
  expect(await wordsOf(row(pairs.misread))).toMatch(/^Adverse\s+\d\d:\d\d/)
  expect(await wordsOf(row(pairs.detained))).toMatch(/^Adverse\s+\d\d:\d\d/)
  expect(await row(pairs.disagreed).count(), 'a third person looks at it still').toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
})

walk('oversight sees in its list of cases which decision was made and when', async () => {
  const { page, open } = await world.desk('oversight-1')
  await open('/oversight?state=decided')
  const rows = page.getByRole('row', { name: /^C-/ })
  await rows.first().waitFor()
  const outcomes = (await rows.allInnerTexts()).map(
    (row) => /(No action|Further check|Adverse) \d+ \w+ \d{4} (?:\w{3} )?\d\d:\d\d UTC\s*$/.exec(row)?.[1],
  )
  expect(outcomes.toSorted()).toEqual(['Adverse', 'Adverse', 'Further check', 'No action'])
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
})
