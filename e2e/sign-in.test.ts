import { testPassword } from '@entente/testkit'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, fillIn, signIn, wordsOf } from './browser.ts'
import { pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, flightIn, openWorld, type World } from './world.ts'

let world: World
let caseId: string
beforeAll(async () => {
  world = await openWorld([pairs.same])
  await boarding(world, flightIn(), [pairs.same])
  caseId = await world.caseOf(pairs.same)
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

walk('after a wrong password the page shows the number of remaining attempts', async () => {
  const { page, open } = await world.desk(null)
  await open('/queue')
  await page.waitForURL(/\/sign-in/)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('status').filter({ hasText: 'Name and password are both needed.' }).waitFor()
  await fillIn(page, 'analyst', 'not the password')
  await page
    .getByRole('status')
    .filter({ hasText: /^Name or password is not right\. \d+ tries left\.$/ })
    .waitFor()
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')
  expect(await axeInBothColours(page)).toEqual([])
  await open('/queue')
  await page.waitForURL(/\/sign-in/)
})

walk('a reviewer selects a purpose before reading; none is preselected', async () => {
  const { page, open } = await world.desk(null)
  await open('/flights')
  await fillIn(page, 'analyst', testPassword)
  await page.getByRole('heading', { name: 'Purpose of your work today' }).waitFor()
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Choose a purpose' }).isDisabled()).toBe(true)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('radio', { name: 'Border control' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  // The browser is back at the requested page.
  await page.waitForURL(/\/flights$/)
  await page.getByRole('heading', { level: 1, name: 'Flights' }).waitFor()
  await page.getByRole('button', { name: 'Purpose: Border control' }).waitFor()
})

walk('a role without personal data is not asked for a purpose', async () => {
  const { page, open } = await world.desk(null)
  await open('/sign-in')
  await fillIn(page, 'administrator', testPassword)
  await page.waitForURL(/\/admin$/)
  expect(await page.getByRole('link', { name: /^Queue/ }).count()).toBe(0)
})

walk('a record outside of the purpose is not shown, and the refusal lists each condition', async () => {
  const { page, open } = await world.desk('supervisor')
  await open(`/cases/${caseId}`)
  await page.getByRole('heading', { level: 1, name: /VERHOEKEL/ }).waitFor()
  await page.keyboard.press('p')
  await page.getByRole('menuitem', { name: 'Redress' }).click()
  await page.getByRole('button', { name: 'Purpose: Redress' }).waitFor()
  await page.getByRole('heading', { level: 1, name: 'You may not open this case now' }).waitFor()
  await page.getByText(/^1 of \d+ conditions is not met\. Nothing was read\. This request was logged\.$/).waitFor()
  const failed = page.getByRole('row', { name: /^Purpose redress is not a purpose of this record/ })
  expect(await wordsOf(failed)).toContain('Choose a purpose that this record may be read for.')
  expect(await page.getByText('VERHOEKEL').count()).toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('main').getByRole('button', { name: 'Change purpose' }).click()
  await page.getByRole('menuitem', { name: 'Border control' }).click()
  await page.getByRole('heading', { level: 1, name: /VERHOEKEL/ }).waitFor()
})

walk('a role without cases is refused, and an unknown address is reported', async () => {
  const { page, open } = await world.desk('officer')
  await open(`/cases/${caseId}`)
  await page.getByRole('row', { name: /^Role / }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  // For an address without a page the node answers with a problem document. Inside the desk, the desk itself reports it.
  const answer = await page.request.get(`${world.node.url}/nowhere`)
  expect([answer.status(), (await answer.json()).code]).toEqual([404, 'not-found'])
  await open('/signals')
  await page.evaluate(() => {
    history.pushState(null, '', '/nowhere')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await page.getByRole('heading', { level: 1, name: 'There is no page at this address.' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('after signing out, the browser’s back button shows nothing', async () => {
  const { page } = await world.desk(null)
  await signIn(page, world.node.url, 'analyst', testPassword)
  await page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
  await page.getByRole('button', { name: 'Analyst, Analyst' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in/)
  await page.goBack()
  await page.waitForURL(/\/sign-in/)
  expect(await page.getByText('VERHOEKEL').count()).toBe(0)
})

/** Presses Tab until the element has the focus, at most 80 times. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  await element.waitFor({ state: 'attached' })
  for (let presses = 0; presses < 80; presses += 1) {
    if (await element.evaluate((it) => it === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${element}`)
}
/** Signs in and selects the purpose with the keyboard alone. */
async function signInByKeys(page: Page, account: string): Promise<void> {
  await tabTo(page, page.getByLabel('Name', { exact: true }))
  await page.keyboard.type(account)
  await page.keyboard.press('Tab')
  await page.keyboard.type(testPassword)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio').first())
  const border = page.getByRole('radio', { name: 'Border control' })
  await page.keyboard.press('Space')
  for (let presses = 0; !(await border.isChecked()) && presses < 10; presses += 1)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

walk('with the keyboard alone, from the sign-in to a confirmed decision', async () => {
  const { page, open } = await world.desk(null)
  await open('/queue')
  await signInByKeys(page, 'analyst')
  await page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /VERHOEKEL/ }).waitFor()
  const column = page.getByRole('complementary', { name: 'Your decision' })
  await page.keyboard.press('3')
  expect(await column.getByRole('radio', { name: /^Do not board/ }).isChecked()).toBe(true)
  await tabTo(page, column.getByRole('checkbox').first())
  await page.keyboard.press('Space')
  await tabTo(page, column.getByRole('textbox', { name: /In your own words/ }))
  await page.keyboard.type('Name, birth date and passport agree in every place.')
  const weighed = column.getByRole('group', { name: /^I considered the other explanations/ }).getByRole('checkbox')
  for (const each of await weighed.all()) {
    await tabTo(page, each)
    await page.keyboard.press('Space')
  }
  await column.getByRole('button', { name: 'Ask a second person', disabled: false }).waitFor()
  await page.keyboard.press('Control+Enter')
  await column.getByText('You proposed: Do not board').waitFor()

  const second = await world.desk(null)
  await second.open('/second')
  await signInByKeys(second.page, 'supervisor')
  await second.page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
  await second.page.keyboard.press('j')
  await second.page.keyboard.press('Enter')
  const answer = second.page.getByRole('complementary', { name: 'Your decision' })
  const agree = answer.getByRole('radio', { name: /^Agree: do not board/ })
  await agree.waitFor()
  for (let key = 1; !(await agree.isChecked()) && key < 6; key += 1) await second.page.keyboard.press(String(key))
  expect(await agree.isChecked()).toBe(true)
  await tabTo(second.page, answer.getByRole('checkbox').first())
  await second.page.keyboard.press('Space')
  await tabTo(second.page, answer.getByRole('textbox', { name: /In your own words/ }))
  await second.page.keyboard.type('The same person: every detail agrees.')
  await answer.getByRole('button', { name: 'Record your answer', disabled: false }).waitFor()
  await second.page.keyboard.press('Control+Enter')
  await answer.getByText(/^Refused boarding, decided /).waitFor()
})
