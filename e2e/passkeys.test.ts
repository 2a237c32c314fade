import { testPassword } from '@entente/testkit'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { addAuthenticator, axeInBothColours, copyAuthenticator, fillIn } from './browser.ts'
import { walk } from './walk.ts'
import { openWorld, type World } from './world.ts'

let world: World
let page: Page
let devtools: CDPSession
let authenticator: string
/** The desk by the name of this machine: a passkey cannot belong to an IP address. */
const at = (path: string) => `http://localhost:${new URL(world.node.url).port}${path}`
beforeAll(async () => {
  world = await openWorld([])
  await world.node.db.updateTable('founding').set({ single_operator: false }).execute()
  page = (await world.desk(null)).page
  devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  authenticator = await addAuthenticator(devtools)
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

async function signOut(): Promise<void> {
  await page.context().clearCookies()
  await page.goto(at('/sign-in'))
}
const usePasskey = () => page.getByRole('button', { name: 'Use a passkey' }).click()

walk('P3 the desk at 127.0.0.1 leads to localhost, where passkeys work', async () => {
  await page.goto(`${world.node.url}/`)
  await page.waitForURL(at('/sign-in*'))
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor()
  await page.goto(`${world.node.url}/sign-in`)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await page.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0)
})

walk('K1 after a password alone a person adds a passkey and keeps recovery codes', async () => {
  await page.goto(at('/sign-in'))
  await fillIn(page, 'administrator', testPassword)
  await page.getByRole('heading', { name: 'Add a second factor' }).waitFor()
  await page.getByRole('button', { name: 'Add a passkey' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.first().waitFor()
  expect(await codes.count()).toBe(10)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.waitForURL(/\/admin$/)
  await page.getByRole('navigation').first().waitFor()
  expect(await page.getByText('One person uses every account').count()).toBe(0)
})

walk('K1 one touch of the passkey signs in, without a name', async () => {
  await signOut()
  await usePasskey()
  await page.waitForURL(/\/admin$/)
})

walk('K4 a person sees their factors and sessions, and ends another session', async () => {
  await page.goto(at('/me'))
  const factors = page.getByRole('region', { name: /second factors/ })
  await factors.getByRole('row', { name: /^Passkey/ }).waitFor()
  await factors.getByRole('row', { name: /^Recovery codes 10 codes left/ }).waitFor()
  const sessions = page.getByRole('region', { name: /open sessions/ })
  await sessions.getByRole('row', { name: /Chrome.*this session/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await sessions.getByRole('button', { name: 'End all others' }).click()
  await sessions.getByRole('button', { name: 'End all others' }).waitFor({ state: 'detached' })
  const open = world.node.db.selectFrom('session').select('method').where('ended_at', 'is', null)
  const mine = open.where('account_id', 'in', (e) =>
    e.selectFrom('account').select('id').where('name', '=', 'administrator'),
  )
  expect(await mine.execute()).toEqual([{ method: 'passkey' }])
  await page.getByRole('button', { name: 'New recovery codes…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('list', { name: 'Recovery codes' }).waitFor()
  // Copy and keep, and no button that closes the dialog and loses the codes.
  expect(await dialog.getByRole('button').count()).toBe(2)
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await dialog.waitFor({ state: 'detached' })
})

walk('K4 a person makes a key of their own, which is shown once', async () => {
  const making = page.getByRole('region', { name: /make a key/ })
  await making.getByRole('textbox', { name: 'Use of the key' }).fill('import')
  await making.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your new key' })
  expect(await dialog.getByRole('textbox', { name: 'Key' }).inputValue()).toMatch(/^ep_/)
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('button', { name: 'I have passed it on' }).click()
  await page.getByRole('row', { name: /^import / }).waitFor()
})

walk('bad input 2: an authenticator without PIN or fingerprint does not sign in', async () => {
  await signOut()
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false })
  await usePasskey()
  await page.getByRole('alert').getByText('The browser gave no passkey').waitFor()
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true })
})

walk('K1 a copied passkey is suspended, and oversight has an alarm', async () => {
  await copyAuthenticator(devtools, authenticator)
  await signOut()
  await usePasskey()
  await page.getByRole('alert').getByText('The answer of the passkey is not valid').waitFor()
  const alarms = await world.node.db.selectFrom('alarm').select('code').execute()
  expect(alarms.map(({ code }) => code)).toContain('credential-cloned')
  const states = await world.node.db.selectFrom('credential').select('state').where('kind', '=', 'passkey').execute()
  expect(states).toEqual([{ state: 'suspended' }])
})
