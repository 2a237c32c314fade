import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import {
  type InventedProvider,
  startInventedProvider,
} from '../packages/node/src/safeguards/access/oidc/invented-provider.fixture.ts'
import { axeInBothColours } from './browser.ts'
import { walk } from './walk.ts'
import { openWorld, type World } from './world.ts'

let provider: InventedProvider
let world: World
let page: Page
/** The desk by the name of this machine, to which the provider sends people back. For a browser the provider is another site. */
const at = (path: string) => `http://localhost:${new URL(world.node.url).port}${path}`
beforeAll(async () => {
  provider = await startInventedProvider()
  world = await openWorld([], undefined, provider.environment)
  page = (await world.desk(null)).page
})
afterAll(async () => {
  const errors = await world.close()
  await provider.stop()
  expect(errors, 'errors in the console').toEqual([])
})

const byProvider = async (): Promise<void> => {
  await page.goto(at('/sign-in'))
  await page.getByRole('link', { name: 'Sign in with Border login' }).click()
  await page.getByRole('link', { name: 'Enter' }).click()
  await page.waitForURL(/\/sign-in/)
}

walk('K1 a person whom the provider knows and nobody tied learns their subject', async () => {
  provider.person = 'stranger-1'
  await byProvider()
  await page.getByText('this opens no account here').waitFor()
  await page.getByText('stranger-1').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  provider.person = 'mira-7'
})

walk('3.4 an administrator ties a person at the provider on the page of the account', async () => {
  const desk = await world.desk('administrator')
  await desk.page.getByRole('link', { name: 'analyst', exact: true }).click()
  const panel = desk.page.getByRole('region', { name: 'Sign-in of the agency' })
  await panel.getByText('Nobody signs in to this account').waitFor()
  await panel.getByRole('button', { name: 'Tie…' }).click()
  const dialog = desk.page.getByRole('dialog', { name: /Tie a person/ })
  await dialog.getByLabel('Subject').fill('mira-7')
  await dialog.getByLabel('Reason').fill('Agreed in the meeting of Monday.')
  expect(await axeInBothColours(desk.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Propose to tie' }).click()
  await panel.getByText(/mira-7 at http:/).waitFor()
})

walk('K1 the person signs in by the provider and works', async () => {
  await byProvider()
  await page.getByRole('radio', { name: 'Border control' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('navigation').first().waitFor()
  await page.goto(at('/me'))
  const sessions = page.getByRole('region', { name: /open sessions/ })
  await sessions.getByRole('row', { name: /this session.*the agency’s sign-in/ }).waitFor()
})

walk('a provider that does not answer is named, and the form for passwords stays', async () => {
  await page.context().clearCookies()
  provider.lies = { answer: { token: (response) => void response.writeHead(502).end() } }
  await byProvider()
  await page.getByText('Border login does not answer.').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})
