import { cutOff } from '@entente/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, wordsOf } from './browser.ts'
import { pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, type Desk, flightIn, openWorld, type World } from './world.ts'

let world: World
let analyst: Desk
beforeAll(async () => {
  world = await openWorld()
  // The message about the later flight is sent first, but the earlier flight is listed above.
  await boarding(world, flightIn(180), [pairs.misread, pairs.namesake])
  await boarding(world, flightIn(25, '106', 'ALG'), [pairs.same])
  analyst = await world.desk('analyst')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

walk('the queue names its zone and the reasons, and shows the earliest deadline first', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByText('Times in UTC').waitFor()
  await page.getByRole('row', { name: /DRABIKOVA/ }).waitFor()
  const rows = await page.locator('tbody tr').allInnerTexts()
  expect(rows[0]).toMatch(/^Answer due within 30 minutes\s+1$/)
  expect(rows[1]).toMatch(/VERHOEKEL, TOMAS\s+Same document number, same birth date, same name/)
  expect(rows[1]).toMatch(/\d+ min\s+(\w{3} )?\d\d:\d\d/)
  expect(rows[1]).toMatch(/7N 106 ALG→OSL\s+leaves (\w{3} )?\d\d:\d\d\s+Norland Border Agency\s+TLP:AMBER/)
  expect(rows[2]).toMatch(/^(Today|Tomorrow), \w{3} \d+ \w{3}\s+2$/)
  expect(rows[3]).toContain('FERHANY, IDRIS')
  expect(rows[4]).toContain('DRABIKOVA, SELMA')
  const shown = rows.join('\n')
  expect(shown, 'no score, no birth date, no nationality in the list').not.toMatch(/0\.9|1984|CZE|TUN\b(?!→)/)
  // The cells and the strength say in words what they show.
  const first = page.getByRole('row', { name: /VERHOEKEL/ })
  for (const said of ['Name: same', 'Birth date: same', 'Document: same', 'Nationality: same'])
    await first.getByText(said, { exact: true }).waitFor({ state: 'attached' })
  await first.getByRole('img', { name: /^Strength: Very close, 8 of 8 steps, 4 of 4 compared$/ }).waitFor()
  const misread = page.getByRole('row', { name: /FERHANY/ })
  await misread.getByText('Document: alike, at most 2 places differ').waitFor({ state: 'attached' })
  const namesake = page.getByRole('row', { name: /DRABIKOVA/ })
  await namesake.getByText('Document: differs').waitFor({ state: 'attached' })
  await namesake.getByRole('img', { name: /^Strength: (Slight|Partial), / }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('J, K and Enter move through the queue and open a case; Escape returns', async () => {
  const { page, open } = analyst
  await open('/queue')
  const row = (name: RegExp) => page.getByRole('row', { name })
  const selected = () => wordsOf(page.getByRole('row', { selected: true }))
  await row(/DRABIKOVA/).waitFor()
  await page.keyboard.press('j')
  expect(await selected()).toContain('VERHOEKEL')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await selected()).toContain('DRABIKOVA')
  await page.keyboard.press('k')
  expect(await selected()).toContain('FERHANY')
  await page.keyboard.press('Space')
  // The preview shows evidence without opening the case, and offers no decision.
  const peek = page.getByRole('article', { name: 'Preview' })
  await peek.getByText('A decision is made in the case, one at a time.').waitFor()
  await peek.getByRole('heading', { name: 'Evidence for' }).waitFor()
  expect(await peek.getByRole('radio').count()).toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('Escape')
  await peek.waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  const title = page.getByRole('heading', { level: 1, name: /FERHANY/ })
  await title.waitFor()
  expect(await title.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 1, name: /DRABIKOVA/ }).waitFor()
  await page.getByText('3 of 3').waitFor()
  await page.keyboard.press('Escape')
  await row(/DRABIKOVA/).waitFor()
  expect(await selected()).toContain('DRABIKOVA')
})

walk('a case shows both sides, differing characters, evidence for and against, and other explanations', async () => {
  const { page, open } = analyst
  await open(`/cases/${await world.caseOf(pairs.misread)}`)
  const document = page.getByRole('row', { name: /^Document .*K4471906B.*1 of 9 differs.*place 6.*K4471506B/ })
  await document.waitFor()
  expect(await document.locator('[data-kind=mark]').count(), 'marked on both sides').toBe(2)
  await page.getByRole('row', { name: /^Name .*FERHAN/ }).waitFor()
  await page.getByRole('heading', { name: 'Evidence for' }).waitFor()
  await page.getByText('The birth date is the same, to the day.').waitFor()
  await page.getByRole('heading', { name: 'Evidence against' }).waitFor()
  await page.getByRole('heading', { name: 'Other explanations' }).waitFor()
  expect(
    await page
      .getByRole('region', { name: 'Evidence of the case' })
      .getByText(/signal last confirmed 9 days ago/)
      .count(),
  ).toBe(1)
  expect(await page.getByRole('radio', { checked: true }).count(), 'nothing is chosen beforehand').toBe(0)
  expect(await page.title()).toMatch(/^C-\d+ · Case · Entente$/)
  expect(await axeInBothColours(page)).toEqual([])
})

walk('a focused value shows and links to its segment of the message', async () => {
  const { page, open } = analyst
  await open(`/cases/${await world.caseOf(pairs.misread)}`)
  const value = page.getByRole('row', { name: /^Document/ }).getByRole('link')
  await value.hover()
  const tooltip = page.getByRole('tooltip')
  await tooltip.getByText(/^PAXLST received .* UTC, segment \d+$/).waitFor()
  expect(await wordsOf(tooltip.locator('code'))).toBe("DOC+P:110:111+K4471906B'")
  expect(await wordsOf(tooltip.locator('mark'))).toBe('K4471906B')
  expect(await axeInBothColours(page)).toEqual([])
  await page.mouse.move(0, 0)
  await tooltip.waitFor({ state: 'detached' })
  await page
    .getByRole('row', { name: /^Birth date/ })
    .getByRole('link')
    .focus()
  await tooltip.locator('mark', { hasText: '840314' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/messages\/.*segment=\d+/)
  await page.getByRole('option', { selected: true }).filter({ hasText: 'DTM+329:840314' }).waitFor()
})

walk('the key W shows all weights with sum and threshold, and hides them again', async () => {
  const { page, open } = analyst
  await open(`/cases/${await world.caseOf(pairs.misread)}`)
  await page.getByRole('heading', { name: 'Evidence for' }).waitFor()
  await page.keyboard.press('w')
  const weights = page.getByRole('table', { name: 'All weights' })
  await weights.getByRole('row', { name: /^Starting point Two people/ }).waitFor()
  await weights.getByRole('row', { name: /^Sum/ }).waitFor()
  await page.getByText('It is not a probability that this is the person.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('w')
  await weights.waitFor({ state: 'detached' })
})

walk("the key M opens the messages at the person's segment; C returns", async () => {
  const { page, open } = analyst
  await open(`/cases/${await world.caseOf(pairs.namesake)}`)
  await page.getByRole('heading', { level: 1, name: /DRABIKOVA/ }).waitFor()
  await page.keyboard.press('m')
  await page.waitForURL(/tab=messages/)
  const segments = page.getByRole('region', { name: 'Segments about this person' })
  await segments.locator('mark', { hasText: 'DRABIKOVA' }).waitFor()
  await segments.locator('mark', { hasText: 'CZ9004413' }).waitFor()
  expect(await segments.getByText('FERHANY').count()).toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('c')
  await page.getByRole('heading', { name: 'Evidence for' }).waitFor()
  await page.keyboard.press('m')
  await page.getByRole('link', { name: 'Open the whole message' }).click()
  await page.waitForURL(/\/messages\/.*segment=\d+/)
  await page.getByRole('heading', { level: 1, name: 'PAXLST from Nordvik Air' }).waitFor()
  await page.locator('mark', { hasText: 'DRABIKOVA' }).waitFor()
  await page.locator('mark', { hasText: 'CZ9004413' }).waitFor()
  expect(await page.locator('mark', { hasText: 'FERHANY' }).count()).toBe(0)
  expect(page.url(), 'no name in the address').not.toMatch(/drabikova/i)
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('c')
  await page.getByRole('heading', { level: 1, name: /DRABIKOVA/ }).waitFor()
})

walk('a new case is announced but not inserted until N is pressed', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByRole('row', { name: /DRABIKOVA/ }).waitFor()
  await boarding(world, flightIn(90, '120', 'ALG'), [pairs.later])
  const above = page.getByRole('button', { name: /^1 new above/ })
  await above.waitFor()
  expect(await page.getByRole('row', { name: /KHEROUF/ }).count()).toBe(0)
  await page.getByRole('status').filter({ hasText: '1 new case' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('n')
  await page.getByRole('row', { name: /KHEROUF/ }).waitFor()
  await above.waitFor({ state: 'detached' })
})

walk('the list can be filtered by assignee, and one key takes a case', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByRole('row', { name: /DRABIKOVA/ }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await page.getByRole('status').filter({ hasText: 'You took the case of VERHOEKEL, TOMAS.' }).waitFor()
  await page.getByText(/^Mine 1$/).click()
  await page.waitForURL(/with=me/)
  await page.getByRole('row', { name: /DRABIKOVA/ }).waitFor({ state: 'detached' })
  await page
    .getByRole('row', { name: /VERHOEKEL/ })
    .getByText('me', { exact: true })
    .waitFor()
  await page.keyboard.press('f')
  await page.getByRole('combobox', { name: 'Answer due' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk("an overdue case shows its delay and the carrier's interim answer in full", async () => {
  const { page, open } = analyst
  await boarding(world, flightIn(-75, '131', 'ALG'), [pairs.keyboard])
  await open('/queue')
  const row = page.getByRole('row', { name: /ASKELSUND/ })
  await row.waitFor()
  expect(await wordsOf(row)).toMatch(/1 h 1\d over\s+was/)
  await row.getByText(/carrier was informed: further check/).waitFor({ state: 'attached' })
  expect(await cutOff(page)).toEqual([])
})

walk('a filter is set with the keyboard, counted, saved under a name and chosen by its key', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByRole('row', { name: /FERHANY/ }).waitFor()
  const rows = page.getByRole('row', { name: /[A-Z]{5}/ })
  const all = await rows.count()
  await page.keyboard.press('f')
  await page.getByRole('textbox', { name: 'Flight', exact: true }).fill('7N482')
  await page.getByRole('combobox', { name: 'Evidence' }).click()
  await page.getByRole('option', { name: 'Document differs' }).click()
  expect(await page.getByRole('option', { name: /Nationality/ }).count(), 'no filter by nationality').toBe(0)
  await page.getByRole('button', { name: 'Show these' }).click()
  await page.getByRole('row', { name: /FERHANY/ }).waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /DRABIKOVA/ }).waitFor()
  await page.getByText(new RegExp(`^1 of ${all} fit$`)).waitFor()
  expect(page.url(), 'an unsaved filter is not in the address').not.toMatch(/482|differs/)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'Save as my filter…' }).click()
  await page.getByRole('textbox', { name: 'Name of the filter' }).fill('Other passports')
  await page.keyboard.press('Enter')
  await page.waitForURL(/filter=[0-9a-f-]{36}/)
  const own = page.getByRole('button', { name: /^Other passports 1$/ })
  await own.waitFor()
  expect(page.url()).not.toMatch(/482|passports/i)
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('row', { name: /FERHANY/ }).waitFor()
  await page.keyboard.press('Shift+Digit1')
  await page.waitForURL(/filter=/)
  await page.getByRole('row', { name: /FERHANY/ }).waitFor({ state: 'detached' })
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove the filter "Other passports"' }).click()
  await own.waitFor({ state: 'detached' })
})

walk('six keys lead from the queue to a recorded "not the same person"', async () => {
  const { page, open } = analyst
  await open('/queue')
  await page.getByRole('row', { name: /ASKELSUND/ }).waitFor()
  let pressed = 0
  const press = async (key: string): Promise<void> => {
    pressed += 1
    await page.keyboard.press(key)
  }
  await press('j')
  expect(await wordsOf(page.getByRole('row', { selected: true }))).toContain('ASKELSUND')
  await press('Enter')
  await page.getByRole('heading', { level: 1, name: /ASKELSUND/ }).waitFor()
  await press('1')
  await press('r')
  await press('Space')
  await page.getByRole('status').filter({ hasText: 'You can record now.' }).waitFor({ state: 'attached' })
  await press('Control+Enter')
  await page.getByText(/^Recorded (?:\w{3} )?\d\d:\d\d:\d\d UTC\./).waitFor()
  expect(pressed).toBeLessThanOrEqual(8)
})
